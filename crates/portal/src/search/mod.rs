//! Looking up what is public: the index kept true to the journal, and pages that ask it.

mod entries;
mod follow;
mod found;
mod page;
mod results;

pub use follow::{Follower, follow, rebuild};
pub(crate) use found::{Answer, DEEPEST, Line, ask, guess, narrowed, order, titled, whole};
pub(crate) use page::show;
pub(crate) use results::{Results, Scope, results};
