//! What the unit does to an entry: filling it in, recording what was done or happened, taking a record back.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use web::{Query, Result, Typed, view, view_invalid};

use super::acting::{Naming, Outcome};
use super::acts::changes;
use super::basis::Basis;
use super::desk::Desk;
use super::domain::{Entry, Refusal};
use super::limits;
use super::page::{Sent, page};
use super::scene::{Scene, back};
use super::typed::{Form, catch_up};
use crate::support::counting;
use crate::work::keep::Told;

/// Whether the person may fill the entry in.
pub(crate) fn may_edit(entry: &Entry, desk: &Desk) -> std::result::Result<(), Refusal> {
    entry.can_edit(&desk.who)
}

/// Fills an entry in.
pub(crate) async fn fill(desk: Desk, Path(id): Path<String>, Query(list): Query, Typed(typed): Typed) -> Result {
    let mut scene = Scene::begin(desk, &id, list, typed, may_edit).await?;
    let mut form = Form::read(&scene.typed);
    if form.version != scene.before.version {
        let meanwhile = catch_up(&mut scene.tx, &mut form, &scene.before).await?;
        let sent = Sent { form: Some(form), meanwhile, ..Sent::default() };
        let page = view(page(&scene.desk, &mut scene.tx, scene.before, &scene.list, sent).await?);
        return page.map(|page| (StatusCode::CONFLICT, page).into_response());
    }
    let mut mistakes = form.mistakes();
    match scene.before.clone().fill(form.texts.clone()) {
        Ok(after) if mistakes.is_empty() => {
            if changes(&scene.before, &after).is_empty() {
                return Ok(back(&id, &scene.list, "没有改动。"));
            }
            return scene.keep("ledger_entry.filled", &after, Told::default(), "已保存。").await;
        }
        Ok(_) => {}
        Err(refusal) => mistakes.add("measure", refusal.to_string()),
    }
    let sent = Sent { form: Some(form), mistakes, ..Sent::default() };
    view_invalid(page(&scene.desk, &mut scene.tx, scene.before, &scene.list, sent).await?)
}

/// Records something done.
pub(crate) async fn done(desk: Desk, id: Path<String>, list: Query, typed: Typed) -> Result {
    let act = Act { name: "ledger_entry.done", field: "done", said: "已登记完成。", change: Entry::done };
    act.run(desk, id, list, typed).await
}

/// Records an event.
pub(crate) async fn happened(desk: Desk, id: Path<String>, list: Query, typed: Typed) -> Result {
    let said = "已登记，期限按这个日期计算。";
    let act = Act { name: "ledger_entry.happened", field: "event", said, change: Entry::happened };
    act.run(desk, id, list, typed).await
}

/// Takes a record back.
pub(crate) async fn undo(desk: Desk, id: Path<String>, list: Query, typed: Typed) -> Result {
    let said = "已撤销。";
    let act = match typed.0.get("what") {
        "event" => Act { name: "ledger_entry.event_undone", field: "undo", said, change: Entry::undo_event },
        _ => Act { name: "ledger_entry.done_undone", field: "undo", said, change: Entry::undo_done },
    };
    act.run(desk, id, list, typed).await
}

/// One of the acts that record, or take back, something under a time limit.
struct Act {
    name: &'static str,
    /// The beginning of its form's field ids.
    field: &'static str,
    said: &'static str,
    change: fn(Entry, &Naming, &Basis<'_>) -> Outcome,
}

impl Act {
    async fn run(self, desk: Desk, Path(id): Path<String>, Query(list): Query, Typed(typed): Typed) -> Result {
        let mut scene = Scene::begin(desk, &id, list, typed, may_edit).await?;
        let field = format!("{}-{}", self.field, scene.typed.get("limit"));
        let Some(what) = naming(&scene) else {
            return scene.refuse(&field, "请写成 2022-06-30 这样的日期".into()).await;
        };
        if scene.is_stale() {
            return scene.stale(&field).await;
        }
        if let ("ledger_entry.done_undone", Some((which, _))) = (self.name, limits::at(&scene.task.limits, what.limit))
            && let Some(why) =
                counting::comes_from(&mut scene.tx, &scene.desk.who, &scene.before, &which, &what).await?
        {
            return scene.refuse(&field, why).await;
        }
        match (self.change)(scene.before.clone(), &what, &scene.basis()) {
            Ok((after, recorded)) => {
                let told = Told { recorded: Some(recorded), ..Told::default() };
                scene.keep(self.name, &after, told, self.said).await
            }
            Err(refusal) => scene.refuse(&field, refusal.to_string()).await,
        }
    }
}

/// The record a form names; none when its day is not one.
pub(crate) fn naming(scene: &Scene) -> Option<Naming> {
    let (limit, on) = (scene.typed.get("limit").parse().ok()?, scene.typed.get("on").parse().ok()?);
    Some(Naming { limit, key: scene.typed.get("key").chars().take(100).collect(), on })
}
