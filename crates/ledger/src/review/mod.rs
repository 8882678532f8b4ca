//! The review of a draft: every field can be corrected, tasks split, merged, added and dropped, names given their meaning.

pub mod assign;
mod carry;
pub mod desk;
pub mod domain;
mod due_rows;
pub mod names;
pub mod progress;
pub mod resolve;
pub mod store;
