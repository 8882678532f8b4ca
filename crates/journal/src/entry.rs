//! An entry of the journal, and how its hash is made.

use db::{FromRow, Row};
use kernel::Time;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// Who acted. The name is kept as it was at the time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// The person's id, or `system`.
    pub id: String,
    /// The person's name at the time of the act.
    pub name: String,
}

impl Actor {
    /// The program itself: schedules, first set-up, the command line.
    pub fn system() -> Self {
        Self { id: "system".into(), name: "系统".into() }
    }
}

/// What an act was about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The kind, e.g. `plan`, `ledger_entry`.
    pub kind: &'a str,
    /// Its id.
    pub id: &'a str,
}

/// An act to record.
#[derive(Debug)]
pub struct Act<'a, P> {
    /// Who acts.
    pub actor: &'a Actor,
    /// The government concerned, if one is.
    pub government: Option<&'a str>,
    /// The unit concerned, if one is.
    pub unit: Option<&'a str>,
    /// What was done: `slice.act`, e.g. `plan.adopted`.
    pub act: &'static str,
    /// What it was done to.
    pub subject: Subject<'a>,
    /// The particulars; becomes JSON. Never a password, token or other secret.
    pub payload: P,
}

/// A recorded act.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// Gapless number from 1, in the order of commits.
    pub seq: i64,
    /// When.
    pub at: Time,
    /// Who.
    pub actor: Actor,
    /// The government concerned.
    pub government_id: Option<String>,
    /// The unit concerned.
    pub unit_id: Option<String>,
    /// What was done.
    pub act: String,
    /// The kind of thing it was done to.
    pub subject_kind: String,
    /// The id of that thing.
    pub subject_id: String,
    /// The particulars, as the exact text that was hashed.
    pub payload: String,
    /// The hash of the entry before; empty for the first.
    pub previous_hash: String,
    /// SHA-256 over this entry and the hash before it, in hexadecimal.
    pub hash: String,
}

impl Entry {
    /// The hash this entry must carry. Each field goes in with its length first, so that no two entries read alike.
    pub fn expected_hash(&self) -> String {
        let mut sha = Sha256::new();
        let mut field = |bytes: &[u8]| {
            sha.update((bytes.len() as u64).to_be_bytes());
            sha.update(bytes);
        };
        field(self.previous_hash.as_bytes());
        field(&self.seq.to_be_bytes());
        field(&self.at.0.to_be_bytes());
        let texts = [&self.actor.id, &self.actor.name, &self.act, &self.subject_kind, &self.subject_id, &self.payload];
        texts.iter().for_each(|t| field(t.as_bytes()));
        for optional in [&self.government_id, &self.unit_id] {
            field(&[u8::from(optional.is_some())]);
            field(optional.as_deref().unwrap_or_default().as_bytes());
        }
        hex::encode(sha.finalize())
    }

    /// The particulars as JSON.
    pub fn details(&self) -> serde_json::Value {
        serde_json::from_str(&self.payload).unwrap_or_default()
    }
}

impl FromRow for Entry {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            seq: row.get("seq")?,
            at: row.get("at")?,
            actor: Actor { id: row.get("actor_id")?, name: row.get("actor_name")? },
            government_id: row.get("government_id")?,
            unit_id: row.get("unit_id")?,
            act: row.get("act")?,
            subject_kind: row.get("subject_kind")?,
            subject_id: row.get("subject_id")?,
            payload: row.get("payload")?,
            previous_hash: row.get("previous_hash")?,
            hash: row.get("hash")?,
        })
    }
}
