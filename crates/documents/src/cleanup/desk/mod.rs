//! The desk's pages of clean-ups.

mod add;
mod begin;
mod conclude;
mod export;
mod give_up;
mod list;
mod scene;
mod several;
mod show;

use directory::Capability::{DraftDocuments, ManageCleanups, ViewDocuments};
use web::{Access, Routes};

/// The routes.
pub(crate) fn routes() -> Routes {
    let (view, manage) = (Access::May(ViewDocuments), Access::May(ManageCleanups));
    Routes::new()
        .get("/desk/documents/cleanups", view, list::list)
        .get("/desk/documents/cleanups/new", manage, begin::form)
        .post("/desk/documents/cleanups/new", manage, begin::begin)
        .get("/desk/documents/cleanups/{id}", view, show::show)
        // Units answer here, the office confirms or sends back.
        .post("/desk/documents/cleanups/{id}", Access::May(DraftDocuments), several::say)
        .get("/desk/documents/cleanups/{id}/lines.csv", view, export::csv)
        .get("/desk/documents/cleanups/{id}/add", manage, add::ask)
        .post("/desk/documents/cleanups/{id}/add", manage, add::add)
        .get("/desk/documents/cleanups/{id}/conclude", manage, conclude::ask)
        .post("/desk/documents/cleanups/{id}/conclude", manage, conclude::conclude)
        .get("/desk/documents/cleanups/{id}/give-up", manage, give_up::ask)
        .post("/desk/documents/cleanups/{id}/give-up", manage, give_up::give_up)
}
