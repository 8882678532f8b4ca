//! Made-up documents set as PDF and read back with poppler.
#![expect(clippy::unwrap_used, reason = "a test stops where its own data is wrong")]

mod given;
mod hostile;
mod look;
mod program;
