//! Saving a new or changed item of the catalogue.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::Tx;
use kernel::new_id;
use web::{Fields, Mistakes, Result, Typed, redirect, view, view_invalid};

use super::form::{Sent, page, read};
use super::history;
use super::scene::{Desk, Units, names_of};
use crate::item::{self, Change, Item, Particulars};

/// A new item.
pub(super) async fn create(desk: Desk, Typed(typed): Typed) -> Result {
    let government = desk.government()?.id.clone();
    let now = desk.app.clock.now();
    let mut tx = desk.app.db.write().await?;
    let (text, parent) = match read(&mut tx, &government, None, &typed).await? {
        Ok(found) => found,
        Err(mistakes) => return again(&desk, tx, None, typed, mistakes).await,
    };
    let all = item::of_government(&mut tx, &government).await?;
    if all.iter().any(|one| one.text.code == text.code) {
        return again(&desk, tx, None, typed, taken()).await;
    }
    let made = Item {
        id: new_id(now),
        government_id: government,
        parent_id: parent,
        text,
        position: last(&all) + 1,
        standard: None,
        retired: None,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    item::insert(&mut tx, &made).await?;
    let changes = compared(&mut tx, None, &made, &all).await?;
    let particulars = Particulars { version: 1, name: made.text.name.clone(), changes, words: String::new() };
    item::record(&mut tx, now, &desk.who.actor(), "catalogue_item.added", &made, particulars).await?;
    tx.commit().await?;
    Ok(redirect(&made.path()).saying("已添加。公开目录重新公开以后，公众才能看到。").into_response())
}

/// A changed item.
pub(super) async fn change(desk: Desk, Path(id): Path<String>, Typed(typed): Typed) -> Result {
    let now = desk.app.clock.now();
    let mut tx = desk.app.db.write().await?;
    let before = desk.item(&mut tx, &id).await?;
    let government = before.government_id.clone();
    if typed.get("version") != before.version.to_string() {
        return meanwhile(&desk, tx, before, typed).await;
    }
    let (text, parent) = match read(&mut tx, &government, Some(&before.id), &typed).await? {
        Ok(found) => found,
        Err(mistakes) => return again(&desk, tx, Some(before), typed, mistakes).await,
    };
    let all = item::of_government(&mut tx, &government).await?;
    if all.iter().any(|one| one.text.code == text.code && one.id != before.id) {
        return again(&desk, tx, Some(before), typed, taken()).await;
    }
    // Under another parent it comes last.
    let position = if parent == before.parent_id { before.position } else { last(&all) + 1 };
    let after = Item { text, parent_id: parent, position, ..before.clone() };
    let changes = compared(&mut tx, Some(&before), &after, &all).await?;
    if changes.is_empty() {
        return Ok(redirect(&before.path()).saying("没有改动。").into_response());
    }
    item::save(&mut tx, now, &after).await?;
    let version = before.version + 1;
    let particulars = Particulars { version, name: after.text.name.clone(), changes, words: String::new() };
    item::record(&mut tx, now, &desk.who.actor(), "catalogue_item.changed", &after, particulars).await?;
    tx.commit().await?;
    Ok(redirect(&after.path()).saying("已保存。公开目录重新公开以后，公众才能看到改动。").into_response())
}

fn taken() -> Mistakes {
    let mut mistakes = Mistakes::default();
    mistakes.add("code", "这个编码已经有了，停用的目录项也算");
    mistakes
}

fn last(all: &[Item]) -> i64 {
    all.iter().map(|one| one.position).max().unwrap_or(0)
}

async fn compared(tx: &mut Tx, before: Option<&Item>, after: &Item, all: &[Item]) -> db::Result<Vec<Change>> {
    let units = Units::read(tx, &after.government_id).await?;
    let names = names_of(all);
    Ok(item::changes(before, after, |id| units.name(id), |id| names.get(id).cloned().unwrap_or_default()))
}

/// The form again with what is wrong.
async fn again(desk: &Desk, tx: Tx, item: Option<Item>, typed: Fields, mistakes: Mistakes) -> Result {
    drop(tx);
    let mut tx = desk.app.db.read().await?;
    view_invalid(page(desk, &mut tx, item, typed, Sent { mistakes, ..Sent::default() }).await?)
}

/// Somebody else saved first: nothing is saved, what they did is told, what was typed stays.
async fn meanwhile(desk: &Desk, tx: Tx, item: Item, typed: Fields) -> Result {
    drop(tx);
    let mut tx = desk.app.db.read().await?;
    let since = typed.get("version").parse().unwrap_or(0);
    let meanwhile = history::since(&mut tx, &item.id, since).await?;
    let kept = typed.pairs().iter().filter(|(name, _)| name != "version").cloned();
    let typed = Fields::new(kept.chain([("version".to_owned(), item.version.to_string())]).collect());
    let sent = Sent { meanwhile, ..Sent::default() };
    let page = view(page(desk, &mut tx, Some(item), typed, sent).await?);
    page.map(|page: Response| (StatusCode::CONFLICT, page).into_response())
}
