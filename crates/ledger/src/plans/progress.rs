//! How far a plan is, in public: opened and closed by the office, brought up to date by itself every day.

use std::collections::{BTreeMap, HashMap};

use db::{Db, FromRow, Row, Tx, args};
use journal::Actor;
use kernel::{Problem, Time};

use super::domain::Plan;
use super::public::{Share, Standing, unit_names};
use super::{public, store};
use crate::entries::Status;
use crate::review::store::By;
use crate::snapshot::{
    PLAN_PROGRESS, ProgressSnapshot, PublicLink, Stage, TaskProgress, UnitProgress, plan_of, progress_of,
};

/// Whether a plan's progress is public, and since when this edition is.
pub async fn shown_since(tx: &mut Tx, plan_id: &str) -> db::Result<Option<Time>> {
    let found = publishing::find(tx, &progress_of(plan_id)).await?;
    Ok(found.filter(|(item, _)| !item.withdrawn).map(|(item, _)| item.published_at))
}

struct Shared {
    share: Share,
    status: Status,
}

impl FromRow for Shared {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { share: Share::from_row(row)?, status: crate::entries::store::status(row)? })
    }
}

struct Proof {
    task_id: String,
    item_id: String,
    path: String,
}

impl FromRow for Proof {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { task_id: row.get("task_id")?, item_id: row.get("item_id")?, path: row.get("url")? })
    }
}

/// How far a plan is, as the public would see it now.
pub async fn snapshot(tx: &mut Tx, plan: &Plan) -> db::Result<ProgressSnapshot> {
    let tasks = store::tasks(tx, &plan.id).await?;
    let shared: Vec<Shared> = tx
        .all(
            "SELECT task_id, unit_id, is_lead, status FROM ledger_entry WHERE plan_id = $1 AND dropped = 0
             ORDER BY is_lead DESC, id",
            args![&plan.id],
        )
        .await?;
    let proofs: Vec<Proof> = tx
        .all(
            "SELECT e.task_id, v.item_id, v.url FROM ledger_evidence v JOIN ledger_entry e ON e.id = v.entry_id
             WHERE e.plan_id = $1 AND e.dropped = 0 AND v.kind = 'publication' AND v.removed_at IS NULL ORDER BY v.id",
            args![&plan.id],
        )
        .await?;
    let shares: Vec<Share> = shared.iter().map(|one| one.share.clone()).collect();
    let names = unit_names(tx, &plan.government_id, &shares).await?;
    let mut units: HashMap<&str, Vec<UnitProgress>> = HashMap::new();
    for Shared { share, status } in &shared {
        let Some(unit) = names.get(&share.unit_id).cloned() else { continue };
        let stage = match status {
            Status::NotStarted => Stage::NotStarted,
            Status::InProgress | Status::Submitted | Status::Returned => Stage::UnderWay,
            Status::Accepted => Stage::Done,
        };
        units.entry(&share.task_id).or_default().push(UnitProgress { unit, stage });
    }
    let mut links: BTreeMap<String, Vec<PublicLink>> = BTreeMap::new();
    let items: Vec<&str> = proofs.iter().map(|proof| proof.item_id.as_str()).collect();
    let shown = publishing::public_among(tx, &items).await?;
    let titles: HashMap<&str, &str> = shown.iter().map(|item| (item.id.as_str(), item.title.as_str())).collect();
    for Proof { task_id, item_id, path } in &proofs {
        let Some(title) = titles.get(item_id.as_str()) else { continue };
        let link = PublicLink { title: (*title).to_owned(), path: path.clone() };
        let of_task = links.entry(task_id.clone()).or_default();
        if !of_task.contains(&link) {
            of_task.push(link);
        }
    }
    let tasks = tasks.iter().enumerate().filter_map(|(at, task)| {
        Some(TaskProgress {
            number: at + 1,
            heading: task.content.heading().to_owned(),
            text: task.content.text.clone(),
            units: units.remove(task.id.as_str())?,
            publications: links.remove(&task.id).unwrap_or_default(),
        })
    });
    Ok(ProgressSnapshot { tasks: tasks.collect() })
}

/// Publishes how far a plan is. Answers false when exactly this is public already. Refused while the plan itself is not.
pub async fn publish(tx: &mut Tx, by: By<'_>, plan: &Plan) -> Result<bool, Problem> {
    store::hold(tx, plan).await?;
    if !matches!(public::standing(tx, plan).await?, Standing::Public { .. }) {
        return Err(Problem::refused("这份计划还没有公开，先公开计划，才能公开进展。"));
    }
    let body = serde_json::to_value(snapshot(tx, plan).await?).map_err(Problem::internal)?;
    let address = progress_of(&plan.id);
    let there = publishing::find(tx, &address).await?;
    if there.is_some_and(|(item, newest)| !item.withdrawn && newest.body == body) {
        return Ok(false);
    }
    let title = format!("{}：进展", plan.head.title);
    let draft = publishing::Draft {
        item_id: &address,
        government_id: &plan.government_id,
        unit_id: None,
        kind: PLAN_PROGRESS,
        title: &title,
        body,
        listing: publishing::Listing::default(),
    };
    publishing::publish(tx, by.now, by.actor, draft).await?;
    Ok(true)
}

/// Takes the progress back; the plan stays public.
pub async fn close(tx: &mut Tx, by: By<'_>, plan: &Plan) -> Result<(), Problem> {
    store::hold(tx, plan).await?;
    if shown_since(tx, &plan.id).await?.is_none() {
        return Err(Problem::Conflict("进展现在没有公开。".into()));
    }
    Ok(publishing::withdraw(tx, by.now, by.actor, &progress_of(&plan.id), "不再公开进展").await?)
}

/// Brings every public progress up to date, one plan a transaction; answers how many changed. The server calls it after
/// every midnight.
pub async fn refresh_all(db: &Db, now: Time) -> Result<usize, Problem> {
    let mut tx = db.read().await?;
    let shown = publishing::all_of_kind(&mut tx, PLAN_PROGRESS).await?;
    drop(tx);
    let actor = Actor::system();
    let mut changed = 0;
    for item in shown {
        let mut tx = db.write().await?;
        let Some(plan) = store::find(&mut tx, plan_of(&item.id)).await? else { continue };
        // A plan that was taken back shows no progress either, and needs none.
        if matches!(public::standing(&mut tx, &plan).await?, Standing::Public { .. })
            && publish(&mut tx, By { actor: &actor, now }, &plan).await?
        {
            changed += 1;
            tx.commit().await?;
        }
    }
    Ok(changed)
}
