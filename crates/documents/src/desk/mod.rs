//! The desk's pages of documents.

mod acts;
mod attribute;
mod board;
mod edit;
mod ending;
mod files;
mod findings;
mod history;
mod intake;
mod merge;
mod page;
mod relations;
mod review;
mod scene;
mod typed;
mod versions;
mod words;

use directory::Capability::{DraftDocuments, ManageWords, PublishDocuments, ViewDocuments};
pub(crate) use scene::units;
use web::{Access, Routes};

/// All files of one form together, in bytes.
const MOST_AT_ONCE: usize = 200 << 20;

/// A form with the longest text, percent-encoded, in bytes.
const LONGEST_FORM: usize = 8 << 20;

/// The routes.
pub(crate) fn routes() -> Routes {
    let (view, draft, publish) =
        (Access::May(ViewDocuments), Access::May(DraftDocuments), Access::May(PublishDocuments));
    Routes::new()
        .get("/desk/documents", view, board::list)
        .get("/desk/documents/new", draft, intake::form)
        .upload("/desk/documents/new", draft, MOST_AT_ONCE, intake::take)
        .get("/desk/documents/ending", view, ending::show)
        .get("/desk/documents/review", view, review::show)
        .post("/desk/documents/review", publish, review::keep_several)
        .get("/desk/documents/words", view, words::form)
        .post("/desk/documents/words", Access::May(ManageWords), words::save)
        .get("/desk/documents/{id}", view, page::show)
        .get("/desk/documents/{id}/edit", draft, edit::form)
        .upload("/desk/documents/{id}/edit", draft, LONGEST_FORM, edit::save)
        .get("/desk/documents/{id}/attribute", draft, attribute::form)
        .post("/desk/documents/{id}/attribute", draft, attribute::save)
        .post("/desk/documents/{id}/mask", draft, findings::mask)
        .post("/desk/documents/{id}/let-through", draft, findings::let_through)
        .upload("/desk/documents/{id}/files", draft, MOST_AT_ONCE, files::add)
        .get("/desk/documents/{id}/files/{file}", view, files::download)
        .post("/desk/documents/{id}/files/{file}/remove", draft, files::remove)
        .post("/desk/documents/{id}/relations", draft, relations::add)
        .post("/desk/documents/{id}/relations/{relation}", draft, relations::decide)
        .get("/desk/documents/{id}/versions", view, versions::show)
        .get("/desk/documents/{id}/acts/{act}", view, acts::ask)
        .post("/desk/documents/{id}/acts/{act}", view, acts::perform)
}
