//! Writing about an entry: progress with its day, comments between unit and office.

use axum::extract::Path;
use web::{Query, Result, Typed};

use super::flow_desk::reason_wanted;
use super::keep::Told;
use super::notes::{NewNote, NoteKind};
use crate::entries::acting::not_later_than;
use crate::entries::desk::Desk;
use crate::entries::domain::{Entry, Refusal, Side};
use crate::entries::saving::may_edit;
use crate::entries::scene::Scene;

fn may_comment(entry: &Entry, _: &Desk) -> std::result::Result<(), Refusal> {
    if entry.dropped { Err(Refusal::Dropped) } else { Ok(()) }
}

/// Notes progress. Nobody's form becomes stale by it: a note changes nothing that was there.
pub(super) async fn progress(desk: Desk, Path(id): Path<String>, Query(list): Query, Typed(typed): Typed) -> Result {
    let scene = Scene::begin(desk, &id, list, typed, may_edit).await?;
    let words = scene.typed.get("progress").to_owned();
    if let Some(message) = reason_wanted(&words, "请写一写做了什么") {
        return scene.refuse("progress", message).await;
    }
    let on = match scene.day("on") {
        Ok(on) => on,
        Err(message) => return scene.refuse("progress-on", message).await,
    };
    if let Err(refusal) = not_later_than(on, scene.desk.today()) {
        return scene.refuse("progress-on", refusal.to_string()).await;
    }
    match scene.before.clone().begun() {
        Ok(after) => {
            let note = NewNote { kind: NoteKind::Progress, on, body: &words };
            let told = Told { words: format!("（{on}）{words}"), note: Some(note), ..Told::default() };
            scene.keep("ledger_entry.noted", &after, told, "进展已写入。").await
        }
        Err(refusal) => scene.refuse("progress", refusal.to_string()).await,
    }
}

/// Writes a comment; the other side is to answer it.
pub(super) async fn comment(desk: Desk, Path(id): Path<String>, Query(list): Query, Typed(typed): Typed) -> Result {
    let scene = Scene::begin(desk, &id, list, typed, may_comment).await?;
    let words = scene.typed.get("comment").to_owned();
    if let Some(message) = reason_wanted(&words, "请写下要说的话") {
        return scene.refuse("comment", message).await;
    }
    let after = Entry { awaits: Some(Side::of(&scene.desk.who).other()), ..scene.before.clone() };
    let told = Told::noting(NewNote { kind: NoteKind::Comment, on: scene.desk.today(), body: &words });
    scene.keep("ledger_entry.commented", &after, told, "留言已发出。").await
}

/// The newest comment wants no answer.
pub(super) async fn answered(desk: Desk, Path(id): Path<String>, Query(list): Query, Typed(typed): Typed) -> Result {
    let scene = Scene::begin(desk, &id, list, typed, may_comment).await?;
    if scene.before.awaits != Some(Side::of(&scene.desk.who)) {
        return scene.refuse("comment", "这条留言已经处理过了。".into()).await;
    }
    let after = Entry { awaits: None, ..scene.before.clone() };
    let told = Told { words: "知道了".into(), ..Told::default() };
    scene.keep("ledger_entry.answered", &after, told, "已标为处理过。").await
}
