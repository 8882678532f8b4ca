//! From a file to a draft: read it, keep the original, note what it says and how sure that is.

pub mod domain;
mod import;
pub mod store;

pub use import::{Arrival, Imported, import};
