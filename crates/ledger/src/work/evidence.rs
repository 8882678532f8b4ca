//! What shows that a share was done: files, addresses, things published.

use crate::entries::limits::Which;
use db::{FromRow, Row, Tx, args};
use journal::Actor;
use kernel::{Time, new_id};

/// What a piece of evidence is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A file that is kept.
    File {
        /// The SHA-256 of its content.
        hash: String,
        /// Its media type.
        media_type: String,
        /// Its length in bytes.
        bytes: i64,
    },
    /// An address elsewhere.
    Link(String),
    /// Something published here: its address among what is public, and where it is shown.
    Publication {
        /// Its id.
        item_id: String,
        /// The path of its page.
        path: String,
    },
    /// A record of support that was counted for the share; it comes and goes with that.
    Record {
        /// The record's id.
        support_id: String,
        /// The path of its page.
        path: String,
    },
}

impl What {
    fn code(&self) -> &'static str {
        match self {
            Self::File { .. } => "file",
            Self::Link(_) => "link",
            Self::Publication { .. } => "publication",
            Self::Record { .. } => "record",
        }
    }
}

/// The one thing owed that a piece of evidence proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// Under which limit.
    pub limit: Which,
    /// Its key among those of the limit.
    pub key: String,
}

/// A piece of evidence.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Id.
    pub id: String,
    /// The entry.
    pub entry_id: String,
    /// What it proves; none for the share as a whole.
    pub occasion: Option<Occasion>,
    /// What it is.
    pub what: What,
    /// Its name: of a file, the file's.
    pub title: String,
    /// When it was added.
    pub added_at: Time,
    /// Who added it.
    pub added_by: String,
}

impl FromRow for Evidence {
    fn from_row(row: &Row) -> db::Result<Self> {
        let (kind, limit, key): (String, String, String) =
            (row.get("kind")?, row.get("time_limit")?, row.get("occasion")?);
        let url = || row.get::<Option<String>>("url").map(Option::unwrap_or_default);
        let what = match kind.as_str() {
            "file" => {
                What::File { hash: row.get("file_hash")?, media_type: row.get("media_type")?, bytes: row.get("bytes")? }
            }
            "publication" => What::Publication { item_id: row.get("item_id")?, path: url()? },
            "record" => What::Record { support_id: row.get("item_id")?, path: url()? },
            _ => What::Link(url()?),
        };
        let limit = if limit.is_empty() { None } else { Some(serde_json::from_str(&limit)) };
        let limit = limit.transpose().map_err(|e| db::Error::Corrupt(format!("limit of evidence: {e}")))?;
        Ok(Self {
            id: row.get("id")?,
            entry_id: row.get("entry_id")?,
            occasion: limit.map(|limit| Occasion { limit, key }),
            what,
            title: row.get("title")?,
            added_at: row.get("added_at")?,
            added_by: row.get("added_by_name")?,
        })
    }
}

/// Pieces of evidence one entry may have; more belong into an archive of files.
pub const MOST: usize = 200;

/// Adds a piece of evidence to an entry; answers its id.
pub async fn add(
    tx: &mut Tx,
    now: Time,
    by: &Actor,
    entry_id: &str,
    (what, title): (&What, &str),
    occasion: Option<&Occasion>,
) -> db::Result<String> {
    let limit = occasion.map(|one| serde_json::to_string(&one.limit)).transpose();
    let limit = limit.map_err(|e| db::Error::Corrupt(e.to_string()))?.unwrap_or_default();
    let (hash, media_type, bytes) = match what {
        What::File { hash, media_type, bytes } => (Some(hash.clone()), Some(media_type.clone()), Some(*bytes)),
        What::Link(_) | What::Publication { .. } | What::Record { .. } => (None, None, None),
    };
    let (url, item_id) = match what {
        What::Link(url) => (Some(url.clone()), None),
        What::Publication { item_id, path } => (Some(path.clone()), Some(item_id.clone())),
        What::Record { support_id, path } => (Some(path.clone()), Some(support_id.clone())),
        What::File { .. } => (None, None),
    };
    let id = new_id(now);
    tx.exec_one(
        "INSERT INTO ledger_evidence (id, entry_id, time_limit, occasion, kind, title, file_hash, media_type, bytes,
             url, item_id, added_at, added_by, added_by_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        args![
            &id,
            entry_id,
            limit,
            occasion.map_or("", |one| one.key.as_str()),
            what.code(),
            title,
            hash,
            media_type,
            bytes,
            url,
            item_id,
            now,
            &by.id,
            &by.name
        ],
    )
    .await?;
    Ok(id)
}

/// By id, unless it was taken away.
pub async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Evidence>> {
    tx.opt("SELECT * FROM ledger_evidence WHERE id = $1 AND removed_at IS NULL", args![id]).await
}

/// The evidence of an entry, oldest first.
pub async fn of_entry(tx: &mut Tx, entry_id: &str) -> db::Result<Vec<Evidence>> {
    tx.all(
        "SELECT * FROM ledger_evidence WHERE entry_id = $1 AND removed_at IS NULL ORDER BY id LIMIT $2",
        args![entry_id, MOST],
    )
    .await
}

/// How many pieces an entry has.
pub async fn count(tx: &mut Tx, entry_id: &str) -> db::Result<i64> {
    tx.one("SELECT count(*) FROM ledger_evidence WHERE entry_id = $1 AND removed_at IS NULL", args![entry_id]).await
}

/// Takes a piece away; its file and its row stay.
pub async fn remove(tx: &mut Tx, now: Time, id: &str) -> db::Result<()> {
    tx.exec_one("UPDATE ledger_evidence SET removed_at = $1 WHERE id = $2 AND removed_at IS NULL", args![now, id]).await
}
