//! How texts and questions are read: one form, pairs of characters, words, document numbers.

pub(crate) mod grams;
mod normal;
pub(crate) mod numbers;
pub(crate) mod words;

pub use normal::{Normal, normal};
