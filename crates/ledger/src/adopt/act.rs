//! Adopting a draft: the plan, its tasks and the ledger's entries appear together or not at all.

use std::collections::HashMap;

use db::{Tx, args};
use journal::{Act, Subject};
use kernel::{Date, Problem};
use law::Calendar;
use serde_json::{Value, json};

use super::domain::{Change, NewEntry, fan_out};
use super::material::{self, Material, Standing};
use crate::entries;
use crate::intake::domain::State;
use crate::intake::store as drafts;
use crate::plans::domain::{Plan, Task};
use crate::plans::store as plans;
use crate::review::store::By;

/// How to adopt.
#[derive(Clone, Copy, Debug)]
pub struct Adopting<'a> {
    /// Who adopts, and when.
    pub by: By<'a>,
    /// Today, from which the ledger reckons what is due.
    pub today: Date,
    /// The working-day calendar.
    pub calendar: &'a Calendar,
    /// The [`Material::fingerprint`] that was confirmed; none takes the draft as it is.
    pub confirmed: Option<&'a str>,
    /// The draft's tasks whose text is taken from the correction, though people gave the adopted task another; the
    /// others keep theirs.
    pub retold: &'a [String],
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The plan is there, or corrected.
    Adopted {
        /// The plan.
        plan_id: String,
        /// How many tasks it has.
        tasks: usize,
        /// How many entries were added.
        entries: usize,
    },
    /// It had been adopted before; nothing was done.
    Already {
        /// The plan.
        plan_id: String,
    },
    /// What was confirmed is not what would be done now; nothing was done.
    Changed,
}

/// Adopts a draft. Refused, with nothing written, while something is undecided.
pub async fn adopt(tx: &mut Tx, how: Adopting<'_>, draft_id: &str) -> Result<Outcome, Problem> {
    let By { actor, now } = how.by;
    // The state is claimed first: of two submissions one waits here and then finds that the plan is there.
    tx.exec(
        "UPDATE plan_draft SET changed_by = $1, changed_at = $2 WHERE id = $3 AND state = 'reviewing'",
        args![&actor.name, now, draft_id],
    )
    .await?;
    let draft = drafts::find(tx, draft_id).await?.ok_or(Problem::NotFound("这份草稿"))?;
    match &draft.state {
        State::Reviewing => {}
        State::Adopted { plan_id } => return Ok(Outcome::Already { plan_id: plan_id.clone() }),
        State::Discarded => return Err(Problem::Conflict("这份草稿已经作废。".into())),
    }
    let material = material::read(tx, draft).await?;
    if let Some((reason, _)) = material.why_not().into_iter().next() {
        return Err(Problem::refused(format!("还不能采用：{reason}")));
    }
    if how.confirmed.is_some_and(|confirmed| confirmed != material.fingerprint()) {
        return Ok(Outcome::Changed);
    }
    let plan = plan_of(&material, how)?;
    let source = drafts::source_text(tx, draft_id).await?;
    let tasks = tasks_of(&material, how.retold);
    let (act, payload, added) = match &material.standing {
        None => {
            plans::insert(tx, &plan, &source).await?;
            let added = write(tx, how, &material, &plan, &tasks).await?;
            ("plan.adopted", json!({ "tasks": tasks.len(), "entries": added }), added)
        }
        Some(standing) => {
            plans::correct(tx, &plan, &source).await?;
            let (counts, added) = correct(tx, how, &material, standing, &plan, &tasks).await?;
            ("plan.corrected", counts, added)
        }
    };
    tx.exec_one(
        "UPDATE plan_draft SET state = 'adopted', plan_id = $1 WHERE id = $2 AND state = 'reviewing'",
        args![&plan.id, draft_id],
    )
    .await?;
    let mut payload = payload;
    payload["title"] = json!(plan.head.title);
    payload["doc_number"] = json!(plan.head.doc_number);
    payload["draft"] = json!(draft_id);
    payload["sha256"] = json!(plan.file_hash);
    let subject = Subject { kind: "plan", id: &plan.id };
    let act = Act { actor, government: Some(&plan.government_id), unit: None, act, subject, payload };
    journal::record(tx, now, act).await?;
    Ok(Outcome::Adopted { plan_id: plan.id, tasks: tasks.len(), entries: added })
}

/// The plan as it will be. A fresh plan takes the draft's id over.
fn plan_of(material: &Material, how: Adopting<'_>) -> Result<Plan, Problem> {
    let draft = &material.draft;
    let head = draft.head.fields.clone();
    let year = head.year.ok_or_else(|| Problem::refused("还没有填年度。"))?;
    let standing = material.standing.as_ref().map(|standing| &standing.plan);
    Ok(Plan {
        id: standing.map_or(&draft.id, |plan| &plan.id).clone(),
        government_id: draft.government_id.clone(),
        head,
        year,
        file_name: draft.file_name.clone(),
        file_hash: draft.file_hash.clone(),
        adopted_at: standing.map_or(how.by.now, |plan| plan.adopted_at),
        adopted_by: standing.map_or(&how.by.actor.name, |plan| &plan.adopted_by).clone(),
        version: standing.map_or(1, |plan| plan.version),
    })
}

/// The tasks as they will be: those that were there keep their ids, the others take over those of the draft.
fn tasks_of(material: &Material, retold: &[String]) -> Vec<Task> {
    let tasks = material.tasks.iter().enumerate().zip(1..).map(|((at, draft), position)| {
        let mut content = draft.body.content.clone();
        if let Some(own) = material.own_text(at).filter(|_| !retold.contains(&draft.id)) {
            content.text = own.to_owned();
        }
        let id = material.old_of(at).map_or(&draft.id, |old| &old.id).clone();
        Task { id, position, content, dropped: false }
    });
    tasks.collect()
}

/// Writes a fresh plan's tasks and entries; answers how many entries.
async fn write(tx: &mut Tx, how: Adopting<'_>, material: &Material, plan: &Plan, tasks: &[Task]) -> db::Result<usize> {
    let mut new = Vec::new();
    for task in tasks {
        plans::put_task(tx, &plan.id, task).await?;
        new.extend(fan_out(&task.content, &material.meanings).into_iter().map(|share| NewEntry {
            task_id: &task.id,
            unit_id: &share.unit.id,
            is_lead: share.is_lead,
            limits: &task.content.limits,
        }));
    }
    entries::store::insert_many(tx, how.by.now, how.today, how.calendar, &plan.context(), &new).await?;
    Ok(new.len())
}

/// Brings an adopted plan's tasks and entries up to its correction; answers the counts for the journal.
async fn correct(
    tx: &mut Tx,
    how: Adopting<'_>,
    material: &Material,
    standing: &Standing,
    plan: &Plan,
    tasks: &[Task],
) -> db::Result<(Value, usize)> {
    let by_share: HashMap<(&str, &str), &entries::Entry> =
        standing.entries.iter().map(|entry| ((entry.task_id.as_str(), entry.unit_id.as_str()), entry)).collect();
    let (mut new, mut changes) = (Vec::new(), Vec::new());
    for task in tasks {
        plans::put_task(tx, &plan.id, task).await?;
        let limits = task.content.limits.as_slice();
        for share in fan_out(&task.content, &material.meanings) {
            let is_lead = share.is_lead;
            match by_share.get(&(task.id.as_str(), share.unit.id.as_str())) {
                Some(entry) => {
                    changes.push(Change { entry_id: &entry.id, is_lead, limits, dropped: false });
                }
                None => new.push(NewEntry { task_id: &task.id, unit_id: &share.unit.id, is_lead, limits }),
            }
        }
    }
    for gone in &standing.matching.gone {
        plans::drop_task(tx, &standing.tasks[*gone].id).await?;
    }
    let limits_of: HashMap<&str, &Task> = standing.tasks.iter().map(|task| (task.id.as_str(), task)).collect();
    let lost: Vec<Change> = (material.closed().into_iter())
        .map(|entry| Change {
            entry_id: &entry.id,
            is_lead: entry.is_lead,
            limits: limits_of.get(entry.task_id.as_str()).map_or(&[], |task| task.content.limits.as_slice()),
            dropped: true,
        })
        .collect();
    let (added, dropped) = (new.len(), lost.len());
    changes.extend(lost);
    let context = plan.context();
    let By { actor, now } = how.by;
    entries::store::change_many(tx, actor, now, how.today, how.calendar, &context, &changes).await?;
    entries::store::insert_many(tx, now, how.today, how.calendar, &context, &new).await?;
    let matched = standing.matching.old_of.iter().flatten().count();
    let counts = json!({
        "tasks": tasks.len(), "tasks_added": tasks.len() - matched, "tasks_dropped": standing.matching.gone.len(),
        "entries_added": added, "entries_dropped": dropped, "version": plan.version + 1,
        "texts_kept": (0..tasks.len()).filter(|at| material.own_text(*at) == Some(&tasks[*at].content.text)).count(),
    });
    Ok((counts, added))
}
