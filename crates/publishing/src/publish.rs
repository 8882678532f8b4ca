//! Publishing a new version of an address, and withdrawing it.

use db::{FromRow, Row, Tx, args};
use journal::{Act, Actor, Subject};
use kernel::Time;
use serde_json::{Value, json};

/// A snapshot to publish.
#[derive(Debug)]
pub struct Draft<'a> {
    /// The stable address: the id of what is published (a plan, a document …).
    pub item_id: &'a str,
    /// The government whose site shows it.
    pub government_id: &'a str,
    /// The unit that publishes it, if one does.
    pub unit_id: Option<&'a str>,
    /// The kind, e.g. `work_plan`.
    pub kind: &'static str,
    /// The title in lists.
    pub title: &'a str,
    /// Everything the public page shows.
    pub body: Value,
}

struct Version {
    version: i64,
}

impl FromRow for Version {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { version: row.get("version")? })
    }
}

/// Publishes the next version of an address at `now` (the system's time, never a form's); answers its number from 1.
/// An address keeps its government and kind for good: [`db::Error::Stale`] when the draft says otherwise.
pub async fn publish(tx: &mut Tx, now: Time, actor: &Actor, draft: Draft<'_>) -> db::Result<i64> {
    let Version { version } = tx
        .one(
            "INSERT INTO public_item (id, government_id, unit_id, kind, title, version, withdrawn, first_published_at,
                                      published_at)
             VALUES ($1, $2, $3, $4, $5, 1, 0, $6, $6)
             ON CONFLICT (id) DO UPDATE SET title = excluded.title, unit_id = excluded.unit_id, withdrawn = 0,
                 version = public_item.version + 1, published_at = excluded.published_at
                 WHERE public_item.government_id = excluded.government_id AND public_item.kind = excluded.kind
             RETURNING version",
            args![draft.item_id, draft.government_id, draft.unit_id, draft.kind, draft.title, now],
        )
        .await?;
    tx.exec_one(
        "INSERT INTO publication (item_id, version, published_at, title, body) VALUES ($1, $2, $3, $4, $5)",
        args![draft.item_id, version, now, draft.title, &draft.body],
    )
    .await?;
    let act = Act {
        actor,
        government: Some(draft.government_id),
        unit: draft.unit_id,
        act: "publication.published",
        subject: Subject { kind: "publication", id: draft.item_id },
        payload: json!({ "kind": draft.kind, "title": draft.title, "version": version }),
    };
    journal::record(tx, now, act).await?;
    Ok(version)
}

/// Withdraws an address at `now`: its page stays as a tombstone with `reason`. [`db::Error::Stale`] when it is not public.
pub async fn withdraw(tx: &mut Tx, now: Time, actor: &Actor, item_id: &str, reason: &str) -> db::Result<()> {
    let item = tx
        .one::<crate::Item>(
            "UPDATE public_item SET withdrawn = 1, version = version + 1, published_at = $1
             WHERE id = $2 AND withdrawn = 0 RETURNING *",
            args![now, item_id],
        )
        .await?;
    tx.exec_one(
        "INSERT INTO publication (item_id, version, published_at, title, body, withdrawal)
         VALUES ($1, $2, $3, $4, 'null', $5)",
        args![item_id, item.version, now, &item.title, reason],
    )
    .await?;
    let act = Act {
        actor,
        government: Some(&item.government_id),
        unit: item.unit_id.as_deref(),
        act: "publication.withdrawn",
        subject: Subject { kind: "publication", id: item_id },
        payload: json!({ "kind": item.kind, "title": item.title, "version": item.version, "reason": reason }),
    };
    journal::record(tx, now, act).await?;
    Ok(())
}
