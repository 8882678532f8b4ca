//! Files people send, read as plain text with limits on size, time, memory and nesting.

mod error;
mod format;
mod limits;
mod reading;
mod tools;

pub use error::ReadError;
pub use format::Format;
pub use limits::Limits;
pub use reading::{Reading, read, read_with};
pub use tools::{Ocr, Tools};
