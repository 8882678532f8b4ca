//! People's words to official words: learned from questions and the documents that answered them.

mod associate;
mod memory;
mod model;

pub use associate::Answered;
pub use model::Model;
