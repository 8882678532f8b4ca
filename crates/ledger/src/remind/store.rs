//! Which days of whom are covered by a digest.

use std::collections::{HashMap, HashSet};

use db::{FromRow, Row, Tx, args};
use kernel::{Date, Time};
use mail::State;

/// How far back digests are looked at, in days. What is older is reminded of again by its own weekly slots.
pub const REACH: i64 = 30;

/// That somebody's day was looked at, and the letter made, if there was something to say.
#[derive(Clone, Debug)]
pub struct Made {
    /// Whose.
    pub person_id: String,
    /// Which day.
    pub day: Date,
    /// When.
    pub at: Time,
    /// The letter.
    pub letter_id: Option<String>,
}

impl FromRow for Made {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            person_id: row.get("person_id")?,
            day: row.get("day")?,
            at: row.get("made_at")?,
            letter_id: row.get("letter_id")?,
        })
    }
}

/// Notes a person's day; whether nobody had before.
pub async fn note(tx: &mut Tx, made: &Made) -> db::Result<bool> {
    let added = tx
        .exec(
            "INSERT INTO reminder_digest (person_id, day, made_at, letter_id) VALUES ($1, $2, $3, $4)
             ON CONFLICT (person_id, day) DO NOTHING",
            args![&made.person_id, made.day, made.at, made.letter_id.clone()],
        )
        .await?;
    Ok(added == 1)
}

/// All digests of a day.
pub async fn of_day(tx: &mut Tx, day: Date) -> db::Result<HashMap<String, Made>> {
    let made: Vec<Made> = tx.all("SELECT * FROM reminder_digest WHERE day = $1", args![day]).await?;
    Ok(made.into_iter().map(|m| (m.person_id.clone(), m)).collect())
}

/// Until when somebody has been told everything, and letters of theirs that still wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// The last day covered.
    pub day: Date,
    /// What was said until then was told.
    pub at: Time,
    /// Digests since then that were not sent yet: the next one says it all again.
    pub waiting: Vec<String>,
}

/// Everybody's, before `today`. A digest counts when it had nothing to say or its letter is known to be sent.
pub async fn covered(tx: &mut Tx, today: Date) -> db::Result<HashMap<String, Covered>> {
    use jiff::ToSpan as _;
    let since = today.saturating_sub(REACH.days());
    let made: Vec<Made> = tx
        .all(
            "SELECT * FROM reminder_digest WHERE day >= $1 AND day < $2 ORDER BY person_id, day DESC",
            args![since, today],
        )
        .await?;
    let letters: Vec<&str> = made.iter().filter_map(|m| m.letter_id.as_deref()).collect();
    let states = mail::states(tx, &letters).await?;
    let state = |m: &Made| m.letter_id.as_ref().and_then(|id| states.get(id).copied());
    let (mut found, mut settled) = (HashMap::new(), HashSet::new());
    for one in &made {
        if settled.contains(&one.person_id) {
            continue;
        }
        let told = one.letter_id.is_none() || state(one) == Some(State::Sent);
        // What was not told begins on the digest's day: the day before it is the last one covered.
        let day = if told { one.day } else { one.day.yesterday().unwrap_or(one.day) };
        let at = if told { one.at } else { Time(one.at.0 - 86_400_000) };
        let entry = found.entry(one.person_id.clone()).or_insert(Covered { day, at, waiting: Vec::new() });
        (entry.day, entry.at) = (day, at);
        if told {
            settled.insert(one.person_id.clone());
        } else if state(one) == Some(State::Waiting) {
            entry.waiting.extend(one.letter_id.clone());
        }
    }
    Ok(found)
}
