//! What was learned, as a file, and what it adds to a question.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::memory::Memory;
use crate::analysis::words::is_word;
use crate::error::{Error, Result};

/// So many pairs of characters are looked for besides.
const ALSO: usize = 20;

/// Pairs of characters of documents that answered questions with one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Associated {
    /// In how many questions it stood.
    pub asked: u32,
    /// What stood in the answers, with what it tells.
    pub to: Vec<(String, f32)>,
}

/// What is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Kept {
    /// Questions without phrases of asking, pieces apart by spaces.
    pub questions: Vec<String>,
    /// By document, which of the questions it answered.
    pub answers: Vec<(String, Vec<u32>)>,
    /// By pair of characters.
    pub terms: BTreeMap<String, Associated>,
}

/// What was learned of people's words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    pub(super) kept: Kept,
    memory: Memory,
}

impl Model {
    pub(super) fn of(kept: Kept) -> Self {
        Self { memory: Memory::of(&kept.questions, &kept.answers), kept }
    }

    /// Reads a file that [`Self::write`] made.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let kept = serde_json::from_slice(bytes).map_err(|error| Error::File(format!("no learned words: {error}")))?;
        Ok(Self::of(kept))
    }

    /// What was learned as JSON: `questions`; `answers` as pairs of a document's id and the numbers of its questions;
    /// `terms`, by a pair of characters of questions, the pairs of characters of answers.
    ///
    /// # Errors
    /// Never with what was learned here.
    pub fn write(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(&self.kept).map_err(|error| Error::File(error.to_string()))
    }

    /// From how many questions it was learned.
    pub fn questions(&self) -> usize {
        self.kept.questions.len()
    }

    /// How many documents answered them.
    pub fn documents(&self) -> usize {
        self.kept.answers.len()
    }

    /// Words of people with the words of documents that go with them, those asked most first.
    pub fn words(&self, limit: usize) -> Vec<(String, Vec<String>)> {
        let mut words: Vec<(u32, &String, Vec<String>)> = Vec::new();
        for (word, associated) in self.kept.terms.iter().filter(|(word, _)| is_word(word)) {
            let to = associated.to.iter().map(|(to, _)| to).filter(|to| *to != word && is_word(to));
            let to: Vec<String> = to.take(8).cloned().collect();
            if !to.is_empty() {
                words.push((associated.asked, word, to));
            }
        }
        words.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        words.into_iter().take(limit).map(|(_, word, to)| (word.clone(), to)).collect()
    }

    /// Pairs of characters to look for besides those of a question, with what they count of one, best first.
    pub(crate) fn also(&self, pairs: &[String]) -> Vec<(String, f32)> {
        let all = self.kept.questions.len() as f32;
        let mut sums: HashMap<&str, f32> = HashMap::new();
        for associated in pairs.iter().filter_map(|pair| self.kept.terms.get(pair)) {
            let rare = ((all + 1.0) / (associated.asked as f32 + 0.5)).ln().max(0.0);
            for (other, tells) in &associated.to {
                *sums.entry(other).or_default() += rare * tells;
            }
        }
        let mut also: Vec<(String, f32)> = sums.into_iter().map(|(pair, sum)| (pair.to_owned(), sum)).collect();
        also.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        also.truncate(ALSO);
        let sum: f32 = also.iter().map(|(_, sum)| sum).sum();
        also.iter_mut().for_each(|(_, one)| *one /= sum.max(f32::MIN_POSITIVE));
        also
    }

    /// Documents that answered questions like this one, with what that counts, best first.
    pub(crate) fn answers(&self, pairs: &[String], chars: &[String]) -> Vec<(String, f32)> {
        self.memory.answers(pairs, chars)
    }
}
