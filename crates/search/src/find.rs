//! Looking something up.

use kernel::Date;
use tantivy::query::Query;
use tantivy::schema::Value as _;
use tantivy::{DocAddress, Searcher, TantivyDocument};

use crate::collect::{Harvest, Sideways, rank};
use crate::error::Result;
use crate::excerpt::{Excerpt, Needles};
use crate::library::Library;
use crate::matching::Matching;
use crate::wanted::{Counts, Order, Wanted};

/// With fewer documents that have every word, those that have some of them are shown too.
const FEW: u64 = 10;

/// As it stands, a part so long is no chance; in characters.
const TELLING: usize = 4;
/// Of what has some of the words, so many are ranked by everything that is known.
const FINER: usize = 400;

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
    /// The version whose text it is.
    pub version: i64,
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
            let excerpt = needles.excerpt(&self.text(&searcher, ranked.at)?);
            let (id, version) = known(&searcher, ranked.at)?;
            hits.push(Hit { id, version, score: ranked.score, excerpt });
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
        harvest.best.iter().skip(asked.skip).map(|ranked| Ok(known(&searcher, ranked.at)?.0)).collect()
    }

    fn pass(&self, searcher: &Searcher, matching: &Matching<'_>, asked: &Asked<'_>) -> Result<(Harvest, Fit)> {
        if matching.question.is_empty() {
            return Ok((Harvest::default(), Fit::Full));
        }
        let best = asked.skip + asked.limit;
        let Asked { wanted, order, today, .. } = *asked;
        if matching.question.number.is_some() {
            let exact = searcher.search(&matching.exact(), &Sideways { wanted, order, today, best })?;
            if exact.matching > 0 {
                return Ok((exact, Fit::Full));
            }
        }
        let full = searcher.search(&matching.full(), &Sideways { wanted, order, today, best })?;
        let telling = matching.question.parts.iter().any(|part| part.chars().count() >= TELLING);
        let there = |query: &dyn Query| -> Result<bool> {
            Ok(searcher.search(query, &Sideways { wanted, order, today, best: 0 })?.matching > 0)
        };
        let enough = full.matching >= FEW
            // By date, what has some of it would hide what has all of it.
            || (full.matching > 0 && order == Order::Newest)
            || (full.matching > 0 && telling && there(&*matching.exact())?);
        if enough {
            return Ok((full, Fit::Full));
        }
        let fit = if full.matching == 0 { Fit::Partly } else { Fit::Mixed };
        let some = matching.some(searcher)?;
        let mut some = searcher.search(&some, &Sideways { wanted, order, today, best: best.max(FINER) })?;
        if order == Order::Relevance {
            rank::finer(searcher, &matching.finer(), &mut some.best)?;
        }
        some.best.truncate(best);
        Ok((some, fit))
    }

    fn text(&self, searcher: &Searcher, at: DocAddress) -> Result<String> {
        let document: TantivyDocument = searcher.doc(at)?;
        let text = document.get_first(self.index.fields.text);
        Ok(text.and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default())
    }
}

/// A document's id and version.
pub(crate) fn known(searcher: &Searcher, at: DocAddress) -> Result<(String, i64)> {
    let columns = searcher.segment_reader(at.segment_ord).fast_fields();
    let mut id = String::new();
    if let Some(ids) = columns.str("id")?
        && let Some(ord) = ids.term_ords(at.doc_id).next()
    {
        ids.ord_to_str(ord, &mut id)?;
    }
    Ok((id, columns.i64("version")?.first(at.doc_id).unwrap_or_default()))
}
