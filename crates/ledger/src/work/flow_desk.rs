//! Handing an entry in, taking it back, accepting it, giving it back, granting a later last day.

use axum::extract::Path;
use web::{Query, Result, Typed, within_limits};

use super::keep::Told;
use super::notes::{self, NewNote, NoteKind};
use super::{evidence, section};
use crate::entries::desk::Desk;
use crate::entries::domain::{Entry, Refusal};
use crate::entries::saving::{may_edit, naming};
use crate::entries::scene::Scene;
use crate::entries::typed::MEASURE;

fn may_judge(entry: &Entry, desk: &Desk) -> std::result::Result<(), Refusal> {
    entry.can_judge(&desk.who)
}

/// The unit hands it in.
pub(super) async fn submit(desk: Desk, Path(id): Path<String>, Query(list): Query, Typed(typed): Typed) -> Result {
    let mut scene = Scene::begin(desk, &id, list, typed, may_edit).await?;
    if scene.is_stale() {
        return scene.stale("finished_on").await;
    }
    let words = scene.typed.get("words").to_owned();
    if let Some(too_long) = within_limits(&words, MEASURE) {
        return scene.refuse("words", too_long).await;
    }
    let on = match scene.day("finished_on") {
        Ok(on) => on,
        Err(message) => return scene.refuse("finished_on", message).await,
    };
    let shown = shown(&mut scene).await?;
    let now = scene.desk.app.clock.now();
    match scene.before.clone().submit(on, shown, now, &scene.basis()) {
        Ok(after) => {
            let told = Told::noting(NewNote { kind: NoteKind::Submission, on, body: &words });
            scene.keep("ledger_entry.submitted", &after, told, "已提交，等待政务公开办验收。").await
        }
        Err(refusal) => scene.refuse("finished_on", refusal.to_string()).await,
    }
}

async fn shown(scene: &mut Scene) -> db::Result<bool> {
    let id = &scene.before.id;
    Ok(evidence::count(&mut scene.tx, id).await? > 0 || notes::has_progress(&mut scene.tx, id).await?)
}

/// The unit takes back what it handed in.
pub(super) async fn withdraw(desk: Desk, Path(id): Path<String>, Query(list): Query, Typed(typed): Typed) -> Result {
    let scene = Scene::begin(desk, &id, list, typed, may_edit).await?;
    if scene.is_stale() {
        return scene.stale("judge").await;
    }
    match scene.before.clone().withdraw(&scene.basis()) {
        Ok(after) => scene.keep("ledger_entry.withdrawn", &after, Told::default(), "已撤回，可以继续修改。").await,
        Err(refusal) => scene.refuse("judge", refusal.to_string()).await,
    }
}

/// The office accepts it.
pub(super) async fn accept(desk: Desk, Path(id): Path<String>, Query(list): Query, Typed(typed): Typed) -> Result {
    let scene = Scene::begin(desk, &id, list, typed, may_judge).await?;
    if scene.is_stale() {
        return scene.stale("judge").await;
    }
    let words = scene.typed.get("words").to_owned();
    if let Some(too_long) = within_limits(&words, MEASURE) {
        return scene.refuse("judge", too_long).await;
    }
    match scene.before.clone().accept() {
        Ok(after) => {
            let told = Told::noting(NewNote { kind: NoteKind::Acceptance, on: scene.desk.today(), body: &words });
            scene.keep("ledger_entry.accepted", &after, told, "已验收通过。").await
        }
        Err(refusal) => scene.refuse("judge", refusal.to_string()).await,
    }
}

/// The office gives it back, with a reason.
pub(super) async fn give_back(desk: Desk, Path(id): Path<String>, Query(list): Query, Typed(typed): Typed) -> Result {
    let scene = Scene::begin(desk, &id, list, typed, may_judge).await?;
    if scene.is_stale() {
        return scene.stale("reason").await;
    }
    let reason = scene.typed.get("reason").to_owned();
    if let Some(message) = reason_wanted(&reason, "请写明退回的理由，单位要按它修改") {
        return scene.refuse("reason", message).await;
    }
    match scene.before.clone().give_back(&scene.basis()) {
        Ok(after) => {
            let told = Told::noting(NewNote { kind: NoteKind::Return, on: scene.desk.today(), body: &reason });
            scene.keep("ledger_entry.returned", &after, told, "已退回。").await
        }
        Err(refusal) => scene.refuse("reason", refusal.to_string()).await,
    }
}

/// The office grants a later last day, with a reason.
pub(super) async fn extend(desk: Desk, Path(id): Path<String>, Query(list): Query, Typed(typed): Typed) -> Result {
    let mut scene = Scene::begin(desk, &id, list, typed, may_judge).await?;
    if scene.is_stale() {
        return scene.stale("on").await;
    }
    section::split_occasion(&mut scene.typed);
    let reason = scene.typed.get("reason").to_owned();
    if let Some(message) = reason_wanted(&reason, "请写明延期的理由") {
        return scene.refuse("extend-reason", message).await;
    }
    let Some(what) = naming(&scene) else {
        return scene.refuse("on", "请写成 2022-06-30 这样的日期".into()).await;
    };
    match scene.before.clone().extend(&what, &scene.basis()) {
        Ok((after, recorded)) => {
            let told = Told::noting(NewNote { kind: NoteKind::Extension, on: what.on, body: &reason });
            let told = Told { recorded: Some(recorded), ..told };
            scene.keep("ledger_entry.extended", &after, told, &format!("已延期至 {}。", what.on)).await
        }
        Err(refusal) => scene.refuse("on", refusal.to_string()).await,
    }
}

/// What is wrong with a reason that has to be given.
pub(super) fn reason_wanted(reason: &str, message: &str) -> Option<String> {
    if reason.is_empty() { Some(message.to_owned()) } else { within_limits(reason, MEASURE) }
}
