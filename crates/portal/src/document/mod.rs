//! Published documents: a document's page, its files and other forms, what differs between its versions, the library.

mod compare;
mod files;
mod library;
mod page;
mod paper;
mod pdf;
mod rendering;
mod word;

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use directory::Government;
use documents::snapshot::{DOCUMENT, DocumentSnapshot};
use kernel::{Problem, is_id};
use publishing::{Item, Publication};
use web::{Access, App, Result, Routes, Shell, view};

use crate::home::hosted;

/// The routes of documents.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/g/{slug}/documents", Access::Public, library::show)
        .get("/g/{slug}/documents/{id}", Access::Public, page::show)
        .get("/g/{slug}/documents/{id}/compare", Access::Public, compare::show)
        .get("/g/{slug}/documents/{id}/text.txt", Access::Public, files::text)
        .get("/g/{slug}/documents/{id}/document.docx", Access::Public, files::word)
        .get("/g/{slug}/documents/{id}/document.pdf", Access::Public, pdf::show)
        .get("/g/{slug}/documents/{id}/metadata.json", Access::Public, files::metadata)
        .get("/g/{slug}/documents/{id}/files/{file}", Access::Public, files::file)
}

/// A public document, or what is left of one.
pub(crate) enum Found {
    Document(Box<Shown>),
    Gone(Response),
}

/// A public document with one of its versions.
pub(crate) struct Shown {
    pub government: Government,
    pub item: Item,
    pub publication: Publication,
    pub document: DocumentSnapshot,
}

#[derive(askama::Template)]
#[template(path = "portal/document/gone.html")]
struct Gone {
    page: web::Page,
    base: String,
    title: String,
    at: String,
    reason: String,
}

/// The document of an address with the version asked for (none: the newest).
pub(crate) async fn find(app: &App, shell: &Shell, slug: &str, id: &str, version: Option<i64>) -> Result<Found> {
    let missing = || Problem::NotFound("这份文件");
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, slug).await?;
    let found = if is_id(id) { publishing::find(&mut tx, id).await? } else { None };
    let found = found.filter(|(item, _)| item.government_id == government.id && item.kind == DOCUMENT);
    let (item, newest) = found.ok_or_else(missing)?;
    if item.withdrawn {
        let page = shell.public(&government, "已撤下");
        let gone = Gone {
            base: page.site.path.clone(),
            page,
            title: item.title,
            at: newest.published_at.to_string(),
            reason: newest.withdrawal.unwrap_or_default(),
        };
        return Ok(Found::Gone((StatusCode::GONE, view(gone)?).into_response()));
    }
    let publication = match version {
        Some(version) if version != newest.version => publishing::version(&mut tx, id, version)
            .await?
            .filter(|one| one.withdrawal.is_none())
            .ok_or_else(missing)?,
        _ => newest,
    };
    let document = serde_json::from_value(publication.body.clone()).map_err(Problem::internal)?;
    Ok(Found::Document(Box::new(Shown { government, item, publication, document })))
}
