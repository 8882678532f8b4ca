//! The ledger itself: every unit's share of every task, what it owes next, and what was done.

pub(crate) mod acting;
pub mod acts;
mod adopted;
pub mod basis;
mod board;
mod card;
mod cell;
mod dashboard;
mod days;
pub(crate) mod desk;
pub mod domain;
pub mod due;
mod export;
pub mod filter;
mod history;
pub(crate) mod import;
pub mod limits;
pub mod list;
mod month;
mod page;
pub mod recompute;
pub(crate) mod saving;
pub(crate) mod scene;
mod search;
pub mod store;
pub mod tally;
pub(crate) mod task;
mod task_page;
pub mod texts;
mod today;
pub(crate) mod typed;
pub mod words;

pub use domain::{Entry, PlanContext, Side, Status};
pub(crate) use export::KIND;
pub use recompute::recompute_all;

use directory::Capability::ViewLedger;
use web::{Access, Routes};

/// The ledger's pages. Who may fill in which entry is decided there: it depends on the entry.
pub fn routes() -> Routes {
    let ledger = Access::May(ViewLedger);
    Routes::new()
        .get("/desk", Access::SignedIn, today::show)
        .get("/desk/dashboard", ledger, dashboard::show)
        .get("/desk/dashboard.csv", ledger, dashboard::csv)
        .get("/desk/ledger", ledger, board::show)
        .get("/desk/ledger.xlsx", ledger, export::xlsx)
        .get("/desk/ledger.csv", ledger, export::csv)
        .get("/desk/ledger.docx", ledger, export::docx)
        .get("/desk/ledger/form", ledger, export::on_paper)
        .get("/desk/ledger/export", ledger, export::offer)
        .post("/desk/ledger/export", ledger, export::order)
        .get("/desk/ledger/{id}", ledger, page::show)
        .post("/desk/ledger/{id}", ledger, saving::fill)
        .post("/desk/ledger/{id}/done", ledger, saving::done)
        .post("/desk/ledger/{id}/event", ledger, saving::happened)
        .post("/desk/ledger/{id}/undo", ledger, saving::undo)
        .get("/desk/ledger/{id}/days", ledger, days::show)
        .merge(import::routes())
        .get("/desk/tasks/{id}", ledger, task_page::show)
}
