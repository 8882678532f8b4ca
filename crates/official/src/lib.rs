//! An official document's text becomes its structure and what it says about validity.
//!
//! [`read`] takes the plain text of an official document (公文): a paragraph per line, a table row as a line of
//! cells separated by tabs, tables between blank lines. [`validity::statements`] finds what the text says about its
//! own time and about other documents; [`diff::clauses`] compares two versions. Nothing is looked up: the same text
//! always gives the same result, in time linear in its length, for any text.

mod block;
pub mod date;
pub mod diff;
mod form;
mod front;
mod head;
mod ids;
mod lines;
mod marker;
mod normative;
pub mod number;
pub mod numerals;
mod reader;
mod roles;
mod sign;
pub mod validity;
mod words;
mod write;

pub use block::{Block, Official};
pub use form::Form;
pub use jiff::civil::Date;
pub use normative::looks_normative;
pub use number::Number;
pub use reader::read;
pub use write::write;
