//! What the journal keeps of an entry: each act with every field that changed, from what to what.

use db::Tx;
use journal::{Act, Actor, Subject};
use kernel::Time;
use serde::{Deserialize, Serialize};

use super::domain::Entry;
use super::due::Reckoned;

/// The kind of subject entries are in the journal.
pub const KIND: &str = "ledger_entry";

/// One field that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The field, by its name in the table.
    pub field: String,
    /// Before, as the table keeps it.
    pub old: String,
    /// After.
    pub new: String,
}

/// What was recorded or taken back under a time limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// The limit in the plan's words.
    pub limit: String,
    /// The period, or the name of the event.
    pub name: String,
    /// The day it was done, or happened.
    pub on: String,
}

/// The particulars of every act on an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    /// The entry's version after the act.
    pub version: i64,
    /// The fields that changed.
    pub changes: Vec<Change>,
    /// What was recorded or taken back, for acts of that sort.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<Recorded>,
    /// What was written or added with it: a reason, a comment, the title of a piece of evidence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// Every field in which two states of one entry differ.
pub fn changes(before: &Entry, after: &Entry) -> Vec<Change> {
    let flag = |value: bool| i64::from(value).to_string();
    let fields = |entry: &Entry| {
        [
            ("measure", entry.texts.measure.clone()),
            ("leader", entry.texts.leader.clone()),
            ("office_in_charge", entry.texts.office_in_charge.clone()),
            ("notes", entry.texts.notes.clone()),
            ("status", entry.status.code().to_owned()),
            ("finished_on", entry.finished_on.map(|date| date.to_string()).unwrap_or_default()),
            ("late", flag(entry.late)),
            ("is_lead", flag(entry.is_lead)),
            ("dropped", flag(entry.dropped)),
        ]
    };
    let texts = fields(before).into_iter().zip(fields(after)).map(|((field, old), (_, new))| (field, old, new));
    let all = texts.chain(due_fields(&before.due, &after.due));
    all.filter(|(_, old, new)| old != new).map(|(field, old, new)| Change { field: field.into(), old, new }).collect()
}

/// The calendar's version is told beside a date that changed; alone it changes nothing.
fn due_fields(before: &Reckoned, after: &Reckoned) -> Vec<(&'static str, String, String)> {
    let key = |due: &Reckoned| due.key.column().to_string();
    let provisional = |due: &Reckoned| i64::from(due.provisional).to_string();
    if key(before) == key(after) && before.provisional == after.provisional {
        return Vec::new();
    }
    vec![
        ("due_key", key(before), key(after)),
        ("provisional", provisional(before), provisional(after)),
        ("calendar", before.calendar.clone(), after.calendar.clone()),
    ]
}

/// Records an act that made `after` of an entry, unless nothing changed.
pub async fn record(
    tx: &mut Tx,
    now: Time,
    actor: &Actor,
    act: &'static str,
    after: &Entry,
    particulars: Particulars,
) -> db::Result<()> {
    if particulars.changes.is_empty() && particulars.recorded.is_none() && particulars.words.is_empty() {
        return Ok(());
    }
    let act = Act {
        actor,
        government: Some(&after.government_id),
        unit: Some(&after.unit_id),
        act,
        subject: Subject { kind: KIND, id: &after.id },
        payload: particulars,
    };
    journal::record(tx, now, act).await?;
    Ok(())
}
