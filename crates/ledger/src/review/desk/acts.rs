//! What is done to a task with one click: confirm, merge, move, drop, take back, add another.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use db::Tx;
use kernel::Problem;
use serde_json::json;
use web::{App, Fields, Result, Signed, Typed, redirect};

use super::scene::{Place, base, find, year};
use crate::intake::domain::{Body, Draft, DraftTask};
use crate::intake::store::{insert_task, source_text};
use crate::plans::domain::Content;
use crate::review::domain::{from_lines, merge};
use crate::review::store::{self, By};

/// What became of a click: the journal's name for it, and what the next page says.
struct Done {
    act: &'static str,
    said: &'static str,
}

/// What the buttons of a task are called in the form.
const ACTS: [&str; 7] = ["confirm", "merge", "up", "down", "drop", "restore", "add"];

/// The button pressed, with the task it stood on and the version of it: `merge=ID VERSION`.
fn pressed(typed: &Fields) -> Option<(&'static str, &str, i64)> {
    let (act, value) = ACTS.iter().find_map(|act| typed.opt(act).map(|value| (*act, value)))?;
    let (task, version) = value.split_once(' ')?;
    Some((act, task, version.parse().ok()?))
}

/// Does one thing to one task.
pub(super) async fn act(
    State(app): State<App>,
    Signed(who): Signed,
    Path(id): Path<String>,
    Typed(typed): Typed,
) -> Result {
    let mut tx = app.db.write().await?;
    let draft = find(&mut tx, &who, &id).await?;
    let (act, task_id, version) = pressed(&typed).ok_or(Problem::NotFound("这种操作"))?;
    let actor = who.actor();
    let by = By { actor: &actor, now: app.clock.now() };
    store::hold(&mut tx, by, &id).await?;
    let task = store::task(&mut tx, &id, task_id).await?.ok_or(Problem::NotFound("这项任务"))?;
    if version != task.version {
        let (by, at) = (&task.changed_by, task.changed_at);
        return Err(Problem::Conflict(format!("{by}于 {at} 改过这项任务，这次没有执行。")).into());
    }
    if act == "add" {
        let added = add_after(&mut tx, by, &draft, &task).await?;
        tx.commit().await?;
        return Ok(redirect(&format!("{}?edit={added}#t-{added}", base(&id))).into_response());
    }
    let done = apply(&mut tx, by, &draft, &task, act).await?;
    store::note(&mut tx, by, &draft, done.act, json!({ "task": task_id, "text": task.body.content.text })).await?;
    tx.commit().await?;
    Ok(redirect(&Place::back(&typed, &id, task_id)).saying(done.said).into_response())
}

async fn apply(
    tx: &mut Tx,
    by: By<'_>,
    draft: &Draft,
    task: &DraftTask,
    act: &str,
) -> std::result::Result<Done, Problem> {
    let id = &draft.id;
    Ok(match act {
        "confirm" => {
            let body = Body { doubts: Vec::new(), ..task.body.clone() };
            store::save_task(tx, by, &DraftTask { body, ..task.clone() }).await?;
            Done { act: "plan_draft.task_confirmed", said: "已记为核对无误。" }
        }
        "drop" => {
            store::save_task(tx, by, &DraftTask { dropped: true, ..task.clone() }).await?;
            Done { act: "plan_draft.task_dropped", said: "已标为不是任务，可以在页末恢复。" }
        }
        "restore" => {
            store::save_task(tx, by, &DraftTask { dropped: false, ..task.clone() }).await?;
            Done { act: "plan_draft.task_restored", said: "已恢复。" }
        }
        "merge" => {
            let next = store::next_task(tx, id, task.position).await?;
            let next = next.ok_or_else(|| Problem::refused("这是最后一项，后面没有可以并入的。"))?;
            let body = merge(&task.body, &next.body);
            store::save_task(tx, by, &DraftTask { body, ..task.clone() }).await?;
            store::remove_task(tx, &next).await?;
            Done { act: "plan_draft.tasks_merged", said: "已与下一项合并。" }
        }
        "up" | "down" => {
            let other = match act {
                "up" => store::previous_task(tx, id, task.position).await?,
                _ => store::next_task(tx, id, task.position).await?,
            };
            let other = other.ok_or_else(|| Problem::refused("已经在头上或末尾，不能再移。"))?;
            store::swap(tx, task, &other).await?;
            Done { act: "plan_draft.task_moved", said: "已移动。" }
        }
        _ => return Err(Problem::NotFound("这种操作")),
    })
}

async fn add_after(tx: &mut Tx, by: By<'_>, draft: &Draft, task: &DraftTask) -> db::Result<String> {
    let content = Content {
        label: None,
        text: String::new(),
        printed: None,
        lead: Vec::new(),
        units: Vec::new(),
        limits: Vec::new(),
        lines: None,
        ..task.body.content.clone()
    };
    insert_after(tx, by, draft, task.position, Body { content, etc: None, doubts: Vec::new() }).await
}

async fn insert_after(tx: &mut Tx, by: By<'_>, draft: &Draft, position: i64, body: Body) -> db::Result<String> {
    store::make_room(tx, &draft.id, position, 1).await?;
    let id = insert_task(tx, by.now, &draft.id, position + 1, &body, &by.actor.name).await?;
    let payload = json!({ "task": id, "text": body.content.text });
    store::note(tx, by, draft, "plan_draft.task_added", payload).await?;
    Ok(id)
}

/// Adds a task from lines of the source, after the last task that stands before them, and opens it.
pub(super) async fn add(
    State(app): State<App>,
    Signed(who): Signed,
    Path(id): Path<String>,
    Typed(typed): Typed,
) -> Result {
    let mut tx = app.db.write().await?;
    let draft = find(&mut tx, &who, &id).await?;
    let actor = who.actor();
    let by = By { actor: &actor, now: app.clock.now() };
    store::hold(&mut tx, by, &id).await?;
    let lines = (typed.get("from").parse().ok(), typed.get("to").parse().ok());
    let (Some(from), to) = lines else {
        return Err(Problem::field("from", "请填原文的行号").into());
    };
    if to.is_none() && typed.opt("to").is_some() {
        return Err(Problem::field("to", "请填原文的行号").into());
    }
    let lines: (usize, usize) = (from, to.unwrap_or(from));
    let tasks = crate::intake::store::tasks(&mut tx, &id).await?;
    let starts_before = |task: &&DraftTask| task.body.content.lines.is_some_and(|(first, _)| first <= lines.0);
    let before = tasks.iter().rfind(starts_before);
    let source = source_text(&mut tx, &id).await?;
    let body = from_lines(&source, lines, before.map(|task| &task.body), year(&draft));
    let body = body.ok_or_else(|| Problem::field("from", "这些行里没有文字，请对照左边的行号重填"))?;
    let position = before.map_or(0, |task| task.position);
    let added = insert_after(&mut tx, by, &draft, position, body).await?;
    tx.commit().await?;
    let said = "已从原文添加，请核对后保存。";
    Ok(redirect(&format!("{}?edit={added}#t-{added}", base(&id))).saying(said).into_response())
}
