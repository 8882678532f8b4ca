//! How well questions find the documents that people judged to answer them.

mod judged;
mod plain;

use std::collections::HashMap;

use kernel::Date;

pub use judged::{Judged, Question};
pub use plain::Plain;

use crate::error::Result;
use crate::find::Asked;
use crate::index::{Index, Place};
use crate::library::Library;
use crate::wanted::{Order, Wanted};

/// So many documents are looked at for a question.
const DEEP: usize = 100;

/// Means over questions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scores {
    /// Mean reciprocal rank: one over the place of the first right document among the first ten.
    pub mrr_10: f64,
    /// The part of the right documents that is among the first ten.
    pub recall_10: f64,
    /// The part of the right documents that is among the first hundred.
    pub recall_100: f64,
}

impl std::fmt::Display for Scores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MRR@10 {:.4}  R@10 {:.4}  R@100 {:.4}", self.mrr_10, self.recall_10, self.recall_100)
    }
}

impl Scores {
    /// Means over `questions`, each with the ids that were found, best first.
    pub fn over<'q>(
        questions: impl IntoIterator<Item = &'q Question>,
        right: &HashMap<String, Vec<String>>,
        mut find: impl FnMut(&'q Question) -> Result<Vec<String>>,
    ) -> Result<Self> {
        let (mut sums, mut asked) = (Self::default(), 0.0);
        for question in questions {
            let Some(right) = right.get(&question.id).filter(|right| !right.is_empty()) else { continue };
            let found = find(question)?;
            let among = |upto: usize| {
                let there = right.iter().filter(|id| found.iter().take(upto).any(|one| one == *id)).count();
                there as f64 / right.len() as f64
            };
            asked += 1.0;
            sums.recall_10 += among(10);
            sums.recall_100 += among(DEEP);
            if let Some(place) = found.iter().take(10).position(|id| right.contains(id)) {
                sums.mrr_10 += 1.0 / (place + 1) as f64;
            }
        }
        let mean = |sum: f64| if asked > 0.0 { sum / asked } else { 0.0 };
        Ok(Self { mrr_10: mean(sums.mrr_10), recall_10: mean(sums.recall_10), recall_100: mean(sums.recall_100) })
    }
}

/// An index in memory over judged documents.
///
/// # Errors
/// When memory runs out.
pub fn library(judged: &Judged) -> Result<Library> {
    let index = Index::in_memory()?;
    let mut writer = index.writer()?;
    for document in &judged.documents {
        writer.add(document)?;
    }
    writer.commit(&Place::default())?;
    index.refresh()?;
    Ok(Library::new(index))
}

/// The ids that a question finds, best first.
///
/// # Errors
/// When the index cannot be read.
pub fn ask(library: &Library, question: &Question) -> Result<Vec<String>> {
    library.ids(&Asked {
        words: &question.text,
        wanted: &Wanted::default(),
        order: Order::Relevance,
        today: Date::MAX,
        skip: 0,
        limit: DEEP,
    })
}
