//! `/desk/documents/cleanups/{id}/add`: takes in what became public since, when the office says so.

use std::collections::HashSet;

use askama::Template;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use db::Tx;
use publishing::Item;
use serde_json::json;
use web::{Desk, Page, Result, Typed, redirect, view};

use super::scene::{find, hold, open, same, stale};
use crate::cleanup::domain::Cleanup;
use crate::cleanup::{lines, scope, store};

#[derive(Template)]
#[template(path = "documents/cleanup/add.html")]
struct AddPage {
    page: Page,
    cleanup: Cleanup,
    items: Vec<Item>,
}

/// What matches and is not there yet.
async fn missing(desk: &Desk, tx: &mut Tx, cleanup: &Cleanup) -> kernel::Result<Vec<Item>> {
    let there: HashSet<String> = lines::all(tx, &cleanup.id).await?.into_iter().map(|line| line.document_id).collect();
    let mut found = scope::matching(tx, &cleanup.government_id, &cleanup.scope, desk.today()).await?;
    found.retain(|item| !there.contains(&item.id));
    Ok(found)
}

pub(super) async fn ask(desk: Desk, Path(id): Path<String>) -> Result {
    let mut tx = desk.app.db.read().await?;
    let cleanup = find(&desk, &mut tx, &id).await?;
    open(&cleanup)?;
    let items = missing(&desk, &mut tx, &cleanup).await?;
    view(AddPage { page: desk.shell.desk("补充后来公开的"), cleanup, items })
}

pub(super) async fn add(desk: Desk, Path(id): Path<String>, Typed(typed): Typed) -> Result {
    let now = desk.now();
    let mut tx = desk.app.db.write().await?;
    let cleanup = hold(&desk, &mut tx, &id).await?;
    same(&cleanup, typed.get("version"))?;
    let items = missing(&desk, &mut tx, &cleanup).await?;
    if items.is_empty() {
        return Ok(redirect(&cleanup.path()).saying("没有要补充的文件。").into_response());
    }
    lines::add(&mut tx, now, &cleanup.id, &items).await?;
    store::save(&mut tx, &cleanup).await.map_err(stale)?;
    let payload = json!({ "title": cleanup.title, "documents": items.len() });
    store::record(&mut tx, now, &desk.who.actor(), "cleanup.extended", &cleanup, None, payload).await?;
    tx.commit().await?;
    Ok(redirect(&cleanup.path()).saying(&format!("已补充 {} 份文件。", items.len())).into_response())
}
