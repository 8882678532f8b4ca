//! From a file to a draft: read it, keep the original, note what it says and how sure that is.

pub mod desk;
pub mod domain;
mod import;
pub mod store;

pub use import::{Arrival, Imported, import};

/// The way of a file, as the pages on it show it.
pub(crate) const STEPS: [&str; 3] = ["上传", "核对", "采用"];
