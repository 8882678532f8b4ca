//! Publishing a new version of an address, and withdrawing it.

use db::{FromRow, Row, Tx, args};
use journal::{Act, Actor, Subject};
use kernel::{Date, Time};
use serde_json::{Value, json};

use crate::{Ending, Standing};

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
    /// What lists show and filter by.
    pub listing: Listing,
}

/// What lists show of a publication, and filter by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The place in the catalogue where it stands.
    pub column_id: Option<String>,
    /// 类型; empty: in no general list.
    pub form: String,
    /// 发文字号 as written.
    pub number: Option<String>,
    /// The number as numbers are compared.
    pub number_key: Option<String>,
    /// 发文机关
    pub issuer: Option<String>,
    /// 成文日期
    pub dated_on: Option<Date>,
    /// 主题
    pub themes: Vec<String>,
    /// What decides its validity; none for what has none.
    pub standing: Option<Standing>,
    /// The series that a public page lists, if it is in one.
    pub series: Option<&'static str>,
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
    let listing = &draft.listing;
    let Version { version } = tx
        .one(
            "INSERT INTO public_item (id, government_id, unit_id, kind, title, version, withdrawn, first_published_at,
                                      published_at, column_id, form, number, number_key, issuer, dated_on, series)
             VALUES ($1, $2, $3, $4, $5, 1, 0, $6, $6, $7, $8, $9, $10, $11, $12, $13)
             ON CONFLICT (id) DO UPDATE SET title = excluded.title, unit_id = excluded.unit_id, withdrawn = 0,
                 version = public_item.version + 1, published_at = excluded.published_at,
                 column_id = excluded.column_id, form = excluded.form, number = excluded.number,
                 number_key = excluded.number_key, issuer = excluded.issuer, dated_on = excluded.dated_on,
                 series = excluded.series
                 WHERE public_item.government_id = excluded.government_id AND public_item.kind = excluded.kind
             RETURNING version",
            args![
                draft.item_id,
                draft.government_id,
                draft.unit_id,
                draft.kind,
                draft.title,
                now,
                listing.column_id.as_deref(),
                &listing.form,
                listing.number.as_deref(),
                listing.number_key.as_deref(),
                listing.issuer.as_deref(),
                listing.dated_on,
                listing.series
            ],
        )
        .await?;
    tx.exec("DELETE FROM public_theme WHERE item_id = $1", args![draft.item_id]).await?;
    for theme in &listing.themes {
        let insert = "INSERT INTO public_theme (item_id, theme_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        tx.exec(insert, args![draft.item_id, theme]).await?;
    }
    stand(tx, draft.item_id, listing.standing.as_ref()).await?;
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

/// Marks what later documents did to something public: its page, its lists and its interfaces tell it from now on.
/// Nothing is recorded when nothing changes. [`db::Error::Stale`] when it is not public.
pub async fn mark(tx: &mut Tx, now: Time, actor: &Actor, item_id: &str, standing: &Standing) -> db::Result<()> {
    let item = "SELECT * FROM public_item WHERE id = $1 AND withdrawn = 0";
    let item: crate::Item = tx.opt(item, args![item_id]).await?.ok_or(db::Error::Stale)?;
    if item.standing.as_ref() == Some(standing) {
        return Ok(());
    }
    stand(tx, item_id, Some(standing)).await?;
    let act = Act {
        actor,
        government: Some(&item.government_id),
        unit: item.unit_id.as_deref(),
        act: "publication.marked",
        subject: Subject { kind: "publication", id: item_id },
        payload: json!({ "kind": item.kind, "title": item.title, "before": item.standing, "after": standing }),
    };
    journal::record(tx, now, act).await?;
    Ok(())
}

async fn stand(tx: &mut Tx, item_id: &str, standing: Option<&Standing>) -> db::Result<()> {
    let kept = standing.map(|one| json!(one));
    let of = |read: fn(&Standing) -> Option<Date>| standing.and_then(read);
    tx.exec_one(
        "UPDATE public_item SET standing = $2, valid_from = $3, valid_until = $4, ended_as = $5, amended_on = $6
         WHERE id = $1",
        args![
            item_id,
            kept,
            of(|one| one.from),
            of(|one| one.until),
            standing.and_then(|one| one.ending).map(Ending::code),
            of(Standing::amended_on)
        ],
    )
    .await
}

/// What the tombstone of an address shows.
#[derive(Clone, Copy, Debug)]
pub struct Tombstone<'a> {
    /// Why it was withdrawn.
    pub reason: &'a str,
    /// Stands in place of the title when that, too, must not be public; none keeps it.
    pub title: Option<&'a str>,
}

impl<'a> From<&'a str> for Tombstone<'a> {
    fn from(reason: &'a str) -> Self {
        Self { reason, title: None }
    }
}

/// Withdraws an address at `now`: its page stays as a tombstone. [`db::Error::Stale`] when it is not public.
pub async fn withdraw<'a>(
    tx: &mut Tx,
    now: Time,
    actor: &Actor,
    item_id: &str,
    shown: impl Into<Tombstone<'a>>,
) -> db::Result<()> {
    let Tombstone { reason, title } = shown.into();
    let item = tx
        .one::<crate::Item>(
            "UPDATE public_item SET withdrawn = 1, version = version + 1, published_at = $1, title = coalesce($3, title)
             WHERE id = $2 AND withdrawn = 0 RETURNING *",
            args![now, item_id, title.map(str::to_owned)],
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
