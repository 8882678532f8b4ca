//! The public API v1: looking things up, governments, units, documents with their versions, catalogues, for other programs.

mod about;
mod catalogue;
mod described;
mod document;
mod documents;
mod governments;
mod page_of;
mod search;

use web::{Access, Routes};

/// The routes of the API and of the page about it.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/api", Access::Public, about::show)
        .get("/api/v1/openapi.json", Access::Public, described::serve)
        .get("/api/v1/search", Access::Public, search::find)
        .get("/api/v1/suggest", Access::Public, search::suggest)
        .get("/api/v1/governments", Access::Public, governments::list)
        .get("/api/v1/governments/{slug}", Access::Public, governments::one)
        .get("/api/v1/governments/{slug}/units", Access::Public, governments::units)
        .get("/api/v1/governments/{slug}/catalogue", Access::Public, catalogue::show)
        .get("/api/v1/governments/{slug}/documents", Access::Public, documents::list)
        .get("/api/v1/documents/{id}", Access::Public, document::show)
        .get("/api/v1/documents/{id}/versions", Access::Public, document::versions)
}
