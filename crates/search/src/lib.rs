//! Full-text search over what is public.
//!
//! A text is read as pairs of neighbouring characters, which find every phrase exactly and which ranking counts, and as
//! single characters. One form of writing stands between what is written and what is typed. The index lies beside the
//! database, is derived from it alone, and keeps in its own commit how far into the journal it goes.

mod analysis;
mod collect;
mod entry;
mod error;
pub mod evaluate;
mod excerpt;
mod find;
mod guess;
mod index;
mod learn;
mod library;
mod matching;
mod question;
mod schema;
mod suggest;
mod synonyms;
mod wanted;

pub use analysis::normal;
pub use entry::Entry;
pub use error::{Error, Result};
pub use excerpt::{Excerpt, Run};
pub use find::{Asked, Fit, Found, Hit};
pub use index::{Index, Place, Writer};
pub use learn::{Answered, Model};
pub use library::Library;
pub use synonyms::Synonyms;
pub use wanted::{Counts, Order, Wanted};
