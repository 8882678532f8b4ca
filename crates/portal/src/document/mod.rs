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
use db::Tx;
use directory::{Government, government};
use documents::snapshot::{DOCUMENT, DocumentSnapshot};
use kernel::{Date, Problem, is_id};
use publishing::{Item, Publication};
use web::{Access, App, Fields, Result, Routes, Shell, view};

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

/// A public document, or its tombstone.
pub(crate) enum Known {
    Document(Box<Shown>),
    Withdrawn(Box<(Government, Item, Publication)>),
}

/// Which version of a document is meant.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Which {
    Newest,
    Number(i64),
    /// The one that was public at the end of that day.
    On(Date),
}

impl Which {
    /// As an address says it: `version`, or else `on`.
    pub(crate) fn read(query: &Fields) -> Self {
        let number = query.opt("version").and_then(|version| version.parse().ok());
        let day = query.opt("on").and_then(|day| day.parse().ok());
        number.map(Self::Number).or_else(|| day.map(Self::On)).unwrap_or(Self::Newest)
    }
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

/// The document of an address of a government's site.
pub(crate) async fn find(app: &App, shell: &Shell, slug: &str, id: &str, which: Which) -> Result<Found> {
    match look(&mut app.db.read().await?, id, which).await? {
        Known::Document(shown) if shown.government.slug == slug => Ok(Found::Document(shown)),
        Known::Withdrawn(left) if left.0.slug == slug => {
            let (government, item, tombstone) = *left;
            let page = shell.public(&government, "已撤下");
            let gone = Gone {
                base: page.site.path.clone(),
                page,
                title: item.title,
                at: tombstone.published_at.to_string(),
                reason: tombstone.withdrawal.unwrap_or_default(),
            };
            Ok(Found::Gone((StatusCode::GONE, view(gone)?).into_response()))
        }
        _ => Err(missing().into()),
    }
}

/// A document by its id, on whichever site it stands.
pub(crate) async fn look(tx: &mut Tx, id: &str, which: Which) -> Result<Known> {
    let found = if is_id(id) { publishing::find(tx, id).await? } else { None };
    let (item, newest) = found.filter(|(item, _)| item.kind == DOCUMENT).ok_or_else(missing)?;
    let government = government::find(tx, &item.government_id).await?.filter(|one| one.hosted).ok_or_else(missing)?;
    if item.withdrawn {
        return Ok(Known::Withdrawn(Box::new((government, item, newest))));
    }
    let older = match which {
        Which::Newest => None,
        Which::Number(version) if version == newest.version => None,
        Which::Number(version) => {
            let older = publishing::version(tx, id, version).await?.filter(|one| one.withdrawal.is_none());
            Some(older.ok_or_else(missing)?)
        }
        Which::On(day) => publishing::version_on(tx, id, day).await?,
    };
    let publication = older.unwrap_or(newest);
    let mut document: DocumentSnapshot = serde_json::from_value(publication.body.clone()).map_err(Problem::internal)?;
    without_gone(tx, &mut document).await?;
    Ok(Known::Document(Box::new(Shown { government, item, publication, document })))
}

/// Takes out of what a document does to others those that were withdrawn: what they are called is what is left of them,
/// and that may be nothing.
async fn without_gone(tx: &mut Tx, document: &mut DocumentSnapshot) -> Result<()> {
    let ids: Vec<&str> = document.relations.iter().filter_map(|one| one.item_id.as_deref()).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let items = publishing::items(tx, &ids).await?;
    for one in &mut document.relations {
        let gone = items.iter().find(|item| item.withdrawn && one.item_id.as_ref() == Some(&item.id));
        let Some(gone) = gone else { continue };
        one.item_id = None;
        if one.title != gone.title {
            one.title.clone_from(&gone.title);
            one.number = None;
            one.words = String::new();
        }
    }
    Ok(())
}

fn missing() -> Problem {
    Problem::NotFound("这份文件")
}
