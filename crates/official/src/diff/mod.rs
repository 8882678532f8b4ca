//! Two versions of a document, clause by clause.

mod pairs;
mod words;

use serde::{Deserialize, Serialize};

use crate::block::Block;

/// A clause of the old version beside the one of the new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// What became of it.
    pub change: Kind,
    /// Index of the block in the old version; `None` when it was added.
    pub old: Option<usize>,
    /// Index of the block in the new version; `None` when it was removed.
    pub new: Option<usize>,
    /// For [`Kind::Changed`]: the text in runs, old and new together in reading order. Empty else.
    pub runs: Vec<Run>,
}

/// What became of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The same words; the number may differ.
    Same,
    /// Other words.
    Changed,
    /// Only in the new version.
    Added,
    /// Only in the old version.
    Removed,
    /// The same words at another place.
    Moved,
}

/// A stretch of text of a changed clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Where it stands: in both, only in the old, only in the new.
    pub side: Side,
    /// The text.
    pub text: String,
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// In both versions.
    Both,
    /// Only in the old version.
    Old,
    /// Only in the new version.
    New,
}

/// Compares two versions. The pairs are in the order of the new version, with what was removed where it stood.
///
/// Time grows about linearly: the differences are found with histograms, which give up precision, not time, where two
/// versions have little in common; clauses are compared with each other only within a stretch of at most 60 by 60.
pub fn clauses(old: &[Block], new: &[Block]) -> Vec<Pair> {
    pairs::pairs(old, new)
}
