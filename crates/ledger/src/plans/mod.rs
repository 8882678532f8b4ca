//! Adopted plans: their tasks, their pages on the desk, and their way to the public site.

pub mod domain;
pub mod store;
pub mod wording;
