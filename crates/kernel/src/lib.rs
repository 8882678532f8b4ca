//! Ids, time and clock, and the kinds of problem: words every crate shares. No IO, no HTTP, no SQL.

mod clock;
mod id;
mod problem;
mod time;

pub use clock::Clock;
pub use id::{is_id, new_id};
pub use jiff::civil::Date;
pub use problem::{FieldError, Kind, Problem, Result};
pub use time::Time;
