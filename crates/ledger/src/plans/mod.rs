//! Adopted plans: their tasks, their pages on the desk, and their way to the public site.

pub mod desk;
pub mod domain;
pub mod progress;
mod public;
pub mod store;
mod text;
pub mod wording;

pub use public::{Standing, publish, snapshot, standing, withdraw};
