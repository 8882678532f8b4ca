//! What somebody wants to be reminded of.

use db::{FromRow, Row, Tx, args};

/// What somebody wants to be reminded of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is due soon.
    pub before: bool,
    /// What is due today.
    pub on_day: bool,
    /// What is overdue.
    pub after: bool,
    /// What was given back, and comments that wait for an answer.
    pub answers: bool,
    /// The office's overview.
    pub office: bool,
    /// Counts saves; 0 before the first.
    pub version: i64,
}

/// Everything: what holds for who never chose.
pub const ALL: Choice = Choice { before: true, on_day: true, after: true, answers: true, office: true, version: 0 };

impl Choice {
    /// Whether there is nothing they want.
    pub fn is_off(&self) -> bool {
        !(self.before || self.on_day || self.after || self.answers || self.office)
    }
}

/// A choice and whose it is.
pub struct Chosen {
    /// Whose.
    pub person_id: String,
    /// What.
    pub choice: Choice,
}

impl FromRow for Chosen {
    fn from_row(row: &Row) -> db::Result<Self> {
        let choice = Choice {
            before: row.get("before_due")?,
            on_day: row.get("on_day")?,
            after: row.get("after_due")?,
            answers: row.get("answers")?,
            office: row.get("office")?,
            version: row.get("version")?,
        };
        Ok(Self { person_id: row.get("person_id")?, choice })
    }
}

/// What somebody chose, or everything.
pub async fn of(tx: &mut Tx, person_id: &str) -> db::Result<Choice> {
    let found: Option<Chosen> = tx.opt("SELECT * FROM reminder_choice WHERE person_id = $1", args![person_id]).await?;
    Ok(found.map_or(ALL, |chosen| chosen.choice))
}

/// Saves a choice; stale when it was saved since it was read.
pub async fn save(tx: &mut Tx, person_id: &str, choice: &Choice) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO reminder_choice (person_id, before_due, on_day, after_due, answers, office, version)
         VALUES ($1, $2, $3, $4, $5, $6, 1)
         ON CONFLICT (person_id) DO UPDATE SET before_due = excluded.before_due, on_day = excluded.on_day,
             after_due = excluded.after_due, answers = excluded.answers, office = excluded.office,
             version = reminder_choice.version + 1
             WHERE reminder_choice.version = $7",
        args![person_id, choice.before, choice.on_day, choice.after, choice.answers, choice.office, choice.version],
    )
    .await
}
