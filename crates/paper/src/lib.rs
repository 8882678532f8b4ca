//! A public document on its way to paper: what the server hands to the typesetter, and nothing else it knows.

use official::Block;
use serde::{Deserialize, Serialize};

/// The present format of a [`Paper`] and of the way it is set. Rises with every change of either.
pub const FORMAT: u32 = 1;

/// A document to be set, complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// [`FORMAT`] when it was written.
    pub format: u32,
    /// 标题; a line break where the text breaks it.
    pub title: String,
    /// 发文机关
    pub author: String,
    /// 发文机关标志 in red, a line each; empty when the text has none.
    pub letterhead: Vec<String>,
    /// 发文字号, with 签发人 when the line names one.
    pub number: Option<String>,
    /// What must be known before reading, above everything else.
    pub mark: Option<Mark>,
    /// The text under the title.
    pub blocks: Vec<Block>,
    /// Where it is public: an address with its scheme, or a path while the server does not know its name.
    pub address: String,
    /// What is said of the copy at its end, a line each: version, day of publication.
    pub source: Vec<String>,
    /// When this version became public, in milliseconds since 1970-01-01T00:00:00Z: the time the file carries.
    pub published_at: i64,
}

/// What must be known before reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// In a word or two: 废止.
    pub word: String,
    /// The reasons, a sentence each.
    pub notes: Vec<String>,
}
