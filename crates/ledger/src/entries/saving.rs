//! Acts on an entry: filling it in, recording what was done or happened, taking a record back.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::Tx;
use kernel::Problem;
use web::{Fields, Mistakes, Query, Result, Typed, redirect, view, view_invalid};

use super::acting::{Naming, Outcome};
use super::acts::{Particulars, Recorded, changes, record};
use super::basis::Basis;
use super::desk::{Desk, at, kept};
use super::domain::{Entry, Refusal};
use super::page::{Sent, page};
use super::store;
use super::task::{self, Task};
use super::typed::{Form, catch_up};

/// Fills an entry in.
pub(crate) async fn fill(desk: Desk, Path(id): Path<String>, Query(list): Query, Typed(typed): Typed) -> Result {
    let mut tx = desk.app.db.write().await?;
    let before = desk.entry_to_edit(&mut tx, &id).await?;
    let mut form = Form::read(&typed);
    if form.version != before.version {
        let meanwhile = catch_up(&mut tx, &mut form, &before).await?;
        let sent = Sent { form: Some(form), meanwhile, ..Sent::default() };
        return conflict(view(page(&desk, &mut tx, before, &list, sent).await?));
    }
    let (status, finished_on) = match form.checked(desk.today()) {
        Ok(checked) => checked,
        Err(mistakes) => return again(&desk, &mut tx, before, &list, Sent { mistakes, ..Sent::typed(form) }).await,
    };
    let task = task_of(&mut tx, &before).await?;
    let basis = task.basis(desk.calendar(), desk.today());
    match before.clone().fill(form.texts.clone(), status, finished_on, &basis) {
        Ok(after) => {
            keep(&desk, &mut tx, "ledger_entry.filled", &before, &after, None).await?;
            tx.commit().await?;
            Ok(back(&id, &list, if same(&before, &after) { "没有改动。" } else { "已保存。" }))
        }
        Err(refusal) => {
            let mut mistakes = Mistakes::default();
            let field = if matches!(refusal, Refusal::InFuture(_)) { "finished_on" } else { "status" };
            mistakes.add(field, refusal.to_string());
            again(&desk, &mut tx, before, &list, Sent { mistakes, ..Sent::typed(form) }).await
        }
    }
}

/// Records something done.
pub(crate) async fn done(desk: Desk, id: Path<String>, list: Query, typed: Typed) -> Result {
    let act = Act { name: "ledger_entry.done", field: "done", said: "已记录完成。", change: Entry::done };
    act.run(desk, id, list, typed).await
}

/// Records an event.
pub(crate) async fn happened(desk: Desk, id: Path<String>, list: Query, typed: Typed) -> Result {
    let said = "已记录，期限按这个日期计算。";
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
        let mut tx = desk.app.db.write().await?;
        let before = desk.entry_to_edit(&mut tx, &id).await?;
        let field = format!("{}-{}", self.field, typed.get("limit"));
        let wrong = |message: String| {
            let mut mistakes = Mistakes::default();
            mistakes.add(&field, message);
            Sent { mistakes, record: Some(typed.clone()), ..Sent::default() }
        };
        let (Ok(limit), Ok(on)) = (typed.get("limit").parse(), typed.get("on").parse()) else {
            return again(&desk, &mut tx, before, &list, wrong("请写成 2022-06-30 这样的日期".into())).await;
        };
        if typed.get("version") != before.version.to_string() {
            let sent = wrong("这条台账刚刚被别人改过，请看清现在的记录再提交。".into());
            return conflict(view(page(&desk, &mut tx, before, &list, sent).await?));
        }
        let key: String = typed.get("key").chars().take(100).collect();
        let task = task_of(&mut tx, &before).await?;
        let basis = task.basis(desk.calendar(), desk.today());
        match (self.change)(before.clone(), &Naming { limit, key, on }, &basis) {
            Ok((after, recorded)) => {
                keep(&desk, &mut tx, self.name, &before, &after, Some(recorded)).await?;
                tx.commit().await?;
                Ok(back(&id, &list, self.said))
            }
            Err(refusal) => again(&desk, &mut tx, before, &list, wrong(refusal.to_string())).await,
        }
    }
}

impl Sent {
    fn typed(form: Form) -> Self {
        Self { form: Some(form), ..Self::default() }
    }
}

async fn task_of(tx: &mut Tx, entry: &Entry) -> std::result::Result<Task, Problem> {
    task::find(tx, &entry.task_id).await?.ok_or(Problem::NotFound("这项任务"))
}

/// Whether saving would write what is there already.
fn same(before: &Entry, after: &Entry) -> bool {
    changes(before, after).is_empty() && before.records == after.records
}

async fn keep(
    desk: &Desk,
    tx: &mut Tx,
    act: &'static str,
    before: &Entry,
    after: &Entry,
    recorded: Option<Recorded>,
) -> db::Result<()> {
    if recorded.is_none() && same(before, after) {
        return Ok(());
    }
    let now = desk.app.clock.now();
    store::save(tx, now, after).await?;
    let particulars = Particulars { version: before.version + 1, changes: changes(before, after), recorded };
    record(tx, now, &desk.who.actor(), act, after, particulars).await
}

async fn again(desk: &Desk, tx: &mut Tx, entry: Entry, list: &Fields, sent: Sent) -> Result {
    view_invalid(page(desk, tx, entry, list, sent).await?)
}

fn conflict(answer: Result) -> Result {
    answer.map(|page| (StatusCode::CONFLICT, page).into_response())
}

fn back(id: &str, list: &Fields, message: &str) -> Response {
    redirect(&at(&format!("/desk/ledger/{id}"), &kept(list))).saying(message).into_response()
}
