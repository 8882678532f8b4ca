//! Entries in the database: finding one, saving one; adding and correcting a plan's is in `adopted`.

use db::{FromRow, Json, Row, Tx, args};
use kernel::Time;
use law::due::Term;

pub use super::adopted::{change_many, insert_many};
use super::domain::{Entry, Side, Status, Texts};
use super::due::Reckoned;
use super::texts;

impl FromRow for Entry {
    fn from_row(row: &Row) -> db::Result<Self> {
        let Json(records) = row.get("facts")?;
        Ok(Self {
            id: row.get("id")?,
            government_id: row.get("government_id")?,
            plan_id: row.get("plan_id")?,
            task_id: row.get("task_id")?,
            unit_id: row.get("unit_id")?,
            is_lead: row.get("is_lead")?,
            texts: Texts {
                measure: row.get("measure")?,
                leader: row.get("leader")?,
                office_in_charge: row.get("office_in_charge")?,
                notes: row.get("notes")?,
            },
            status: status(row)?,
            records,
            due: Reckoned {
                key: row.get("due_key")?,
                provisional: row.get("provisional")?,
                calendar: row.get("calendar")?,
                last: row.get("final_due")?,
            },
            late: row.get("late")?,
            finished_on: row.get("finished_on")?,
            submitted_at: row.get("submitted_at")?,
            awaits: Side::from_code(&row.get::<String>("awaits")?),
            dropped: row.get("dropped")?,
            updated_at: row.get("updated_at")?,
            version: row.get("version")?,
        })
    }
}

/// The column `status`.
pub(crate) fn status(row: &Row) -> db::Result<Status> {
    let code: String = row.get("status")?;
    Status::from_code(&code).ok_or_else(|| db::Error::Corrupt(format!("entry status {code}")))
}

/// The time that a plan row governs, from its columns `year` and `issued_on`.
pub(crate) fn term(row: &Row) -> db::Result<Term> {
    let year: i64 = row.get("year")?;
    let year = i16::try_from(year).map_err(|_| db::Error::Corrupt(format!("plan year {year}")))?;
    Ok(Term { year, in_force: row.get("issued_on")? })
}

/// By id.
pub async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Entry>> {
    tx.opt("SELECT * FROM ledger_entry WHERE id = $1", args![id]).await
}

/// Saves what a person changed and the due date that follows from it; stale when someone else saved first.
pub async fn save(tx: &mut Tx, now: Time, entry: &Entry) -> db::Result<()> {
    let facts = serde_json::to_value(&entry.records).map_err(|e| db::Error::Corrupt(e.to_string()))?;
    tx.exec_one(
        "UPDATE ledger_entry SET measure = $1, leader = $2, office_in_charge = $3, notes = $4, status = $5, facts = $6,
             due_key = $7, provisional = $8, calendar = $9, final_due = $10, late = $11, finished_on = $12,
             submitted_at = $13, awaits = $14, updated_at = $15, version = version + 1
         WHERE id = $16 AND version = $17",
        args![
            &entry.texts.measure,
            &entry.texts.leader,
            &entry.texts.office_in_charge,
            &entry.texts.notes,
            entry.status.code(),
            facts,
            entry.due.key.column(),
            entry.due.provisional,
            &entry.due.calendar,
            entry.due.last,
            entry.late,
            entry.finished_on,
            entry.submitted_at,
            entry.awaits.map_or("", Side::code),
            now,
            &entry.id,
            entry.version
        ],
    )
    .await?;
    texts::keep_measure(tx, &entry.id, &entry.texts.measure).await
}
