//! One act on many entries: chosen in a list, shown with what will happen, then done in one transaction.

mod desk;
mod domain;

use directory::Capability::ViewLedger;
use directory::Principal;
use web::{Access, Routes};

/// Entries of one act; more are done in parts.
const MOST: usize = 1000;

/// The routes. What may be done to which entry is decided entry by entry.
pub fn routes() -> Routes {
    let ledger = Access::May(ViewLedger);
    Routes::new().get("/desk/ledger/bulk", ledger, desk::preview).post("/desk/ledger/bulk", ledger, desk::apply)
}

/// What a post can do to many entries: code and words.
pub(crate) fn offered(who: &Principal) -> Vec<(&'static str, &'static str)> {
    domain::Kind::of(who).into_iter().map(|kind| (kind.code(), kind.name())).collect()
}
