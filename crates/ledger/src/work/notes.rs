//! What unit and office write about an entry: progress, comments, reasons.

use db::{FromRow, Query, Row, Tx, args};
use journal::Actor;
use kernel::{Date, Time, new_id};

use crate::entries::domain::Side;

/// What a note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// 进展: what the unit did.
    Progress,
    /// 留言: unit and office to each other.
    Comment,
    /// What the unit wrote when it handed in.
    Submission,
    /// 退回理由.
    Return,
    /// What the office wrote when it accepted.
    Acceptance,
    /// 延期理由.
    Extension,
    /// 催办.
    Reminder,
}

impl NoteKind {
    const ALL: [Self; 7] = [
        Self::Progress,
        Self::Comment,
        Self::Submission,
        Self::Return,
        Self::Acceptance,
        Self::Extension,
        Self::Reminder,
    ];

    /// Its name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Progress => "progress",
            Self::Comment => "comment",
            Self::Submission => "submission",
            Self::Return => "return",
            Self::Acceptance => "acceptance",
            Self::Extension => "extension",
            Self::Reminder => "reminder",
        }
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Progress => "进展",
            Self::Comment => "留言",
            Self::Submission => "提交验收",
            Self::Return => "退回",
            Self::Acceptance => "验收通过",
            Self::Extension => "延期",
            Self::Reminder => "催办",
        }
    }

    /// The mark that goes with its name.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Progress => "run",
            Self::Comment | Self::Submission => "info",
            Self::Return | Self::Extension | Self::Reminder => "warn",
            Self::Acceptance => "ok",
        }
    }
}

/// One note.
#[derive(Clone, Debug)]
pub struct Note {
    /// Id.
    pub id: String,
    /// What it is.
    pub kind: NoteKind,
    /// The day it speaks of.
    pub on: Date,
    /// Its words.
    pub body: String,
    /// Who wrote: unit or office.
    pub side: Side,
    /// The writer's name at the time.
    pub author: String,
    /// When it was written.
    pub at: Time,
}

impl FromRow for Note {
    fn from_row(row: &Row) -> db::Result<Self> {
        let (kind, side): (String, String) = (row.get("kind")?, row.get("side")?);
        let unknown = || db::Error::Corrupt(format!("ledger note {kind} of {side}"));
        Ok(Self {
            id: row.get("id")?,
            kind: NoteKind::ALL.into_iter().find(|one| one.code() == kind).ok_or_else(unknown)?,
            on: row.get("on_day")?,
            body: row.get("body")?,
            side: Side::from_code(&side).ok_or_else(unknown)?,
            author: row.get("author_name")?,
            at: row.get("at")?,
        })
    }
}

/// A note to be written.
#[derive(Clone, Debug)]
pub struct NewNote<'a> {
    /// What it is.
    pub kind: NoteKind,
    /// The day it speaks of.
    pub on: Date,
    /// Its words.
    pub body: &'a str,
}

/// Writes a note about an entry.
pub async fn write(
    tx: &mut Tx,
    now: Time,
    (author, side): (&Actor, Side),
    entry_id: &str,
    note: NewNote<'_>,
) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO ledger_note (id, entry_id, kind, on_day, body, side, author_id, author_name, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![new_id(now), entry_id, note.kind.code(), note.on, note.body, side.code(), &author.id, &author.name, now],
    )
    .await
}

/// Notes of one page.
pub const PAGE: usize = 50;

/// The newest notes about an entry before `before`, newest first; one more than a page when there are older ones.
pub async fn of_entry(tx: &mut Tx, entry_id: &str, before: Option<&str>) -> db::Result<Vec<Note>> {
    let mut query = Query::new("SELECT * FROM ledger_note WHERE entry_id = $1", args![entry_id]);
    query.when(" AND id < ?", before).with(" ORDER BY id DESC LIMIT ?", args![PAGE + 1]);
    tx.list(query).await
}

/// Whether any progress was noted.
pub async fn has_progress(tx: &mut Tx, entry_id: &str) -> db::Result<bool> {
    let found: Vec<String> =
        tx.all("SELECT id FROM ledger_note WHERE entry_id = $1 AND kind = 'progress' LIMIT 1", args![entry_id]).await?;
    Ok(!found.is_empty())
}

/// The reason of the newest return of each of several entries: entry id and words.
pub async fn reasons(tx: &mut Tx, entries: &[&str]) -> db::Result<Vec<(String, String)>> {
    let mut query = Query::new("SELECT entry_id, body FROM ledger_note WHERE kind = 'return'", args![]);
    query.within(" AND entry_id IN", entries.iter().copied()).push(" ORDER BY id");
    struct Reason(String, String);
    impl FromRow for Reason {
        fn from_row(row: &Row) -> db::Result<Self> {
            Ok(Self(row.get("entry_id")?, row.get("body")?))
        }
    }
    let mut found: Vec<(String, String)> = Vec::new();
    for Reason(entry, words) in tx.list::<Reason>(query).await? {
        found.retain(|(other, _)| *other != entry);
        found.push((entry, words));
    }
    Ok(found)
}
