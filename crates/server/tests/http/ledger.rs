//! The ledger: who sees and fills in what, filters and pages, what is due, files.

mod board;
mod bulk;
mod dashboard;
mod dates;
mod entry;
mod feeds;
mod files;
pub(crate) mod given;
mod import;
mod remind;
mod search;
mod support;
mod work;
