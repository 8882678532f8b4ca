//! Reckoning due dates again: every day, and when another calendar is loaded.

use std::collections::HashMap;

use db::{Db, FromRow, Json, Query, Row, Tx, args};
use journal::{Act, Actor, Subject};
use kernel::Time;
use law::Calendar;
use law::due::Term;
use serde_json::json;

use super::acts::{Particulars, changes, record};
use super::basis::Basis;
use super::domain::Entry;
use super::due::compute;
use super::limits::Limit;
use super::store;

/// Entries looked at in one transaction; nobody waits longer for the writer than these take.
const BATCH: usize = 500;

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Entries looked at.
    pub seen: usize,
    /// Entries whose date, or its certainty, is another than before.
    pub changed: usize,
}

/// An entry with what its due date rests on.
struct Based {
    entry: Entry,
    limits: Vec<Limit>,
    term: Term,
}

impl FromRow for Based {
    fn from_row(row: &Row) -> db::Result<Self> {
        let Json(limits) = row.get("limits")?;
        Ok(Self { entry: Entry::from_row(row)?, limits, term: store::term(row)? })
    }
}

/// Brings every entry's due date up to `now` and to `calendar`, in short transactions of `BATCH` rows; the server
/// calls it when it starts and after every midnight. Killed midway, the next run does the rest. The old date stays in
/// the journal beside the new one.
pub async fn recompute_all(db: &Db, calendar: &Calendar, now: Time) -> db::Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut stamped: HashMap<String, usize> = HashMap::new();
    let mut after = String::new();
    loop {
        let mut tx = db.read().await?;
        let page = page(&mut tx, &after).await?;
        drop(tx);
        let Some(last) = page.last() else { break };
        after = last.entry.id.clone();
        outcome.seen += page.len();
        let moved: Vec<(Entry, Entry)> = page.into_iter().filter_map(|based| again(calendar, now, based)).collect();
        if moved.is_empty() {
            continue;
        }
        let mut tx = db.write().await?;
        for (before, after) in &moved {
            if store_due(&mut tx, before, after).await? {
                *stamped.entry(before.due.calendar.clone()).or_default() += 1;
                outcome.changed += usize::from(tell(&mut tx, now, before, after).await?);
            }
        }
        tx.commit().await?;
    }
    stamped.remove(calendar.version());
    if !stamped.is_empty() {
        let mut tx = db.write().await?;
        let payload = json!({ "from": stamped, "to": calendar.version(), "changed": outcome.changed });
        let subject = Subject { kind: "calendar", id: calendar.version() };
        let actor = Actor::system();
        let act = Act { actor: &actor, government: None, unit: None, act: "ledger.calendar_changed", subject, payload };
        journal::record(&mut tx, now, act).await?;
        tx.commit().await?;
    }
    Ok(outcome)
}

async fn page(tx: &mut Tx, after: &str) -> db::Result<Vec<Based>> {
    let query = Query::new(
        "SELECT e.*, t.limits, p.year, p.issued_on FROM ledger_entry e
         JOIN task t ON t.id = e.task_id JOIN plan p ON p.id = e.plan_id
         WHERE e.id > $1 AND e.dropped = 0 ORDER BY e.id LIMIT $2",
        args![after, BATCH],
    );
    tx.list(query).await
}

/// The entry before and after, if reckoning it again makes a difference.
fn again(calendar: &Calendar, now: Time, Based { entry, limits, term }: Based) -> Option<(Entry, Entry)> {
    let today = now.date();
    let due = compute(calendar, &limits, &entry.records, term, entry.status, today);
    let late = Basis { calendar, limits: &limits, term, today }.late(&entry.records);
    (due != entry.due || late != entry.late).then(|| (entry.clone(), Entry { due, late, ..entry }))
}

/// Whether it was stored: not when a person saved the entry meanwhile, who had it reckoned by that. Leaves the version
/// alone, so that nobody's open form becomes stale at midnight.
async fn store_due(tx: &mut Tx, before: &Entry, entry: &Entry) -> db::Result<bool> {
    let touched = tx
        .exec(
            "UPDATE ledger_entry SET due_key = $1, provisional = $2, calendar = $3, final_due = $4, late = $5
             WHERE id = $6 AND version = $7 AND due_key = $8 AND provisional = $9 AND calendar = $10",
            args![
                entry.due.key.column(),
                entry.due.provisional,
                &entry.due.calendar,
                entry.due.last,
                entry.late,
                &entry.id,
                entry.version,
                before.due.key.column(),
                before.due.provisional,
                &before.due.calendar
            ],
        )
        .await?;
    Ok(touched == 1)
}

async fn tell(tx: &mut Tx, now: Time, before: &Entry, after: &Entry) -> db::Result<bool> {
    let changes = changes(before, after);
    let telling = !changes.is_empty();
    let particulars = Particulars { version: after.version, changes, ..Particulars::default() };
    record(tx, now, &Actor::system(), "ledger_entry.due_recomputed", after, particulars).await?;
    Ok(telling)
}
