//! Moving an item before or after its neighbour.

use axum::extract::Path;
use axum::response::IntoResponse as _;
use kernel::Problem;
use web::{Result, Typed, redirect};

use super::scene::Desk;
use crate::item::{self, Change, Item, Particulars};

pub(super) async fn up(desk: Desk, Path(id): Path<String>, typed: Typed) -> Result {
    shift(desk, &id, typed, true).await
}

pub(super) async fn down(desk: Desk, Path(id): Path<String>, typed: Typed) -> Result {
    shift(desk, &id, typed, false).await
}

async fn shift(desk: Desk, id: &str, Typed(typed): Typed, up: bool) -> Result {
    let now = desk.app.clock.now();
    let mut tx = desk.app.db.write().await?;
    let item = desk.item(&mut tx, id).await?;
    if typed.get("version") != item.version.to_string() {
        return Err(Problem::Conflict("这个目录项刚刚被别人改过，没有移动。".into()).into());
    }
    let tree = item::tree(&mut tx, &item.government_id).await?;
    let mut beside: Vec<Item> =
        tree.into_iter().map(|one| one.item).filter(|one| one.parent_id == item.parent_id).collect();
    let from = beside.iter().position(|one| one.id == item.id).ok_or(Problem::refused("停用的目录项不能移动。"))?;
    let to = if up { from.checked_sub(1) } else { Some(from + 1).filter(|to| *to < beside.len()) };
    let Some(to) = to else { return Ok(redirect(&item.path()).saying("已经在最边上了。").into_response()) };
    let other = beside[to].text.name.clone();
    beside.swap(from, to);
    for (position, one) in (1i64..).zip(&beside) {
        if one.id == item.id {
            item::place(&mut tx, now, &item, position).await?;
        } else if one.position != position {
            item::renumber(&mut tx, &one.id, position).await?;
        }
    }
    let side = if up { "之前" } else { "之后" };
    let place = |at: usize| format!("第 {}", at + 1);
    let change =
        Change { field: "次序".into(), old: place(from), new: format!("{}，“{other}”{side}", place(to)) };
    let name = item.text.name.clone();
    let particulars = Particulars { version: item.version + 1, name, changes: vec![change], words: String::new() };
    item::record(&mut tx, now, &desk.who.actor(), "catalogue_item.moved", &item, particulars).await?;
    tx.commit().await?;
    Ok(redirect(&item.path()).saying(&format!("已移到“{other}”{side}。")).into_response())
}
