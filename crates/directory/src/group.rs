//! Addressee groups (统称对象): one written name for many units, such as 各县（市、区）政府.

use db::{FromRow, Json, Row, Tx, args};
use serde::Serialize;

use crate::names::{self, Target};
use crate::unit::UnitKind;

/// A group that expands to every active unit of its kinds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Id.
    pub id: String,
    /// Its government.
    pub government_id: String,
    /// The name in lists.
    pub name: String,
    /// The kinds of unit it stands for; none means that it is deliberately not broken down.
    pub kinds: Vec<UnitKind>,
    /// Counts saves.
    pub version: i64,
}

impl FromRow for Group {
    fn from_row(row: &Row) -> db::Result<Self> {
        let Json(kinds) = row.get("kinds")?;
        Ok(Self {
            id: row.get("id")?,
            government_id: row.get("government_id")?,
            name: row.get("name")?,
            kinds,
            version: row.get("version")?,
        })
    }
}

fn kinds_text(kinds: &[UnitKind]) -> String {
    serde_json::json!(kinds).to_string()
}

/// Adds a group and claims its name.
pub async fn insert(tx: &mut Tx, group: &Group) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO addressee_group (id, government_id, name, kinds, version) VALUES ($1, $2, $3, $4, 1)",
        args![&group.id, &group.government_id, &group.name, kinds_text(&group.kinds)],
    )
    .await?;
    names::claim(tx, &group.government_id, &group.name, Target::Group(&group.id)).await
}

/// Saves a group and claims its name; stale when someone else saved first.
pub async fn save(tx: &mut Tx, group: &Group) -> db::Result<()> {
    tx.exec_one(
        "UPDATE addressee_group SET name = $1, kinds = $2, version = version + 1 WHERE id = $3 AND version = $4",
        args![&group.name, kinds_text(&group.kinds), &group.id, group.version],
    )
    .await?;
    names::claim(tx, &group.government_id, &group.name, Target::Group(&group.id)).await
}

/// By id.
pub async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Group>> {
    tx.opt("SELECT * FROM addressee_group WHERE id = $1", args![id]).await
}

/// Every group of a government: tens at most.
pub async fn all(tx: &mut Tx, government_id: &str) -> db::Result<Vec<Group>> {
    tx.all("SELECT * FROM addressee_group WHERE government_id = $1 ORDER BY id", args![government_id]).await
}
