//! Adding evidence, fetching a file of it, taking a piece away.

use axum::extract::Path;
use axum::response::Response;
use db::Tx;
use kernel::{Problem, is_id};
use web::{Query, Result, Typed, Uploads, send_file, within_limits};

use super::evidence::{self, Evidence, MOST, Occasion, What};
use super::keep::Told;
use super::section;
use crate::entries::desk::Desk;
use crate::entries::domain::Entry;
use crate::entries::limits;
use crate::entries::saving::may_edit;
use crate::entries::scene::Scene;
use crate::entries::typed::NAME;
use crate::snapshot::WORK_PLAN;
use crate::support;

/// Adds what the form holds: files, an address, or both.
pub(super) async fn add(desk: Desk, Path(id): Path<String>, Query(list): Query, uploads: Uploads) -> Result {
    let mut tx = desk.app.db.read().await?;
    let entry = desk.entry(&mut tx, &id).await?;
    drop(tx);
    entry.can_edit(&desk.who).map_err(Problem::from)?;
    // Kept before the transaction: a file without a row harms nobody, a writer that waits for a scanner does.
    let mut kept = Vec::new();
    let mut wrong = None;
    for file in uploads.files {
        match desk.app.keep_file(&file.name, file.bytes).await {
            Ok(one) => kept.push((file.name, one)),
            Err(Problem::Refused(why)) => wrong = Some(why),
            Err(problem) => return Err(problem.into()),
        }
    }
    let mut scene = Scene::begin(desk, &id, list, uploads.fields, may_edit).await?;
    if let Some(why) = wrong {
        return scene.refuse("files", why).await;
    }
    section::split_occasion(&mut scene.typed);
    let title = scene.typed.get("title").to_owned();
    let url = scene.typed.get("url").to_owned();
    if let Some(too_long) = within_limits(&title, NAME) {
        return scene.refuse("title", too_long).await;
    }
    let mut pieces: Vec<(What, String)> = Vec::new();
    for (name, file) in kept {
        let media_type = file.media_type.to_owned();
        pieces.push((What::File { hash: file.hash, media_type, bytes: file.bytes }, name));
    }
    if !url.is_empty() {
        match address(&mut scene, &url).await? {
            Ok((what, own)) => pieces.push((what, if title.is_empty() { own } else { title.clone() })),
            Err(message) => return scene.refuse("url", message).await,
        }
    } else if let ([(_, name)], false) = (pieces.as_mut_slice(), title.is_empty()) {
        let extension = name.rsplit_once('.').map(|(_, last)| last.to_owned()).unwrap_or_default();
        *name = format!("{title}.{extension}");
    }
    if pieces.is_empty() {
        return scene.refuse("files", "请选择文件，或者填写网址".into()).await;
    }
    let there = evidence::count(&mut scene.tx, &scene.before.id).await?;
    if there + pieces.len() as i64 > MOST as i64 {
        return scene.refuse("files", format!("一条台账最多 {MOST} 份材料，请把文件打包后再传")).await;
    }
    let occasion = match occasion(&scene) {
        Ok(occasion) => occasion,
        Err(message) => return scene.refuse("occasion", message).await,
    };
    let after = match scene.before.clone().begun() {
        Ok(after) => after,
        Err(refusal) => return scene.refuse("files", refusal.to_string()).await,
    };
    let (now, actor) = (scene.desk.app.clock.now(), scene.desk.who.actor());
    for (what, name) in &pieces {
        evidence::add(&mut scene.tx, now, &actor, &after.id, (what, name), occasion.as_ref()).await?;
    }
    let words = pieces.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join("、");
    let said = format!("已添加 {} 份证明材料。", pieces.len());
    scene.keep("ledger_entry.evidence_added", &after, Told { words, ..Told::default() }, &said).await
}

/// The occasion that the form names; none for the share as a whole.
fn occasion(scene: &Scene) -> std::result::Result<Option<Occasion>, String> {
    if scene.typed.get("key").is_empty() {
        return Ok(None);
    }
    let limit = scene.typed.get("limit").parse().ok().and_then(|place: usize| limits::at(&scene.task.limits, place));
    let Some((which, _)) = limit else { return Err("没有这一项，请重新选择".into()) };
    Ok(Some(Occasion { limit: which, key: scene.typed.get("key").to_owned() }))
}

/// An address: something published here when it is one of our own pages, a link otherwise; with the name it has itself.
async fn address(scene: &mut Scene, url: &str) -> db::Result<std::result::Result<(What, String), String>> {
    let base = scene.desk.app.settings.base_url.clone().unwrap_or_default();
    let path = match url.strip_prefix(&base) {
        Some(path) if path.starts_with('/') => path,
        _ if url.starts_with("https://") || url.starts_with("http://") => {
            let fits = url.chars().count() <= 1000 && !url.contains(char::is_whitespace);
            let named = (What::Link(url.to_owned()), url.to_owned());
            return Ok(if fits { Ok(named) } else { Err("网址太长，或者里面有空格，请核对".into()) });
        }
        _ => return Ok(Err("请写完整的网址，以 https:// 或 http:// 开头".into())),
    };
    let id = path.split(['/', '?', '#']).find(|part| is_id(part)).unwrap_or_default();
    let found = publishing::find(&mut scene.tx, id).await?;
    let found = found.filter(|(item, _)| item.government_id == scene.before.government_id && item.kind == WORK_PLAN);
    let slug = scene.desk.government().map(|government| government.slug.clone()).unwrap_or_default();
    Ok(match found.filter(|(item, _)| !item.withdrawn) {
        // The path is made here, never taken from what was typed: everybody will see it.
        Some((item, _)) => {
            let path = format!("/g/{slug}/plans/{}", item.id);
            Ok((What::Publication { item_id: item.id, path }, item.title))
        }
        None => Err("本站没有这个公开页面，请打开那个页面，把网址整个复制过来".into()),
    })
}

/// The file of a piece of evidence.
pub(super) async fn download(desk: Desk, Path(id): Path<String>) -> Result<Response> {
    let mut tx = desk.app.db.read().await?;
    let (piece, _) = piece(&desk, &mut tx, &id).await?;
    drop(tx);
    let missing = || Problem::NotFound("这个文件");
    let What::File { hash, .. } = piece.what else { return Err(missing().into()) };
    let (file, bytes) = desk.app.blobs.open(&hash).await?.ok_or_else(missing)?;
    Ok(send_file(&piece.title, file, bytes))
}

/// Takes a piece of evidence away.
pub(super) async fn remove(desk: Desk, Path(id): Path<String>, Query(list): Query, Typed(typed): Typed) -> Result {
    let mut tx = desk.app.db.read().await?;
    let (piece, entry) = piece(&desk, &mut tx, &id).await?;
    drop(tx);
    let mut scene = Scene::begin(desk, &entry.id, list, typed, may_edit).await?;
    if let What::Record { support_id, .. } = &piece.what {
        let support = support::store::find(&mut scene.tx, support_id).await?;
        let way_out = support.as_ref().map_or("", |support| support.way_out(&scene.desk.who));
        return scene.refuse("files", format!("这份材料来自组织保障记录“{}”，{way_out}", piece.title)).await;
    }
    let after = match scene.before.can_change() {
        Ok(()) => scene.before.clone(),
        Err(refusal) => return scene.refuse("files", refusal.to_string()).await,
    };
    evidence::remove(&mut scene.tx, scene.desk.app.clock.now(), &piece.id).await?;
    let told = Told { words: piece.title, ..Told::default() };
    scene.keep("ledger_entry.evidence_removed", &after, told, "已移除。").await
}

async fn piece(desk: &Desk, tx: &mut Tx, id: &str) -> Result<(Evidence, Entry)> {
    let found = if is_id(id) { evidence::find(tx, id).await? } else { None };
    let piece = found.ok_or(Problem::NotFound("这份材料"))?;
    let entry = desk.entry(tx, &piece.entry_id).await.map_err(|_| Problem::NotFound("这份材料"))?;
    Ok((piece, entry))
}
