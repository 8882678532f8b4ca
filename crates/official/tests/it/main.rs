//! Whole documents, and properties that hold for any text.

mod documents;
mod properties;
mod versions;
