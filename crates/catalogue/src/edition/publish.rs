//! Publishing an edition, always under the government's one address.

use db::{Tx, args};
use directory::{Government, unit};
use journal::Actor;
use kernel::{Time, new_id};
use publishing::{Draft, Item, Listing};

use super::snapshot::{CATALOGUE, Snapshot, snapshot};
use crate::item::tree;

/// The catalogue as it is now, and the edition that is public, if one is.
pub async fn now_and_public(tx: &mut Tx, government_id: &str) -> db::Result<(Snapshot, Option<(Item, Snapshot)>)> {
    let units = unit::active(tx, government_id).await?;
    let current = snapshot(&tree(tx, government_id).await?, &units);
    Ok((current, public(tx, government_id).await?))
}

async fn public(tx: &mut Tx, government_id: &str) -> db::Result<Option<(Item, Snapshot)>> {
    let Some(item) = publishing::newest_of(tx, government_id, CATALOGUE).await? else { return Ok(None) };
    let Some((item, publication)) = publishing::find(tx, &item.id).await? else { return Ok(None) };
    let read = serde_json::from_value(publication.body);
    Ok(Some((item, read.map_err(|e| db::Error::Corrupt(format!("an edition of the catalogue: {e}")))?)))
}

/// Publishes the catalogue as it is now; answers the edition's number.
pub async fn publish(
    tx: &mut Tx,
    now: Time,
    actor: &Actor,
    government: &Government,
    edition: &Snapshot,
) -> db::Result<i64> {
    tx.exec(
        "INSERT INTO catalogue_edition (government_id, publication_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        args![&government.id, new_id(now)],
    )
    .await?;
    let id: String =
        tx.one("SELECT publication_id FROM catalogue_edition WHERE government_id = $1", args![&government.id]).await?;
    let draft = Draft {
        item_id: &id,
        government_id: &government.id,
        unit_id: None,
        kind: CATALOGUE,
        title: &format!("{}主动公开基本目录", government.short_name),
        body: serde_json::to_value(edition).map_err(|e| db::Error::Corrupt(e.to_string()))?,
        listing: Listing::default(),
    };
    publishing::publish(tx, now, actor, draft).await
}
