//! The disclosure catalogue (主动公开基本目录): what a government publishes, who is responsible, how often, how fresh it is.

mod freshness;
pub mod item;
pub mod owed;
pub mod rule;
pub mod theme;

pub use freshness::{Freshness, Line, SOON, State, freshness};
