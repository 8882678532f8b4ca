//! Files people send, read as plain text with limits on size, time, memory and nesting.

mod archive;
mod child;
mod clean;
mod csv;
mod docx;
mod encoding;
mod error;
mod format;
mod guard;
mod html;
mod limits;
mod lines;
mod ocr;
mod package;
mod pdf;
mod reading;
mod sheet;
mod sniff;
mod table;
mod tools;
mod txt;
mod xml;

pub use error::ReadError;
pub use format::Format;
pub use limits::Limits;
pub use reading::{Reading, read, read_with};
pub use table::{Cell, CellKind, Row, Sheet, read_table};
pub use tools::{Ocr, Tools};

/// Files opened without trust, for the crate that rewrites them.
pub mod untrusted {
    pub use crate::archive::Archive;
    pub use crate::guard::run;
    pub use crate::limits::Deadline;
}
