//! What is done about an entry: progress, evidence, handing in, accepting, talking about it.

pub(crate) mod bulk;
pub mod chosen;
pub mod evidence;
mod evidence_desk;
pub mod flow;
mod flow_desk;
pub mod keep;
pub mod notes;
mod notes_desk;
pub(crate) mod section;

use directory::Capability::{AcceptEntries, CommentEntries, ViewLedger};
use web::{Access, Routes};

/// All files of one form together, in bytes.
const MOST_AT_ONCE: usize = 100 << 20;

/// The routes of these acts. Whose entry it is, is decided there.
pub fn routes() -> Routes {
    let (ledger, judge) = (Access::May(ViewLedger), Access::May(AcceptEntries));
    Routes::new()
        .post("/desk/ledger/{id}/submit", ledger, flow_desk::submit)
        .post("/desk/ledger/{id}/withdraw", ledger, flow_desk::withdraw)
        .post("/desk/ledger/{id}/accept", judge, flow_desk::accept)
        .post("/desk/ledger/{id}/return", judge, flow_desk::give_back)
        .post("/desk/ledger/{id}/extend", judge, flow_desk::extend)
        .post("/desk/ledger/{id}/progress", ledger, notes_desk::progress)
        .post("/desk/ledger/{id}/comment", Access::May(CommentEntries), notes_desk::comment)
        .post("/desk/ledger/{id}/answered", Access::May(CommentEntries), notes_desk::answered)
        .upload("/desk/ledger/{id}/evidence", ledger, MOST_AT_ONCE, evidence_desk::add)
        .get("/desk/evidence/{id}", ledger, evidence_desk::download)
        .post("/desk/evidence/{id}/remove", ledger, evidence_desk::remove)
        .merge(bulk::routes())
}
