//! The append-only, hash-chained record of every official act (办件留痕), and the followers that read it.

mod entry;
mod follow;
mod read;
mod record;
mod verify;

pub use entry::{Act, Actor, Entry, Subject};
pub use follow::{catch_up, rewind};
pub use read::{Filter, after, find, head, newest, of_subject, of_subjects};
pub use record::record;
pub use verify::{Break, Verdict, verify};
