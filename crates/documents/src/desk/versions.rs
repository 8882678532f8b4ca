//! `/desk/documents/{id}/versions`: what was public, and what differs from what is drafted.

use askama::Template;
use axum::extract::Path;
use kernel::Problem;
use official::diff::Side;
use publishing::Publication;
use web::{Desk, Page, Query, Result, view};

use super::scene::find;
use crate::difference::{Line, lines};
use crate::domain::Document;
use crate::snapshot::DocumentSnapshot;

#[derive(Template)]
#[template(path = "documents/versions.html")]
struct Versions {
    page: Page,
    document: Document,
    versions: Vec<Publication>,
    from: String,
    lines: Vec<Line>,
    changed: usize,
}

pub(super) async fn show(desk: Desk, Path(id): Path<String>, Query(query): Query) -> Result {
    let mut tx = desk.app.db.read().await?;
    let document = find(&desk, &mut tx, &id).await?;
    let versions = publishing::versions(&mut tx, &id).await?;
    let newest = versions.iter().find(|version| version.withdrawal.is_none()).map(|version| version.version);
    let from = query.opt("from").and_then(|from| from.parse().ok()).or(newest);
    let old = match from {
        Some(version) => publishing::any_version(&mut tx, &id, version).await?.filter(|kept| !kept.body.is_null()),
        None => None,
    };
    let old: Option<DocumentSnapshot> =
        old.map(|kept| serde_json::from_value(kept.body)).transpose().map_err(Problem::internal)?;
    let new = official::read(&document.face.body).blocks;
    let lines = old.map(|old| lines(&old.blocks, &new)).unwrap_or_default();
    let changed = lines.len();
    let from = from.map(|from| from.to_string()).unwrap_or_default();
    view(Versions { page: desk.shell.desk("版本与差异"), document, versions, from, lines, changed })
}
