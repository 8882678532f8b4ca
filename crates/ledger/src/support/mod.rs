//! What supports the work (组织保障): hearings, trainings, staff, money; recorded once, counted for the plans' duties.

mod board;
pub(crate) mod counting;
pub mod counts;
mod demand;
pub mod domain;
mod export;
mod files;
mod form;
mod history;
pub mod kinds;
pub mod list;
mod offers;
mod page;
mod remove;
mod saving;
pub mod store;
mod typed;

use directory::Capability::{RecordSupport, ViewLedger};
use web::{Access, Routes};

/// All files of one form together, in bytes.
const MOST_AT_ONCE: usize = 100 << 20;

/// The pages of these records. Whose record it is, is decided there.
pub fn routes() -> Routes {
    let (ledger, record) = (Access::May(ViewLedger), Access::May(RecordSupport));
    Routes::new()
        .get("/desk/support", ledger, board::show)
        .get("/desk/support.csv", ledger, export::csv)
        .get("/desk/support/new", record, form::new)
        .post("/desk/support/new", record, saving::create)
        .get("/desk/support/{id}", ledger, page::show)
        .get("/desk/support/{id}/edit", record, form::edit)
        .post("/desk/support/{id}/edit", record, saving::change)
        .get("/desk/support/{id}/remove", record, remove::confirm)
        .post("/desk/support/{id}/remove", record, remove::remove)
        .upload("/desk/support/{id}/files", record, MOST_AT_ONCE, files::add)
        .get("/desk/support/files/{id}", ledger, files::download)
        .post("/desk/support/files/{id}/remove", record, files::remove)
}
