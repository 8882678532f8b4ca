//! Looking something up.

use kernel::Date;
use tantivy::schema::Value as _;
use tantivy::{DocAddress, Searcher, TantivyDocument};

use crate::collect::{Harvest, Sideways};
use crate::error::Result;
use crate::excerpt::{Excerpt, Needles};
use crate::library::Library;
use crate::matching::Matching;
use crate::wanted::{Counts, Order, Wanted};

/// With fewer documents that have every word, those that have some of them are shown too.
const FEW: u64 = 10;

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// As typed.
    pub words: &'a str,
    /// Narrowed by.
    pub wanted: &'a Wanted,
    /// In this order.
    pub order: Order,
    /// The day on which validity is told.
    pub today: Date,
    /// So many are passed over.
    pub skip: usize,
    /// So many are brought, at most.
    pub limit: usize,
}

/// How what was found fits what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It has what was typed as it stands, or all of its words.
    Full,
    /// It has all words or some of them.
    Mixed,
    /// Nothing has all words; it has some of them.
    Partly,
}

/// One that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Its public address.
    pub id: String,
    /// What it fits; more is better, within one answer.
    pub score: f32,
    /// Where the text has it.
    pub excerpt: Excerpt,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// How many there are in all.
    pub total: u64,
    /// The page of them.
    pub hits: Vec<Hit>,
    /// How many by what.
    pub counts: Counts,
    /// How they fit.
    pub fit: Fit,
    /// Words that were looked for besides, best first.
    pub also: Vec<String>,
    needles: Needles,
}

impl Found {
    /// A text, such as a title, with what was looked for marked in it.
    pub fn mark(&self, text: &str) -> Excerpt {
        self.needles.mark(text)
    }
}

impl Library {
    /// Looks something up. Nothing typed finds nothing.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn find(&self, asked: &Asked<'_>) -> Result<Found> {
        let question = self.question(asked.words);
        let needles = Needles::of(&question);
        let searcher = self.index.searcher();
        let matching = Matching { fields: &self.index.fields, question: &question };
        let (harvest, fit) = self.pass(&searcher, &matching, asked)?;
        let mut hits = Vec::new();
        for ranked in harvest.best.iter().skip(asked.skip) {
            let (id, text) = self.stored(&searcher, ranked.at)?;
            hits.push(Hit { id, score: ranked.score, excerpt: needles.excerpt(&text) });
        }
        let also = if fit == Fit::Full { Vec::new() } else { question.also_words() };
        Ok(Found { total: harvest.total, hits, counts: harvest.counts(), fit, also, needles })
    }

    /// The ids alone, best first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn ids(&self, asked: &Asked<'_>) -> Result<Vec<String>> {
        let question = self.question(asked.words);
        let searcher = self.index.searcher();
        let matching = Matching { fields: &self.index.fields, question: &question };
        let (harvest, _) = self.pass(&searcher, &matching, asked)?;
        harvest.best.iter().skip(asked.skip).map(|ranked| Ok(self.stored(&searcher, ranked.at)?.0)).collect()
    }

    fn pass(&self, searcher: &Searcher, matching: &Matching<'_>, asked: &Asked<'_>) -> Result<(Harvest, Fit)> {
        let best = asked.skip + asked.limit;
        let Asked { wanted, order, today, .. } = *asked;
        let sideways = Sideways { wanted, order, today, best };
        let search = |query| -> Result<Harvest> { Ok(searcher.search(&matching.ranked(query), &sideways)?) };
        if matching.question.is_empty() {
            return Ok((Harvest::default(), Fit::Full));
        }
        let exact = search(matching.exact())?;
        let telling = matching.question.number.is_some()
            || matching.question.parts.iter().any(|part| part.chars().count() >= 4);
        if exact.matching >= FEW || (exact.matching > 0 && telling) {
            let full = search(matching.full())?;
            return Ok((full, Fit::Full));
        }
        let full = search(matching.full())?;
        if full.matching >= FEW {
            return Ok((full, Fit::Full));
        }
        let partly = search(any_of(matching))?;
        let fit = if full.matching == 0 { Fit::Partly } else { Fit::Mixed };
        Ok((partly, fit))
    }

    pub(crate) fn stored(&self, searcher: &Searcher, at: DocAddress) -> Result<(String, String)> {
        let document: TantivyDocument = searcher.doc(at)?;
        let field = |field| document.get_first(field).and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
        Ok((field(self.index.fields.id), field(self.index.fields.text)))
    }
}

fn any_of(matching: &Matching<'_>) -> Box<dyn tantivy::query::Query> {
    Box::new(tantivy::query::BooleanQuery::union(vec![matching.full(), matching.partly()]))
}
