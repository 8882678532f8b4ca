//! The files kept with a record: adding, fetching, taking one away.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use db::Tx;
use kernel::{Problem, is_id};
use web::{Mistakes, Result, Uploads, redirect, send_file, view_invalid};

use super::counting;
use super::domain::Support;
use super::form::{find, readable};
use super::page::page;
use super::store::{self, Attachment, MOST_FILES};
use crate::entries::acts::Particulars;
use crate::entries::desk::Desk;

/// Adds the files of the form.
pub(super) async fn add(desk: Desk, Path(id): Path<String>, uploads: Uploads) -> Result {
    let mut tx = desk.app.db.read().await?;
    let support = find(&desk, &mut tx, &id).await?;
    if let Some(why) = counting::held(&mut tx, &support.id).await?.into_iter().next() {
        return Err(Problem::Refused(why).into());
    }
    drop(tx);
    // Kept before the transaction: a file without a row harms nobody, a writer that waits for a scanner does.
    let mut kept = Vec::new();
    for file in uploads.files {
        match desk.app.keep_file(&file.name, file.bytes).await {
            Ok(one) => kept.push((file.name, one)),
            Err(Problem::Refused(why)) => return refused(&desk, support, why).await,
            Err(problem) => return Err(problem.into()),
        }
    }
    if kept.is_empty() {
        return refused(&desk, support, "请选择文件".into()).await;
    }
    let now = desk.app.clock.now();
    let mut tx = desk.app.db.write().await?;
    let support = find(&desk, &mut tx, &id).await?;
    counting::can_change(&mut tx, &support.id).await?.map_err(Problem::Refused)?;
    let there = store::attachments(&mut tx, &support.id).await?.len();
    if there + kept.len() > MOST_FILES {
        drop(tx);
        return refused(&desk, support, format!("一条记录最多 {MOST_FILES} 个附件，请把文件打包后再传")).await;
    }
    for (name, file) in &kept {
        store::attach(&mut tx, now, &desk.who.actor(), &support.id, name, file).await?;
    }
    let words = kept.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("、");
    let particulars = Particulars { version: support.version, words, ..Particulars::default() };
    store::record(&mut tx, now, &desk.who.actor(), "support.file_added", &support, particulars).await?;
    tx.commit().await?;
    Ok(redirect(&support.path()).saying(&format!("已添加 {} 个附件。", kept.len())).into_response())
}

async fn refused(desk: &Desk, support: Support, why: String) -> Result {
    let mut mistakes = Mistakes::default();
    mistakes.add("files", why);
    let mut tx = desk.app.db.read().await?;
    view_invalid(page(desk, &mut tx, support, mistakes).await?)
}

/// One file.
pub(super) async fn download(desk: Desk, Path(id): Path<String>) -> Result<Response> {
    let mut tx = desk.app.db.read().await?;
    let missing = || Problem::NotFound("这个文件");
    let found = if is_id(&id) { store::attachment(&mut tx, &id).await? } else { None };
    let file = found.ok_or_else(missing)?;
    readable(&desk, &mut tx, &file.support_id).await.map_err(|_| missing())?;
    drop(tx);
    let (kept, bytes) = desk.app.blobs.open(&file.hash).await?.ok_or_else(missing)?;
    Ok(send_file(&file.title, kept, bytes))
}

/// Takes a file away.
pub(super) async fn remove(desk: Desk, Path(id): Path<String>) -> Result {
    let now = desk.app.clock.now();
    let mut tx = desk.app.db.write().await?;
    let (file, support) = file(&desk, &mut tx, &id).await?;
    counting::can_change(&mut tx, &support.id).await?.map_err(Problem::Refused)?;
    store::detach(&mut tx, now, &file.id).await?;
    let particulars = Particulars { version: support.version, words: file.title, ..Particulars::default() };
    store::record(&mut tx, now, &desk.who.actor(), "support.file_removed", &support, particulars).await?;
    tx.commit().await?;
    Ok(redirect(&support.path()).saying("已移除。").into_response())
}

async fn file(desk: &Desk, tx: &mut Tx, id: &str) -> Result<(Attachment, Support)> {
    let found = if is_id(id) { store::attachment(tx, id).await? } else { None };
    let file = found.ok_or(Problem::NotFound("这个文件"))?;
    let support = find(desk, tx, &file.support_id).await.map_err(|_| Problem::NotFound("这个文件"))?;
    Ok((file, support))
}
