//! What adopting a plan, or its correction, does to the ledger.

use std::collections::HashMap;

use db::{Query, Tx, args};
use journal::Actor;
use kernel::{Date, Time, new_id};
use law::Calendar;

use super::acts::{Particulars, changes, record};
use super::domain::{Entry, PlanContext, Status};
use super::due::{Reckoned, compute};
use super::limits::Records;
use super::texts;
use crate::adopt::domain::{Change, NewEntry};

/// Rows of one statement: their values stay well below what either database binds at most.
const BATCH: usize = 100;

/// Adds a plan's entries, empty and not started, each with its next due date as of `today`. The plan's tasks are stored
/// before. Lists show entries that are due on the same day in the order of `entries`; so are the ids in the answer.
pub async fn insert_many(
    tx: &mut Tx,
    now: Time,
    today: Date,
    calendar: &Calendar,
    plan: &PlanContext,
    entries: &[NewEntry<'_>],
) -> db::Result<Vec<String>> {
    let mut due_of_task: HashMap<&str, Reckoned> = HashMap::new();
    // Ids made in the same millisecond sort at random; sorted, they keep the order of the plan.
    let mut ids: Vec<String> = entries.iter().map(|_| new_id(now)).collect();
    ids.sort_unstable();
    for (entries, ids) in entries.chunks(BATCH).zip(ids.chunks(BATCH)) {
        let mut query = Query::new(
            "INSERT INTO ledger_entry (id, government_id, plan_id, task_id, unit_id, is_lead, due_key, provisional,
                 calendar, final_due, updated_at, year, heading, measure, leader, office_in_charge, notes, status,
                 facts, dropped, version)
             VALUES ",
            args![],
        );
        for (at, (entry, id)) in entries.iter().zip(ids).enumerate() {
            let due = due_of_task.entry(entry.task_id).or_insert_with(|| {
                compute(calendar, entry.limits, &Records::default(), plan.term, Status::NotStarted, today)
            });
            query.push(if at == 0 { "" } else { ", " }).with(
                "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT substr(heading, 1, 200) FROM task WHERE id = ?), '', '', '', '',
                     'not_started', '[]', 0, 1)",
                args![
                    id,
                    &plan.government_id,
                    &plan.plan_id,
                    entry.task_id,
                    entry.unit_id,
                    entry.is_lead,
                    due.key.column(),
                    due.provisional,
                    &due.calendar,
                    due.last,
                    now,
                    i64::from(plan.term.year),
                    entry.task_id
                ],
            );
        }
        query.push(" RETURNING id");
        tx.list::<String>(query).await?;
    }
    Ok(ids)
}

/// Makes entries agree with a corrected plan: who leads, what is due by the limits as they are now, what is dropped.
/// What units filled in and recorded stays. Entries that do not change are not touched; those that do tell it in their
/// history.
pub async fn change_many(
    tx: &mut Tx,
    actor: &Actor,
    now: Time,
    today: Date,
    calendar: &Calendar,
    plan: &PlanContext,
    corrections: &[Change<'_>],
) -> db::Result<()> {
    for batch in corrections.chunks(BATCH) {
        let mut query = Query::new("SELECT * FROM ledger_entry WHERE plan_id = $1", args![&plan.plan_id]);
        query.within(" AND id IN", batch.iter().map(|change| change.entry_id));
        let found: Vec<Entry> = tx.list(query).await?;
        let mut found: HashMap<String, Entry> = found.into_iter().map(|entry| (entry.id.clone(), entry)).collect();
        for change in batch {
            let before = found.remove(change.entry_id).ok_or(db::Error::Stale)?;
            let due = compute(calendar, change.limits, &before.records, plan.term, before.status, today);
            let after = Entry { is_lead: change.is_lead, dropped: change.dropped, due, ..before.clone() };
            correct(tx, actor, now, &before, &after).await?;
        }
    }
    place(tx, plan).await
}

/// Gives every entry of a plan the year and the heading that its plan and task have now.
async fn place(tx: &mut Tx, plan: &PlanContext) -> db::Result<()> {
    tx.exec(
        "UPDATE ledger_entry SET year = $1, heading = (SELECT substr(t.heading, 1, 200) FROM task t WHERE t.id = task_id)
         WHERE plan_id = $2
             AND (year <> $1 OR heading <> (SELECT substr(t.heading, 1, 200) FROM task t WHERE t.id = task_id))",
        args![i64::from(plan.term.year), &plan.plan_id],
    )
    .await?;
    texts::place(tx, &plan.plan_id, i64::from(plan.term.year)).await
}

async fn correct(tx: &mut Tx, actor: &Actor, now: Time, before: &Entry, after: &Entry) -> db::Result<()> {
    let changes = changes(before, after);
    if changes.is_empty() {
        return Ok(());
    }
    tx.exec_one(
        "UPDATE ledger_entry SET is_lead = $1, dropped = $2, due_key = $3, provisional = $4, calendar = $5,
             final_due = $6, updated_at = $7, version = version + 1 WHERE id = $8 AND version = $9",
        args![
            after.is_lead,
            after.dropped,
            after.due.key.column(),
            after.due.provisional,
            &after.due.calendar,
            after.due.last,
            now,
            &after.id,
            after.version
        ],
    )
    .await?;
    let particulars = Particulars { version: after.version + 1, changes, ..Particulars::default() };
    record(tx, now, actor, "ledger_entry.corrected", after, particulars).await
}
