//! API v1: the ledger for other programs, under the same rules as at the desk.

mod change;
mod described;
mod entry;
mod list;
mod once;

pub use described::described;
use directory::token::Scope;
pub use once::sweep;
use web::{Access, Routes};

/// The routes of the API.
pub fn routes() -> Routes {
    let (read, write) = (Access::Token(Scope::LedgerRead), Access::Token(Scope::LedgerWrite));
    Routes::new()
        .get("/api/v1/ledger/entries", read, list::list)
        .get("/api/v1/ledger/entries/{id}", read, entry::show)
        .patch("/api/v1/ledger/entries/{id}", write, change::patch)
        .post("/api/v1/ledger/entries/{id}/notes", write, change::note)
}
