//! The way of a plan to the public site and back.

use std::collections::{BTreeMap, HashMap};

use db::{FromRow, Row, Tx, args};
use directory::unit;
use kernel::{Problem, Time};
use publishing::Listing;

use super::domain::{Plan, Task};
use super::{store, text, wording};
use crate::review::store::By;
use crate::snapshot::{PlanSnapshot, PublicDue, PublicTask, UnitTasks, WORK_PLAN};

/// Where a plan stands on the public site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has never been there.
    Never,
    /// It is there.
    Public {
        /// Since when this edition is.
        at: Time,
        /// Whether the plan says something else by now.
        outdated: bool,
    },
    /// It was taken back.
    Withdrawn {
        /// When.
        at: Time,
        /// Why.
        reason: String,
    },
}

/// One unit's share of one task.
#[derive(Clone)]
pub(crate) struct Share {
    pub task_id: String,
    pub unit_id: String,
    pub is_lead: bool,
}

impl FromRow for Share {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { task_id: row.get("task_id")?, unit_id: row.get("unit_id")?, is_lead: row.get("is_lead")? })
    }
}

/// Who has which task of a plan.
pub(crate) async fn shares(tx: &mut Tx, plan_id: &str) -> db::Result<Vec<Share>> {
    let sql = "SELECT task_id, unit_id, is_lead FROM ledger_entry WHERE plan_id = $1 AND dropped = 0 ORDER BY id";
    tx.all(sql, args![plan_id]).await
}

/// The short names of the units of some shares, by id.
pub(crate) async fn unit_names(
    tx: &mut Tx,
    government_id: &str,
    shares: &[Share],
) -> db::Result<HashMap<String, String>> {
    let active = unit::active(tx, government_id).await?;
    let mut names: HashMap<String, String> = active.into_iter().map(|unit| (unit.id, unit.short_name)).collect();
    for share in shares {
        if !names.contains_key(&share.unit_id)
            && let Some(retired) = unit::find(tx, &share.unit_id).await?
        {
            names.insert(retired.id, retired.short_name);
        }
    }
    Ok(names)
}

/// Everything the public page of a plan shows, as it stands now.
pub async fn snapshot(tx: &mut Tx, plan: &Plan) -> db::Result<PlanSnapshot> {
    let tasks = store::tasks(tx, &plan.id).await?;
    let source = store::source_text(tx, &plan.id).await?;
    let shares = shares(tx, &plan.id).await?;
    let names = unit_names(tx, &plan.government_id, &shares).await?;
    let place: HashMap<&str, usize> = tasks.iter().enumerate().map(|(at, task)| (task.id.as_str(), at)).collect();
    let mut by_unit: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for share in &shares {
        if let (Some(name), Some(at)) = (names.get(&share.unit_id), place.get(share.task_id.as_str())) {
            by_unit.entry(name).or_default().push(*at);
        }
    }
    let by_unit = by_unit.into_iter().map(|(unit, mut tasks)| {
        tasks.sort_unstable();
        UnitTasks { unit: unit.to_owned(), tasks }
    });
    let printed = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Ok(PlanSnapshot {
        title: plan.head.title.clone(),
        issuer: printed(&plan.head.issuer),
        doc_number: printed(&plan.head.doc_number),
        year: i64::from(plan.year),
        issued_on: plan.head.issued_on,
        printed_on: plan.head.printed_on,
        text: text::blocks(&source, &tasks),
        by_unit: by_unit.collect(),
        tasks: tasks.into_iter().map(public).collect(),
    })
}

fn public(task: Task) -> PublicTask {
    let content = task.content;
    let due =
        content.limits.into_iter().map(|limit| PublicDue { on: wording::fixed_date(&limit.limit), raw: limit.raw });
    PublicTask {
        path: content.path,
        label: content.label,
        text: content.text,
        lead: content.lead,
        units: content.units,
        due: due.collect(),
    }
}

/// Where the plan stands on the public site now.
pub async fn standing(tx: &mut Tx, plan: &Plan) -> Result<Standing, Problem> {
    let Some((item, publication)) = publishing::find(tx, &plan.id).await? else { return Ok(Standing::Never) };
    let at = publication.published_at;
    if item.withdrawn {
        return Ok(Standing::Withdrawn { at, reason: publication.withdrawal.unwrap_or_default() });
    }
    let now = serde_json::to_value(snapshot(tx, plan).await?).map_err(Problem::internal)?;
    Ok(Standing::Public { at, outdated: now != publication.body })
}

async fn find(tx: &mut Tx, plan_id: &str) -> Result<Plan, Problem> {
    store::find(tx, plan_id).await?.ok_or(Problem::NotFound("这份计划"))
}

/// Publishes a plan as it stands. Answers false when exactly this is public already. Refused when the document itself
/// says that it is not public.
pub async fn publish(tx: &mut Tx, by: By<'_>, plan_id: &str) -> Result<bool, Problem> {
    let plan = find(tx, plan_id).await?;
    if let Some(reason) = plan.why_not_public() {
        return Err(Problem::refused(reason));
    }
    // Two clicks publish once: the second waits here and finds what the first published.
    store::hold(tx, &plan).await?;
    if matches!(standing(tx, &plan).await?, Standing::Public { outdated: false, .. }) {
        return Ok(false);
    }
    let snapshot = snapshot(tx, &plan).await?;
    let listing = Listing {
        form: WORK_PLAN.into(),
        number: snapshot.doc_number.clone(),
        issuer: snapshot.issuer.clone(),
        dated_on: snapshot.issued_on,
        ..Listing::default()
    };
    let body = serde_json::to_value(snapshot).map_err(Problem::internal)?;
    let draft = publishing::Draft {
        item_id: &plan.id,
        government_id: &plan.government_id,
        unit_id: None,
        kind: WORK_PLAN,
        title: &plan.head.title,
        body,
        listing,
    };
    publishing::publish(tx, by.now, by.actor, draft).await?;
    Ok(true)
}

/// Takes a plan back from the public site; a page with the reason stays. Refused when it is not there.
pub async fn withdraw(tx: &mut Tx, by: By<'_>, plan_id: &str, reason: &str) -> Result<(), Problem> {
    let plan = find(tx, plan_id).await?;
    store::hold(tx, &plan).await?;
    if !matches!(standing(tx, &plan).await?, Standing::Public { .. }) {
        return Err(Problem::Conflict("这份计划现在没有公开，不用撤下。".into()));
    }
    Ok(publishing::withdraw(tx, by.now, by.actor, &plan.id, reason).await?)
}
