//! The files attached to a document: adding, fetching, taking one away.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use kernel::{Problem, is_id};
use web::{Desk, Result, Uploads, redirect, send_file};

use super::scene::{find, find_for, stale};
use crate::attach;
use crate::domain::Act;
use crate::store::{self, Attached, MOST_FILES};

/// Adds the files of the form.
pub(super) async fn add(desk: Desk, Path(id): Path<String>, uploads: Uploads) -> Result {
    let mut tx = desk.app.db.read().await?;
    find_for(&desk, &mut tx, &id, Act::Edit).await?;
    drop(tx);
    // Kept before the transaction: a file without a row harms nobody, a writer that waits for a scanner does.
    let clean = attach::keep(&desk.app, uploads.files).await?;
    if clean.is_empty() {
        return Err(Problem::refused("请选择文件。").into());
    }
    let now = desk.now();
    let mut tx = desk.app.db.write().await?;
    let document = find_for(&desk, &mut tx, &id, Act::Edit).await?;
    let there = store::files(&mut tx, &id).await?.len();
    if there + clean.len() > MOST_FILES {
        return Err(Problem::refused(format!("一份文件最多 {MOST_FILES} 个附件，请打包后再传。")).into());
    }
    for file in &clean {
        store::attach(&mut tx, now, &desk.who.name, &id, &file.title, &file.kept, &file.stripped).await?;
    }
    store::touched(&mut tx, &document.id, &desk.who.person_id).await?;
    store::hold(&mut tx, now, &document).await.map_err(stale)?;
    let words = clean.iter().map(|file| file.title.as_str()).collect::<Vec<_>>().join("、");
    store::record(&mut tx, now, &desk.who.actor(), "document.file_added", &document, &words, &[]).await?;
    tx.commit().await?;
    let stripped: Vec<&str> =
        clean.iter().map(|file| file.stripped.as_str()).filter(|words| !words.is_empty()).collect();
    let said = format!("已添加 {} 个附件。{}", clean.len(), stripped.join(""));
    Ok(redirect(&format!("{}#files", document.path())).saying(&said).into_response())
}

async fn attached(tx: &mut db::Tx, document: &str, file: &str) -> Result<Attached> {
    let found = if is_id(file) { store::file(tx, file).await? } else { None };
    let found = found.filter(|one| one.document_id == document);
    found.ok_or_else(|| Problem::NotFound("这个附件").into())
}

/// One file, as the public will get it.
pub(super) async fn download(desk: Desk, Path((id, file)): Path<(String, String)>) -> Result<Response> {
    let mut tx = desk.app.db.read().await?;
    find(&desk, &mut tx, &id).await?;
    let file = attached(&mut tx, &id, &file).await?;
    drop(tx);
    let (open, bytes) = desk.app.blobs.open(&file.hash).await?.ok_or(Problem::NotFound("这个附件"))?;
    Ok(send_file(&file.title, open, bytes))
}

/// Takes a file away.
pub(super) async fn remove(desk: Desk, Path((id, file)): Path<(String, String)>) -> Result {
    let now = desk.now();
    let mut tx = desk.app.db.write().await?;
    let document = find_for(&desk, &mut tx, &id, Act::Edit).await?;
    let file = attached(&mut tx, &id, &file).await?;
    store::detach(&mut tx, now, &file.id).await?;
    store::touched(&mut tx, &document.id, &desk.who.person_id).await?;
    store::hold(&mut tx, now, &document).await.map_err(stale)?;
    store::record(&mut tx, now, &desk.who.actor(), "document.file_removed", &document, &file.title, &[]).await?;
    tx.commit().await?;
    Ok(redirect(&format!("{}#files", document.path())).saying("已移除附件。").into_response())
}
