//! The ledger itself: every unit's share of every task, what it owes next, and what was done.

mod acts;
mod adopted;
pub mod domain;
pub mod due;
pub mod filter;
pub mod limits;
pub mod list;
pub mod recompute;
pub mod store;
pub mod tally;

pub use domain::{Entry, PlanContext, Status};
pub use recompute::recompute_all;
