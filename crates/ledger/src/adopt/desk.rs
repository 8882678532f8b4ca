//! The preview of adopting a draft, and the act.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use directory::Capability::ManagePlans;
use web::{Access, App, Page, Result, Routes, Shell, Signed, Typed, redirect, view};

use super::difference::{FieldChange, changes};
use super::domain::Outlook;
use super::material::{self, Material, Standing};
use super::{Adopting, Outcome, adopt};
use crate::entries::domain::Texts;
use crate::entries::{Entry, Status};
use crate::intake::STEPS;
use crate::intake::domain::State as DraftState;
use crate::review::desk::{base, find};
use crate::review::store::By;

/// The routes of adopting.
pub fn routes() -> Routes {
    let may = Access::May(ManagePlans);
    Routes::new().get("/desk/plans/drafts/{id}/adopt", may, preview).post("/desk/plans/drafts/{id}/adopt", may, act)
}

/// A reason why it cannot be adopted yet, and where it is settled.
struct Obstacle {
    reason: String,
    href: String,
}

/// A task that a correction changes.
struct Changed {
    number: usize,
    /// 改了, or 恢复 where an earlier correction had taken it out.
    mark: &'static str,
    fields: Vec<FieldChange>,
    /// The form's name for the choice between the text that people gave it and the correction's; empty for no choice.
    choice: String,
}

/// A task that a correction adds or takes out.
struct Whole {
    number: i64,
    text: String,
    /// How many of its entries somebody has filled in.
    filled: usize,
}

/// What a correction does to the adopted plan.
struct Difference {
    title: String,
    same: usize,
    changed: Vec<Changed>,
    added: Vec<Whole>,
    gone: Vec<Whole>,
    gone_kind: &'static str,
    /// How many entries are closed, and how many of them somebody has filled in.
    closed: usize,
    closed_filled: usize,
    /// How many tasks have a text of our own.
    own: usize,
}

#[derive(Template)]
#[template(path = "ledger/review/adopt.html")]
struct AdoptPage {
    page: Page,
    steps: [&'static str; 3],
    base: String,
    question: &'static str,
    name: String,
    obstacles: Vec<Obstacle>,
    out: Outlook,
    difference: Option<Difference>,
    fingerprint: String,
    notice: &'static str,
}

async fn preview(
    State(app): State<App>,
    (Signed(who), shell): (Signed, Shell),
    Path(id): Path<String>,
    web::Query(query): web::Query,
) -> Result {
    let mut tx = app.db.read().await?;
    let draft = find(&mut tx, &who, &id).await?;
    match &draft.state {
        DraftState::Reviewing => {}
        DraftState::Adopted { plan_id } => return Ok(redirect(&format!("/desk/plans/{plan_id}")).into_response()),
        DraftState::Discarded => return Ok(redirect("/desk/plans").saying("这份草稿已经作废。").into_response()),
    }
    let material = material::read(&mut tx, draft).await?;
    let changed = "您看过之后，草稿或单位名册有了变化，还没有采用。下面是按现在的情况算的，请再看一遍。";
    let base = base(&id);
    let obstacle = |(reason, place): (String, &str)| Obstacle { reason, href: format!("{base}{place}") };
    view(AdoptPage {
        page: shell.desk("采用计划"),
        steps: STEPS,
        obstacles: material.why_not().into_iter().map(obstacle).collect(),
        base,
        question: if material.standing.is_some() { "按更正稿更新？" } else { "采用这份计划？" },
        name: material.draft.name().to_owned(),
        out: material.outlook(),
        difference: material.standing.as_ref().map(|standing| difference(&material, standing)),
        fingerprint: material.fingerprint(),
        notice: if query.has("changed") { changed } else { "" },
    })
}

fn difference(material: &Material, standing: &Standing) -> Difference {
    let (mut same, mut changed, mut added) = (0, Vec::new(), Vec::new());
    for ((at, task), number) in material.tasks.iter().enumerate().zip(1..) {
        match material.old_of(at) {
            None => {
                let text = task.body.content.text.clone();
                added.push(Whole { number, text, filled: 0 });
            }
            Some(old) => {
                let fields = changes(&old.content, &task.body.content);
                if fields.is_empty() && !old.dropped {
                    same += 1;
                } else {
                    let mark = if old.dropped { "恢复" } else { "改了" };
                    let choice = material.own_text(at).map(|_| format!("{CHOICE}{}", task.id)).unwrap_or_default();
                    changed.push(Changed { number: at + 1, mark, fields, choice });
                }
            }
        }
    }
    let gone = standing.matching.gone.iter().map(|at| {
        let task = &standing.tasks[*at];
        let filled = standing.entries.iter().filter(|entry| entry.task_id == task.id && is_filled(entry)).count();
        Whole { number: task.position, text: task.content.text.clone(), filled }
    });
    let gone: Vec<Whole> = gone.collect();
    let gone_kind = if gone.is_empty() { "" } else { "warn" };
    let closed = material.closed();
    Difference {
        title: standing.plan.head.title.clone(),
        same,
        added,
        gone,
        gone_kind,
        closed: closed.len(),
        closed_filled: closed.iter().filter(|entry| is_filled(entry)).count(),
        own: changed.iter().filter(|one| !one.choice.is_empty()).count(),
        changed,
    }
}

/// What the name of a choice between two texts begins with, before the task's id.
const CHOICE: &str = "text-";

/// Whether somebody has filled in anything.
fn is_filled(entry: &Entry) -> bool {
    entry.status != Status::NotStarted || entry.texts != Texts::default() || !entry.records.is_empty()
}

async fn act(State(app): State<App>, Signed(who): Signed, Path(id): Path<String>, Typed(typed): Typed) -> Result {
    let actor = who.actor();
    let by = By { actor: &actor, now: app.clock.now() };
    let mut tx = app.db.write().await?;
    find(&mut tx, &who, &id).await?;
    let confirmed = Some(typed.get("confirmed"));
    let taken = typed.pairs().iter().filter(|(_, value)| value == "take");
    let retold: Vec<String> = taken.filter_map(|(name, _)| name.strip_prefix(CHOICE).map(str::to_owned)).collect();
    let how = Adopting { by, today: app.clock.today(), calendar: &app.calendar, confirmed, retold: &retold };
    let (to, said) = match adopt(&mut tx, how, &id).await? {
        Outcome::Adopted { plan_id, tasks, entries } => {
            tx.commit().await?;
            let said = format!("已采用：{tasks} 项任务，新建 {entries} 条台账。");
            (format!("/desk/plans/{plan_id}"), said)
        }
        Outcome::Already { plan_id } => (format!("/desk/plans/{plan_id}"), "这份计划已经采用过了。".to_owned()),
        Outcome::Changed => return Ok(redirect(&format!("{}/adopt?changed=1", base(&id))).into_response()),
    };
    Ok(redirect(&to).saying(&said).into_response())
}
