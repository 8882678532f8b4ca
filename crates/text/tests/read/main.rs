//! What files become when they are read, told by behaviour.
#![expect(clippy::unwrap_used, reason = "a fixture that cannot be made fails the test")]

mod csv;
mod docx;
mod fixtures;
mod hostile;
mod html;
mod pdf;
mod sheet;
mod sniff;
mod table;
mod txt;
