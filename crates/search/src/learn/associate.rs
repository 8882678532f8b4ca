//! Which words of answers go with which words of questions.

use std::collections::{BTreeMap, HashMap, HashSet};

use tantivy::{Searcher, Term};

use super::model::{Associated, Kept, Model};
use crate::analysis::{grams, normal, words};
use crate::error::Result;
use crate::index::Index;

/// A question with the documents that answered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// As it was asked.
    pub question: String,
    /// Ids of the documents.
    pub documents: Vec<String>,
}

/// From so many documents at most it is learned,
const DOCUMENTS: usize = 5_000;
/// and from so many bytes of each.
const LONG: usize = 60_000;
/// What is seen in fewer questions is chance.
const SEEN: f32 = 2.0;
/// So many questions as nobody asked stand beside those that somebody did.
const PRIOR: f32 = 3.0;
/// What stands in more documents than this part says nothing.
const COMMON: f32 = 0.1;
/// Nothing tells more than this, however rare.
const TELLING: f32 = 5.0;
/// So much is kept of each.
const KEPT: usize = 30;

impl Model {
    /// Learns from questions and the documents in `index` that answered them; what is not there teaches nothing.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn learn(index: &Index, answered: &[Answered]) -> Result<Self> {
        let searcher = index.searcher();
        let mut texts: HashMap<&str, HashSet<String>> = HashMap::new();
        for id in answered.iter().flat_map(|one| &one.documents) {
            if texts.len() < DOCUMENTS
                && !texts.contains_key(id.as_str())
                && let Some(text) = index.text(&searcher, id)?
            {
                texts.insert(id, pairs(&text[..text.floor_char_boundary(LONG)]));
            }
        }
        let mut questions = Vec::new();
        let mut answers: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        // By pair of characters, the questions that have it.
        let mut asked: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, one) in answered.iter().enumerate() {
            let pieces = words::without_asking(&normal(&one.question));
            for pair in grams::telling(pieces.iter().map(String::as_str), 2) {
                asked.entry(pair).or_default().push(at);
            }
            questions.push(pieces.join(" "));
            for id in one.documents.iter().filter(|id| texts.contains_key(id.as_str())) {
                answers.entry(id).or_default().push(at as u32);
            }
        }
        let mut terms = BTreeMap::new();
        for (pair, by) in asked.into_iter().filter(|(_, by)| by.len() as f32 >= SEEN) {
            let mut with: HashMap<&str, f32> = HashMap::new();
            for at in &by {
                let documents: Vec<_> =
                    answered[*at].documents.iter().filter_map(|id| texts.get(id.as_str())).collect();
                for other in documents.iter().flat_map(|text| text.iter()) {
                    *with.entry(other).or_default() += 1.0 / documents.len() as f32;
                }
            }
            let to = tell(&searcher, index, &with, by.len() as f32)?;
            if !to.is_empty() {
                terms.insert(pair, Associated { asked: by.len() as u32, to });
            }
        }
        let answers = answers.into_iter().map(|(id, by)| (id.to_owned(), by)).collect();
        Ok(Self::of(Kept { questions, answers, terms }))
    }
}

/// The different pairs of letters of a text.
fn pairs(text: &str) -> HashSet<String> {
    let form = normal(text);
    let mut pairs = HashSet::new();
    for line in form.lines() {
        let mut before: Option<char> = None;
        for c in line.chars().filter(|c| *c != ' ') {
            if let Some(before) = before.filter(|before| before.is_alphanumeric() && c.is_alphanumeric()) {
                pairs.insert([before, c].iter().collect());
            }
            before = Some(c);
        }
    }
    pairs
}

/// What of the answers to `asked` questions stands in them more often than elsewhere, and how much that tells.
fn tell(searcher: &Searcher, index: &Index, with: &HashMap<&str, f32>, asked: f32) -> Result<Vec<(String, f32)>> {
    let all = searcher.num_docs().max(1) as f32;
    let mut told = Vec::new();
    for (other, seen) in with.iter().filter(|(_, seen)| **seen >= SEEN) {
        let elsewhere = (searcher.doc_freq(&Term::from_field_text(index.fields.grams, other))? as f32 + 0.5) / all;
        let here = (seen + PRIOR * elsewhere) / (asked + PRIOR);
        if elsewhere < COMMON && here > elsewhere {
            told.push(((*other).to_owned(), here * (here / elsewhere).ln().min(TELLING)));
        }
    }
    told.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    told.truncate(KEPT);
    Ok(told)
}
