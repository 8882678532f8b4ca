//! What a document is, what may be done to it, and what keeps it from the public.

mod attribute;
mod document;
mod flow;
mod gate;
mod kind;
mod relation;
mod stage;
mod steps;

pub use attribute::Attribute;
pub use document::{Change, Document, Face, Hand, LONGEST_BODY, LONGEST_SUMMARY, LONGEST_TITLE};
pub use flow::{Act, Refusal};
pub use gate::{Gate, Lack};
pub use kind::{KINDS, Kind};
pub use relation::{Decided, Effect, Relation};
pub use stage::Stage;
