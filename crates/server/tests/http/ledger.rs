//! The ledger: who sees and fills in what, filters and pages, what is due, files.

mod board;
mod bulk;
mod dates;
mod entry;
mod files;
pub(crate) mod given;
mod work;
