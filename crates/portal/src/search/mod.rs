//! Looking up what is public: the index kept true to the journal, and pages that ask it.

mod desk;
mod entries;
mod follow;
mod found;
mod learned;
mod page;
mod results;

pub use follow::{Follower, follow, rebuild};
pub(crate) use found::{Answer, DEEPEST, Line, ask, guess, narrowed, order, titled, whole};
pub use learned::learn;
pub(crate) use results::{Results, Scope, results};

use directory::Capability;
use web::{Access, Routes};

/// The routes of looking things up, and of keeping that in order.
pub(crate) fn routes() -> Routes {
    const KEEP: Access = Access::May(Capability::ManageGovernments);
    Routes::new()
        .get("/search", Access::Public, page::show)
        .get("/desk/search", KEEP, desk::show)
        .post("/desk/search/rebuild", KEEP, desk::rebuild)
        .post("/desk/search/learn", KEEP, desk::learn)
        .post("/desk/search/forget", KEEP, desk::forget)
}
