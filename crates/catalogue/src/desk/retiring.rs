//! Taking an item out of use, with a reason, and back into use.

use askama::Template;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use db::Tx;
use kernel::Problem;
use publishing::Wanted;
use web::{Mistakes, Page, Result, Typed, redirect, view, view_invalid, within_limits};

use super::scene::Desk;
use crate::item::{self, Item, Particulars, misplaced};

/// Longest reason, in characters.
const REASON: usize = 500;

#[derive(Template)]
#[template(path = "catalogue/retire.html")]
struct Confirm {
    page: Page,
    item: Item,
    /// How many publications stand there.
    count: i64,
    /// Names of items in use under it: with them it cannot be retired.
    below: Vec<String>,
    reason: String,
    mistakes: Mistakes,
}

async fn page(desk: &Desk, tx: &mut Tx, item: Item, reason: &str, mistakes: Mistakes) -> kernel::Result<Confirm> {
    let wanted = Wanted { column_id: Some(item.id.clone()), ..Wanted::default() };
    Ok(Confirm {
        page: desk.shell.desk("停用目录项"),
        count: publishing::count(tx, &wanted).await?,
        below: below(tx, &item).await?,
        reason: reason.to_owned(),
        mistakes,
        item,
    })
}

async fn below(tx: &mut Tx, item: &Item) -> db::Result<Vec<String>> {
    let tree = item::tree(tx, &item.government_id).await?;
    let under = tree.into_iter().filter(|one| one.item.parent_id.as_deref() == Some(&item.id));
    Ok(under.map(|one| one.item.label()).collect())
}

/// What will happen.
pub(super) async fn confirm(desk: Desk, Path(id): Path<String>) -> Result {
    let mut tx = desk.app.db.read().await?;
    let item = desk.item(&mut tx, &id).await?;
    view(page(&desk, &mut tx, item, "", Mistakes::default()).await?)
}

/// It happens.
pub(super) async fn retire(desk: Desk, Path(id): Path<String>, Typed(typed): Typed) -> Result {
    let now = desk.app.clock.now();
    let mut tx = desk.app.db.write().await?;
    let item = desk.item(&mut tx, &id).await?;
    unchanged(&item, typed.get("version"))?;
    let reason = typed.get("reason").to_owned();
    let mut mistakes = Mistakes::default();
    let missing = reason.is_empty().then(|| "请写明停用的原因".to_owned());
    mistakes.check("reason", missing.or_else(|| within_limits(&reason, REASON)));
    if !mistakes.is_empty() {
        drop(tx);
        let mut tx = desk.app.db.read().await?;
        return view_invalid(page(&desk, &mut tx, item, &reason, mistakes).await?);
    }
    if item.retired.is_some() {
        return Err(Problem::refused("这个目录项已经停用了。").into());
    }
    if !below(&mut tx, &item).await?.is_empty() {
        return Err(Problem::refused("它下面还有使用中的目录项，请先停用或者移走下级。").into());
    }
    item::retire(&mut tx, now, &item, Some(&reason)).await?;
    record(&mut tx, &desk, &item, "catalogue_item.retired", reason).await?;
    tx.commit().await?;
    Ok(redirect(&item.path()).saying("已停用。已经公开的内容还在。").into_response())
}

/// Takes it into use again.
pub(super) async fn restore(desk: Desk, Path(id): Path<String>, Typed(typed): Typed) -> Result {
    let now = desk.app.clock.now();
    let mut tx = desk.app.db.write().await?;
    let item = desk.item(&mut tx, &id).await?;
    unchanged(&item, typed.get("version"))?;
    if item.retired.is_none() {
        return Err(Problem::refused("这个目录项正在使用。").into());
    }
    let tree = item::tree(&mut tx, &item.government_id).await?;
    if let Some(parent) = &item.parent_id
        && misplaced(&tree, None, parent).is_some()
    {
        return Err(Problem::refused("它的上级已经停用，请先恢复上级，或者修改它的上级。").into());
    }
    item::retire(&mut tx, now, &item, None).await?;
    record(&mut tx, &desk, &item, "catalogue_item.restored", String::new()).await?;
    tx.commit().await?;
    Ok(redirect(&item.path()).saying("已恢复使用。").into_response())
}

fn unchanged(item: &Item, version: &str) -> kernel::Result<()> {
    if version == item.version.to_string() {
        return Ok(());
    }
    Err(Problem::Conflict("这个目录项刚刚被别人改过，什么都没有做。请看清现在的内容再决定。".into()))
}

async fn record(tx: &mut Tx, desk: &Desk, item: &Item, act: &'static str, words: String) -> db::Result<()> {
    let name = item.text.name.clone();
    let particulars = Particulars { version: item.version + 1, name, changes: Vec::new(), words };
    item::record(tx, desk.app.clock.now(), &desk.who.actor(), act, item, particulars).await
}
