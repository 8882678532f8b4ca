//! Information that was formed or changed and is not public yet: the slice that holds it says so, and its clock runs.

use db::{FromRow, Row, Tx, args};
use kernel::Date;

/// Something that is to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// What it is, e.g. a document's id.
    pub subject_id: String,
    /// The government.
    pub government_id: String,
    /// The item of the catalogue under which it is to be published.
    pub item_id: String,
    /// The unit that is to publish it; none for the government itself.
    pub unit_id: Option<String>,
    /// Its title.
    pub title: String,
    /// The day it was formed or changed: day 0 of its period.
    pub formed_on: Date,
}

impl FromRow for Owed {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            subject_id: row.get("subject_id")?,
            government_id: row.get("government_id")?,
            item_id: row.get("item_id")?,
            unit_id: row.get("unit_id")?,
            title: row.get("title")?,
            formed_on: row.get("formed_on")?,
        })
    }
}

/// Says that something is to be published; said again, the newest counts.
pub async fn open(tx: &mut Tx, owed: &Owed) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO catalogue_owed (subject_id, government_id, item_id, unit_id, title, formed_on)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (subject_id) DO UPDATE SET item_id = excluded.item_id, unit_id = excluded.unit_id,
             title = excluded.title, formed_on = excluded.formed_on",
        args![
            &owed.subject_id,
            &owed.government_id,
            &owed.item_id,
            owed.unit_id.as_deref(),
            &owed.title,
            owed.formed_on
        ],
    )
    .await
}

/// Says that it was published, or is not to be. Nothing happens when it was not open.
pub async fn close(tx: &mut Tx, subject_id: &str) -> db::Result<()> {
    tx.exec("DELETE FROM catalogue_owed WHERE subject_id = $1", args![subject_id]).await?;
    Ok(())
}

/// All that is open of a government, the oldest first.
pub async fn of_government(tx: &mut Tx, government_id: &str) -> db::Result<Vec<Owed>> {
    tx.all("SELECT * FROM catalogue_owed WHERE government_id = $1 ORDER BY formed_on, subject_id", args![government_id])
        .await
}
