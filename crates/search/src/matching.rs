//! From a question to what the index is asked.

use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use crate::analysis::grams;
use crate::error::Result;
use crate::question::Question;
use crate::schema::Fields;

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

/// So many places are looked through for what has some of a question, whatever is asked in however large an index.
const PLACES: u64 = 200_000;
/// The rarest of a question are looked for even so.
const RAREST: usize = 3;

/// Asks one index.
pub(crate) struct Matching<'a> {
    pub fields: &'a Fields,
    pub question: &'a Question,
}

impl Matching<'_> {
    /// Documents that have every part as it stands, or carry the number.
    pub fn exact(&self) -> Box<dyn Query> {
        any([Some(self.parts()), self.number()].into_iter().flatten().collect())
    }

    /// Documents that have every part as it stands, or every word, or carry the number; ranked by that, and by titles.
    pub fn full(&self) -> Box<dyn Query> {
        let Question { parts, words, .. } = self.question;
        let mut some: Vec<Box<dyn Query>> = vec![self.parts()];
        if !(words.len() == parts.len() && words.iter().all(|(word, same)| same.is_empty() && parts.contains(word))) {
            some.push(every(words.iter().map(|(word, same)| self.word(word, same)).collect()));
        }
        let titles = self.question.phrases().map(|phrase| self.phrase(self.fields.title, phrase));
        some.extend(titles.map(|title| boost(title, weight::TITLE)));
        some.extend(self.number());
        any(some)
    }

    /// Documents that have something of it, or that answered such questions: the rarest of it first, as that tells most,
    /// and only as much as can be looked through soon.
    pub fn some(&self, searcher: &Searcher) -> Result<Box<dyn Query>> {
        let Question { grams, chars, also, .. } = self.question;
        let field = if grams.is_empty() { self.fields.chars } else { self.fields.grams };
        let own = if grams.is_empty() { chars } else { grams };
        let also = also.iter().map(|(gram, counts)| (self.fields.grams, gram, counts * weight::ALSO));
        let mut by_places = Vec::new();
        for (field, run, counts) in own.iter().map(|run| (field, run, 1.0)).chain(also) {
            let places = searcher.doc_freq(&Term::from_field_text(field, run))?;
            if places > 0 {
                by_places.push((places, field, run, counts));
            }
        }
        by_places.sort_by_key(|(places, ..)| *places);
        let mut some: Vec<Box<dyn Query>> = Vec::new();
        let mut looked = 0;
        for (places, field, run, counts) in by_places {
            looked += places;
            if looked > PLACES && some.len() >= RAREST {
                break;
            }
            some.push(boost(term(field, run), counts));
        }
        some.extend(self.same());
        some.extend(self.answers());
        Ok(any(some))
    }

    /// All that ranks a document which has something of it.
    pub fn finer(&self) -> Box<dyn Query> {
        let (fields, question) = (self.fields, self.question);
        let mut all: Vec<Box<dyn Query>> = question.grams.iter().map(|gram| term(fields.grams, gram)).collect();
        all.extend(question.chars.iter().map(|one| boost(term(fields.chars, one), weight::CHAR)));
        for phrase in question.phrases().filter(|phrase| phrase.chars().count() > 1) {
            all.push(boost(self.phrase(fields.grams, phrase), weight::PHRASE));
            all.push(boost(self.phrase(fields.title, phrase), weight::TITLE));
        }
        let also = question.also.iter();
        all.extend(also.map(|(gram, counts)| boost(term(fields.grams, gram), counts * weight::ALSO)));
        all.extend(self.same());
        all.extend(self.answers());
        all.extend(self.number());
        any(all)
    }

    /// Every part as it stands.
    fn parts(&self) -> Box<dyn Query> {
        every(self.question.parts.iter().map(|part| self.phrase(self.fields.grams, part)).collect())
    }

    fn same(&self) -> impl Iterator<Item = Box<dyn Query>> {
        let phrases = self.question.words.iter().flat_map(|(_, same)| same);
        phrases.map(|phrase| boost(self.phrase(self.fields.grams, phrase), weight::SAME))
    }

    fn answers(&self) -> impl Iterator<Item = Box<dyn Query>> {
        let constant = |id: &str| Box::new(ConstScoreQuery::new(term(self.fields.id, id), 1.0)) as Box<dyn Query>;
        self.question.answers.iter().map(move |(id, counts)| boost(constant(id), counts * weight::ANSWER))
    }

    /// Titles that have what was typed, and numbers.
    pub fn titles(&self) -> Box<dyn Query> {
        let parts = self.question.parts.iter().map(|part| self.phrase(self.fields.title, part)).collect();
        any([Some(every(parts)), self.number()].into_iter().flatten().collect())
    }

    fn number(&self) -> Option<Box<dyn Query>> {
        let pieces = self.question.number.as_ref()?;
        let all = every(pieces.iter().map(|piece| term(self.fields.number, piece)).collect());
        Some(Box::new(ConstScoreQuery::new(all, weight::NUMBER)))
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

fn boost(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, weight))
}

fn every(all: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    if all.is_empty() { Box::new(EmptyQuery) } else { Box::new(BooleanQuery::intersection(all)) }
}

fn any(some: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    if some.is_empty() { Box::new(EmptyQuery) } else { Box::new(BooleanQuery::union(some)) }
}
