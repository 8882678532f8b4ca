//! The pages of a review.

mod acts;
mod card;
mod edit;
mod head;
mod names;
mod scene;
mod screen;
mod source;
mod unassigned;

use directory::Capability::ManagePlans;
use web::{Access, Routes};

pub(crate) use head::file;
pub(crate) use scene::{base, find};

/// The routes of the review.
pub fn routes() -> Routes {
    let may = Access::May(ManagePlans);
    Routes::new()
        .get("/desk/plans/drafts/{id}", may, screen::show)
        .get("/desk/plans/drafts/{id}/original", may, head::original)
        .post("/desk/plans/drafts/{id}/head", may, head::save)
        .post("/desk/plans/drafts/{id}/correction", may, head::answer)
        .get("/desk/plans/drafts/{id}/discard", may, head::ask_discard)
        .post("/desk/plans/drafts/{id}/discard", may, head::discard)
        .post("/desk/plans/drafts/{id}/add", may, acts::add)
        .post("/desk/plans/drafts/{id}/tasks/{task}", may, edit::save)
        .post("/desk/plans/drafts/{id}/tasks", may, acts::act)
        .get("/desk/plans/drafts/{id}/names", may, names::list)
        .post("/desk/plans/drafts/{id}/names", may, names::decide)
        .get("/desk/plans/drafts/{id}/names/all", may, names::ask_all)
        .post("/desk/plans/drafts/{id}/names/all", may, names::all)
        .get("/desk/plans/drafts/{id}/unassigned", may, unassigned::ask)
        .post("/desk/plans/drafts/{id}/unassigned", may, unassigned::assign)
}
