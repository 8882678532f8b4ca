//! A document in other forms: its files, its text, a Word file, its facts for programs.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse as _;
use documents::snapshot::{PublicFile, under_title};
use kernel::{Date, Problem};
use publishing::Item;
use serde_json::json;
use web::{App, Counted, Query, Result, Shell, download, send_file};

use super::{Found, Shown, Which, find, word};
use crate::kinds;
use crate::validity::{note_words, warning};

/// The document whose file is fetched, with the version the request asks for.
pub(super) async fn shown(app: &App, shell: &Shell, slug: &str, id: &str, query: &Query) -> Result<Found> {
    let found = find(app, shell, slug, id, Which::read(&query.0)).await?;
    if let Found::Document(shown) = &found {
        shell.count(app, &shown.government, Counted::Download, &shown.item.id);
    }
    Ok(found)
}

/// An attached file.
pub(super) async fn file(
    State(app): State<App>,
    shell: Shell,
    Path((slug, id, file)): Path<(String, String, String)>,
    query: Query,
) -> Result {
    let Shown { document, .. } = match shown(&app, &shell, &slug, &id, &query).await? {
        Found::Gone(response) => return Ok(response),
        Found::Document(shown) => *shown,
    };
    let found: Option<PublicFile> = document.files.into_iter().find(|one| one.id == file);
    let found = found.ok_or(Problem::NotFound("这个附件"))?;
    let (open, bytes) = app.blobs.open(&found.hash).await?.ok_or(Problem::NotFound("这个附件"))?;
    Ok(send_file(&found.title, open, bytes))
}

/// The text alone.
pub(super) async fn text(
    State(app): State<App>,
    shell: Shell,
    Path((slug, id)): Path<(String, String)>,
    query: Query,
) -> Result {
    let Shown { item, document, .. } = match shown(&app, &shell, &slug, &id, &query).await? {
        Found::Gone(response) => return Ok(response),
        Found::Document(shown) => *shown,
    };
    let said: String = said(&item, app.clock.today()).into_iter().map(|line| line + "\n").collect();
    let number = document.number.map(|number| format!("{number}\n")).unwrap_or_default();
    let text = format!(
        "{said}{}\n{number}\n{}",
        document.title,
        official::write(&under_title(&document.title, document.blocks))
    );
    Ok(download(&format!("{}.txt", document.title), "text/plain; charset=utf-8", Body::from(text)))
}

/// A Word file.
pub(super) async fn word(
    State(app): State<App>,
    shell: Shell,
    Path((slug, id)): Path<(String, String)>,
    query: Query,
) -> Result {
    let Shown { item, document, .. } = match shown(&app, &shell, &slug, &id, &query).await? {
        Found::Gone(response) => return Ok(response),
        Found::Document(shown) => *shown,
    };
    let name = format!("{}.docx", document.title);
    let said = said(&item, app.clock.today());
    let bytes =
        tokio::task::spawn_blocking(move || word::write(document, &said)).await.map_err(Problem::internal)??;
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    Ok(download(&name, kind, Body::from(bytes)))
}

/// The facts, for programs.
pub(super) async fn metadata(
    State(app): State<App>,
    shell: Shell,
    Path((slug, id)): Path<(String, String)>,
    query: Query,
) -> Result {
    let which = Which::read(&query.0);
    let Shown { item, publication, document, .. } = match find(&app, &shell, &slug, &id, which).await? {
        Found::Gone(response) => return Ok(response),
        Found::Document(shown) => *shown,
    };
    let validity = item.validity(app.clock.today()).map(|one| one.code());
    let body = json!({
        "id": item.id,
        "version": publication.version,
        "index_number": document.index_number,
        "form": document.form,
        "form_name": kinds::name(&document.form),
        "title": document.title,
        "number": document.number,
        "issuer": document.issuer,
        "unit": document.unit,
        "issued_on": document.issued_on,
        "effective_on": document.effective_on,
        "expires_on": document.expires_on,
        "published_at": item.first_published_at.rfc3339(),
        "updated_at": publication.published_at.rfc3339(),
        "validity": validity,
        "standing": item.standing,
        "summary": document.summary,
        "column": document.column,
        "themes": document.themes,
        "relations": document.relations,
        "files": document.files,
    });
    Ok(([(header::CONTENT_TYPE, "application/json; charset=utf-8")], body.to_string()).into_response())
}

/// What whoever keeps the file must know: that one may not rely on it, and what was done to it.
fn said(item: &Item, today: Date) -> Vec<String> {
    let Some(standing) = &item.standing else { return Vec::new() };
    let validity = standing.validity(today);
    let warning = warning(validity).map(|words| format!("【{}】{words}", validity.name()));
    warning.into_iter().chain(standing.notes.iter().filter(|note| note.on <= today).map(note_words)).collect()
}
