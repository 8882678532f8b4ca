//! A filled-in sheet read back: compared with the ledger, shown change by change, applied once somebody says so.

mod apply;
mod desk;
pub mod domain;
mod matching;
mod preview;
pub mod sheet;
pub mod store;
mod upload;

pub(crate) use desk::routes;
