//! Items in the database.

use std::collections::HashMap;

use db::{FromRow, Json, Row, Tx, args};
use directory::unit;
use journal::{Act, Actor, Subject};
use kernel::{Time, is_id};
use serde::{Deserialize, Serialize};

use super::{Change, Item, Text, in_order};

/// The kind of subject they are in the journal.
pub const SUBJECT: &str = "catalogue_item";

impl FromRow for Item {
    fn from_row(row: &Row) -> db::Result<Self> {
        let (Json(rule), Json(kinds)) = (row.get("rule")?, row.get("kinds")?);
        Ok(Self {
            id: row.get("id")?,
            government_id: row.get("government_id")?,
            parent_id: row.get("parent_id")?,
            text: Text {
                code: row.get("code")?,
                name: row.get("name")?,
                content: row.get("content")?,
                basis: row.get("basis")?,
                channels: row.get("channels")?,
                audience: row.get("audience")?,
                rule,
                units: Vec::new(),
                kinds,
            },
            position: row.get("position")?,
            standard: row.get("standard")?,
            retired: row.get("retired")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
            version: row.get("version")?,
        })
    }
}

struct Responsible {
    item: String,
    unit: String,
}

impl FromRow for Responsible {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { item: row.get("item_id")?, unit: row.get("unit_id")? })
    }
}

/// By id, retired ones too.
pub async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Item>> {
    if !is_id(id) {
        return Ok(None);
    }
    let found: Option<Item> = tx.opt("SELECT * FROM catalogue_item WHERE id = $1", args![id]).await?;
    let Some(mut item) = found else { return Ok(None) };
    let units = "SELECT unit_id FROM catalogue_item_unit WHERE item_id = $1 ORDER BY unit_id";
    item.text.units = tx.all(units, args![id]).await?;
    Ok(Some(item))
}

/// All of a government, retired ones too: some hundreds at most.
pub async fn of_government(tx: &mut Tx, government_id: &str) -> db::Result<Vec<Item>> {
    let items = "SELECT * FROM catalogue_item WHERE government_id = $1 ORDER BY position, code";
    let mut items: Vec<Item> = tx.all(items, args![government_id]).await?;
    let units: Vec<Responsible> = tx
        .all(
            "SELECT of.item_id, of.unit_id FROM catalogue_item_unit AS of
             JOIN catalogue_item AS item ON item.id = of.item_id WHERE item.government_id = $1 ORDER BY of.unit_id",
            args![government_id],
        )
        .await?;
    let mut by_item: HashMap<String, Vec<String>> = HashMap::new();
    for one in units {
        by_item.entry(one.item).or_default().push(one.unit);
    }
    for item in &mut items {
        item.text.units = by_item.remove(&item.id).unwrap_or_default();
    }
    Ok(items)
}

/// What something can be filed under: the items in use with nothing under them, in the catalogue's order; for a unit,
/// those it is responsible for and those that are the whole government's.
pub async fn choices(tx: &mut Tx, government_id: &str, unit_id: Option<&str>) -> db::Result<Vec<Item>> {
    let unit = match unit_id {
        Some(id) => unit::find(tx, id).await?,
        None => None,
    };
    let mut items = of_government(tx, government_id).await?;
    items.retain(|item| item.retired.is_none());
    let leaves = in_order(items).into_iter().filter(|placed| placed.leaf).map(|placed| placed.item);
    let open = |item: &Item| unit_id.is_none() || item.of_all() || unit.as_ref().is_some_and(|unit| item.is_of(unit));
    Ok(leaves.filter(open).collect())
}

/// Adds an item. [`db::Error::Exists`] when its code is taken.
pub async fn insert(tx: &mut Tx, item: &Item) -> db::Result<()> {
    let text = &item.text;
    tx.exec_one(
        "INSERT INTO catalogue_item (id, government_id, parent_id, code, name, content, basis, channels, audience, rule,
             kinds, position, standard, retired, created_at, updated_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        args![
            &item.id,
            &item.government_id,
            item.parent_id.as_deref(),
            &text.code,
            &text.name,
            &text.content,
            &text.basis,
            &text.channels,
            &text.audience,
            serde_json::json!(text.rule),
            serde_json::json!(text.kinds),
            item.position,
            item.standard.as_deref(),
            item.retired.as_deref(),
            item.created_at,
            item.updated_at,
            item.version
        ],
    )
    .await?;
    units(tx, item).await
}

/// Saves what an item says and where it stands; stale when someone else saved first.
pub async fn save(tx: &mut Tx, now: Time, item: &Item) -> db::Result<()> {
    let text = &item.text;
    tx.exec_one(
        "UPDATE catalogue_item SET parent_id = $1, code = $2, name = $3, content = $4, basis = $5, channels = $6,
             audience = $7, rule = $8, kinds = $9, position = $10, updated_at = $11, version = version + 1
         WHERE id = $12 AND version = $13",
        args![
            item.parent_id.as_deref(),
            &text.code,
            &text.name,
            &text.content,
            &text.basis,
            &text.channels,
            &text.audience,
            serde_json::json!(text.rule),
            serde_json::json!(text.kinds),
            item.position,
            now,
            &item.id,
            item.version
        ],
    )
    .await?;
    tx.exec("DELETE FROM catalogue_item_unit WHERE item_id = $1", args![&item.id]).await?;
    units(tx, item).await
}

async fn units(tx: &mut Tx, item: &Item) -> db::Result<()> {
    for unit in &item.text.units {
        let insert = "INSERT INTO catalogue_item_unit (item_id, unit_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        tx.exec(insert, args![&item.id, unit]).await?;
    }
    Ok(())
}

/// Puts an item at another place; stale when someone else saved it first.
pub async fn place(tx: &mut Tx, now: Time, item: &Item, position: i64) -> db::Result<()> {
    tx.exec_one(
        "UPDATE catalogue_item SET position = $1, updated_at = $2, version = version + 1 WHERE id = $3 AND version = $4",
        args![position, now, &item.id, item.version],
    )
    .await
}

/// Gives an item that stands beside a moved one its new place; it says nothing new, so its version stays.
pub async fn renumber(tx: &mut Tx, id: &str, position: i64) -> db::Result<()> {
    tx.exec_one("UPDATE catalogue_item SET position = $1 WHERE id = $2", args![position, id]).await
}

/// Retires an item with a reason, or takes it into use again with none; stale when someone else saved first.
pub async fn retire(tx: &mut Tx, now: Time, item: &Item, reason: Option<&str>) -> db::Result<()> {
    tx.exec_one(
        "UPDATE catalogue_item SET retired = $1, updated_at = $2, version = version + 1 WHERE id = $3 AND version = $4",
        args![reason, now, &item.id, item.version],
    )
    .await
}

/// What the journal keeps of an act on an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    /// The item's version after the act.
    pub version: i64,
    /// The item's name, for the list of acts.
    pub name: String,
    /// The fields that changed.
    #[serde(default)]
    pub changes: Vec<Change>,
    /// A reason that was written with it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// Records an act on an item.
pub async fn record(
    tx: &mut Tx,
    now: Time,
    actor: &Actor,
    act: &'static str,
    item: &Item,
    particulars: Particulars,
) -> db::Result<()> {
    let subject = Subject { kind: SUBJECT, id: &item.id };
    let act = Act { actor, government: Some(&item.government_id), unit: None, act, subject, payload: particulars };
    journal::record(tx, now, act).await?;
    Ok(())
}
