//! From a question to what the index is asked.

use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use crate::analysis::grams;
use crate::question::Question;
use crate::schema::Fields;

type Clause = (Occur, Box<dyn Query>);

/// What each way of matching counts, beside a pair of characters, which counts as BM25 ranks it.
mod weight {
    pub const CHAR: f32 = 0.5;
    /// A word that means the same, as it stands.
    pub const SAME: f32 = 0.7;
    pub const PHRASE: f32 = 0.5;
    pub const TITLE: f32 = 1.0;
    /// What documents that answered such questions have, all of it together.
    pub const ALSO: f32 = 3.0;
    /// Having answered such questions.
    pub const ANSWER: f32 = 0.4;
    /// More than everything else together.
    pub const NUMBER: f32 = 1_000.0;
}

/// Asks one index.
pub(crate) struct Matching<'a> {
    pub fields: &'a Fields,
    pub question: &'a Question,
}

impl Matching<'_> {
    /// Documents that have every part as it stands, or carry the number.
    pub fn exact(&self) -> Box<dyn Query> {
        let parts = self.question.parts.iter().map(|part| self.phrase(self.fields.grams, part)).collect();
        any([Some(every(parts)), self.number()].into_iter().flatten().collect())
    }

    /// Documents that have every part as it stands, or every word.
    pub fn full(&self) -> Box<dyn Query> {
        let words = self.question.words.iter().map(|(word, same)| self.word(word, same)).collect();
        any(vec![self.exact(), every(words)])
    }

    /// Documents that have something of it; a single character is nothing, beside words.
    pub fn partly(&self) -> Box<dyn Query> {
        let long = |word: &str| word.chars().count() > 1;
        let words = self.question.words.iter().filter(|(word, _)| long(word) || self.question.grams.is_empty());
        let mut some: Vec<_> = words.map(|(word, same)| self.word(word, same)).collect();
        some.extend(self.question.grams.iter().chain(self.question.also.iter().map(|(gram, _)| gram)).map(|gram| term(self.fields.grams, gram)));
        some.extend(self.question.answers.iter().map(|(id, _)| term(self.fields.id, id)));
        any(some)
    }

    /// Those of `matching`, ranked.
    pub fn ranked(&self, matching: Box<dyn Query>) -> Box<dyn Query> {
        let mut clauses: Vec<Clause> = vec![(Occur::Must, Box::new(ConstScoreQuery::new(matching, 0.0)))];
        let mut add = |query: Box<dyn Query>, weight: f32| {
            clauses.push((Occur::Should, Box::new(BoostQuery::new(query, weight))));
        };
        let (fields, question) = (self.fields, self.question);
        question.grams.iter().for_each(|gram| add(term(fields.grams, gram), 1.0));
        question.chars.iter().for_each(|one| add(term(fields.chars, one), weight::CHAR));
        for phrase in question.words.iter().flat_map(|(_, same)| same) {
            add(self.phrase(fields.grams, phrase), weight::SAME);
        }
        for phrase in question.phrases().filter(|phrase| phrase.chars().count() > 1) {
            add(self.phrase(fields.grams, phrase), weight::PHRASE);
            add(self.phrase(fields.title, phrase), weight::TITLE);
        }
        question.also.iter().for_each(|(gram, counts)| add(term(fields.grams, gram), counts * weight::ALSO));
        for (id, counts) in &question.answers {
            add(Box::new(ConstScoreQuery::new(term(fields.id, id), 1.0)), counts * weight::ANSWER);
        }
        if let Some(query) = self.number() {
            add(query, weight::NUMBER);
        }
        Box::new(BooleanQuery::new(clauses))
    }

    /// Titles that have what was typed, and numbers.
    pub fn titles(&self) -> Box<dyn Query> {
        let parts = self.question.parts.iter().map(|part| self.phrase(self.fields.title, part)).collect();
        any([Some(every(parts)), self.number()].into_iter().flatten().collect())
    }

    fn number(&self) -> Option<Box<dyn Query>> {
        let pieces = self.question.number.as_ref()?;
        let all = every(pieces.iter().map(|piece| term(self.fields.number, piece)).collect());
        Some(Box::new(ConstScoreQuery::new(all, 1.0)))
    }

    /// What stands so in a text. A single character is looked for in all of it.
    fn phrase(&self, field: Field, phrase: &str) -> Box<dyn Query> {
        let grams = grams::covering(phrase);
        match &grams[..] {
            [] => term(self.fields.chars, phrase),
            [(_, only)] => term(field, only),
            _ => {
                let terms = grams.iter().map(|(at, gram)| (*at, Term::from_field_text(field, gram))).collect();
                Box::new(PhraseQuery::new_with_offset(terms))
            }
        }
    }

    /// A word, or one of those that mean the same.
    fn word(&self, word: &str, same: &[String]) -> Box<dyn Query> {
        let words = std::iter::once(word).chain(same.iter().map(String::as_str));
        any(words.map(|word| self.phrase(self.fields.grams, word)).collect())
    }
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

fn every(all: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    if all.is_empty() { Box::new(EmptyQuery) } else { Box::new(BooleanQuery::intersection(all)) }
}

fn any(some: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    if some.is_empty() { Box::new(EmptyQuery) } else { Box::new(BooleanQuery::union(some)) }
}
