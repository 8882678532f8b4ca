//! Reading what is public.

use std::collections::HashMap;

use db::{FromRow, Json, Query, Row, Tx, args};
use kernel::{Date, Time};
use serde_json::Value;

use crate::{Standing, Validity};

/// A public address, as lists show it.
#[derive(Clone, Debug)]
pub struct Item {
    /// The address.
    pub id: String,
    /// The government whose site shows it.
    pub government_id: String,
    /// The unit that published it.
    pub unit_id: Option<String>,
    /// The kind.
    pub kind: String,
    /// The title.
    pub title: String,
    /// The newest version's number.
    pub version: i64,
    /// Whether only a tombstone is left.
    pub withdrawn: bool,
    /// When it first became public.
    pub first_published_at: Time,
    /// When the newest version became public.
    pub published_at: Time,
    /// The place in the catalogue where it stands.
    pub column_id: Option<String>,
    /// 类型; empty: in no general list.
    pub form: String,
    /// 发文字号
    pub number: Option<String>,
    /// 发文机关
    pub issuer: Option<String>,
    /// 成文日期
    pub dated_on: Option<Date>,
    /// What decides its validity; none for what has none.
    pub standing: Option<Standing>,
}

impl Item {
    /// Its place in lists, for addresses; [`place`] reads it.
    pub fn key(&self) -> String {
        format!("{}.{}", self.published_at.0, self.id)
    }

    /// Whether it is in force on a day; none for what has no validity.
    pub fn validity(&self, on: Date) -> Option<Validity> {
        self.standing.as_ref().map(|standing| standing.validity(on))
    }
}

impl FromRow for Item {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            government_id: row.get("government_id")?,
            unit_id: row.get("unit_id")?,
            kind: row.get("kind")?,
            title: row.get("title")?,
            version: row.get("version")?,
            withdrawn: row.get("withdrawn")?,
            first_published_at: row.get("first_published_at")?,
            published_at: row.get("published_at")?,
            column_id: row.get("column_id")?,
            form: row.get("form")?,
            number: row.get("number")?,
            issuer: row.get("issuer")?,
            dated_on: row.get("dated_on")?,
            standing: row.get::<Option<Json<Standing>>>("standing")?.map(|Json(standing)| standing),
        })
    }
}

/// One immutable version of an address.
#[derive(Clone, Debug)]
pub struct Publication {
    /// The address.
    pub item_id: String,
    /// Its number from 1.
    pub version: i64,
    /// When it became public.
    pub published_at: Time,
    /// Its title.
    pub title: String,
    /// What the page shows; `null` for a tombstone.
    pub body: Value,
    /// Why it was withdrawn, when this is a tombstone.
    pub withdrawal: Option<String>,
}

impl FromRow for Publication {
    fn from_row(row: &Row) -> db::Result<Self> {
        let Json(body) = row.get("body")?;
        Ok(Self {
            item_id: row.get("item_id")?,
            version: row.get("version")?,
            published_at: row.get("published_at")?,
            title: row.get("title")?,
            body,
            withdrawal: row.get("withdrawal")?,
        })
    }
}

/// The address `id` with its newest version.
pub async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<(Item, Publication)>> {
    let Some(item) = tx.opt::<Item>("SELECT * FROM public_item WHERE id = $1", args![id]).await? else {
        return Ok(None);
    };
    let newest = version(tx, id, item.version).await?.ok_or(db::Error::Stale)?;
    Ok(Some((item, newest)))
}

/// The place in lists that [`Item::key`] wrote; none when it was written by somebody else.
pub fn place(key: &str) -> Option<(Time, &str)> {
    key.split_once('.').and_then(|(at, id)| Some((Time(at.parse().ok()?), id)))
}

/// The version of an address that was public at the end of a day: before the first version, the first. What was
/// withdrawn stays so, as in [`version`].
pub async fn version_on(tx: &mut Tx, id: &str, day: Date) -> db::Result<Option<Publication>> {
    let end = day.tomorrow().map_or(Time(i64::MAX), Time::midnight);
    tx.opt(
        "SELECT * FROM publication WHERE item_id = $1 AND withdrawal IS NULL AND version > (
             SELECT coalesce(max(gone.version), 0) FROM publication AS gone
             WHERE gone.item_id = $1 AND gone.withdrawal IS NOT NULL)
         ORDER BY CASE WHEN published_at < $2 THEN version ELSE -version END DESC LIMIT 1",
        args![id, end],
    )
    .await
}

/// Those of these addresses that are public now.
pub async fn public_among(tx: &mut Tx, ids: &[&str]) -> db::Result<Vec<Item>> {
    let mut query = Query::new("SELECT * FROM public_item WHERE withdrawn = 0", args![]);
    query.within(" AND id IN", ids.iter().copied());
    tx.list(query).await
}

/// These addresses, those that were withdrawn too.
pub async fn items(tx: &mut Tx, ids: &[&str]) -> db::Result<Vec<Item>> {
    let mut query = Query::new("SELECT * FROM public_item WHERE 1 = 1", args![]);
    query.within(" AND id IN", ids.iter().copied());
    tx.list(query).await
}

/// Those of these addresses that are in general lists, each with its newest version.
pub async fn newest_among(tx: &mut Tx, ids: &[&str]) -> db::Result<Vec<(Item, Publication)>> {
    let mut query = Query::new("SELECT * FROM public_item WHERE withdrawn = 0 AND form <> ''", args![]);
    query.within(" AND id IN", ids.iter().copied()).push(" ORDER BY id");
    let items: Vec<Item> = tx.list(query).await?;
    let mut query = Query::new(
        "SELECT publication.* FROM publication JOIN public_item AS item
             ON item.id = publication.item_id AND item.version = publication.version
         WHERE item.withdrawn = 0 AND item.form <> ''",
        args![],
    );
    query.within(" AND item.id IN", ids.iter().copied()).push(" ORDER BY item.id");
    let newest: Vec<Publication> = tx.list(query).await?;
    let mut newest: HashMap<String, Publication> = newest.into_iter().map(|one| (one.item_id.clone(), one)).collect();
    Ok(items
        .into_iter()
        .filter_map(|item| Some((newest.remove(&item.id)?, item)))
        .map(|(one, item)| (item, one))
        .collect())
}

/// Every public address of a kind, over all governments: for kinds of which there are few.
pub async fn all_of_kind(tx: &mut Tx, kind: &str) -> db::Result<Vec<Item>> {
    tx.all("SELECT * FROM public_item WHERE withdrawn = 0 AND kind = $1 ORDER BY id", args![kind]).await
}

/// One version of an address. What was withdrawn stays so: no version before the newest tombstone is answered, even
/// when the address has been published again since.
pub async fn version(tx: &mut Tx, id: &str, version: i64) -> db::Result<Option<Publication>> {
    tx.opt(
        "SELECT * FROM publication WHERE item_id = $1 AND version = $2 AND version >= (
             SELECT coalesce(max(gone.version), 0) FROM publication AS gone
             WHERE gone.item_id = $1 AND gone.withdrawal IS NOT NULL)",
        args![id, version],
    )
    .await
}

/// One version of an address, also one that a tombstone hides from the public: for the desk of who published it.
pub async fn any_version(tx: &mut Tx, id: &str, version: i64) -> db::Result<Option<Publication>> {
    tx.opt("SELECT * FROM publication WHERE item_id = $1 AND version = $2", args![id, version]).await
}

/// Numbers, titles and times of an address's versions, newest first, without their bodies.
pub async fn versions(tx: &mut Tx, id: &str) -> db::Result<Vec<Publication>> {
    tx.all(
        "SELECT item_id, version, published_at, title, 'null' AS body, withdrawal FROM publication
         WHERE item_id = $1 ORDER BY version DESC",
        args![id],
    )
    .await
}

/// What a government shows, newest first, at most `limit`; `kind` narrows it, `before` is the key of the last row seen.
pub async fn list(
    tx: &mut Tx,
    government_id: &str,
    kind: Option<&str>,
    before: Option<(Time, &str)>,
    limit: usize,
) -> db::Result<Vec<Item>> {
    let mut query =
        Query::new("SELECT * FROM public_item WHERE withdrawn = 0 AND government_id = $1", args![government_id]);
    query.when(" AND kind = ?", kind);
    if let Some((at, id)) = before {
        query.with(" AND (published_at, id) < (?, ?)", args![at, id]);
    }
    query.with(" ORDER BY published_at DESC, id DESC LIMIT ?", args![limit]);
    tx.list(query).await
}

/// The newest thing of a kind that a government shows.
pub async fn newest_of(tx: &mut Tx, government_id: &str, kind: &str) -> db::Result<Option<Item>> {
    Ok(list(tx, government_id, Some(kind), None, 1).await?.into_iter().next())
}

/// The newest thing of a kind that each government shows.
pub async fn newest_of_each(tx: &mut Tx, kind: &str) -> db::Result<Vec<Item>> {
    tx.all(
        "SELECT * FROM public_item AS item WHERE withdrawn = 0 AND kind = $1 AND NOT EXISTS (
             SELECT 1 FROM public_item AS newer WHERE newer.withdrawn = 0 AND newer.kind = item.kind
             AND newer.government_id = item.government_id
             AND (newer.published_at, newer.id) > (item.published_at, item.id))",
        args![kind],
    )
    .await
}
