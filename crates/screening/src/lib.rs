//! What must not be published in a text: found, told in plain words and masked; metadata of attached files taken out.

mod context;
mod digits;
mod find;
mod finding;
mod kind;
mod mask;
pub mod metadata;
mod normal;
mod tables;
mod words;

pub use finding::Finding;
pub use kind::Kind;
pub use mask::mask;
pub use words::{LineError, WordList};

use context::Page;

/// Everything in `text` that needs a look before it is published, in the order of the text and without overlaps: where two findings would
/// overlap, the more serious stays. The cost grows with the length of the text and nothing else.
#[must_use]
pub fn screen(text: &str, words: &WordList) -> Vec<Finding> {
    let page = Page::new(text);
    let mut hits = find::all(&page);
    hits.extend(words.hits(&page));
    finding::settle(&page, hits)
}
