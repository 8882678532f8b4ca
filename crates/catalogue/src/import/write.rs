//! Writing what a sheet changes into the catalogue.

use std::collections::{HashMap, HashSet};

use db::Tx;
use directory::names::Register;
use journal::Actor;
use kernel::Time;

use super::judge::{Base, Judged, Verdict, judge};
use super::sheet::Line;
use crate::desk::scene::Units;
use crate::item::{self, Item, Particulars};

/// What a sheet would change now; with the state of the catalogue it was judged by.
pub(super) async fn judged(
    tx: &mut Tx,
    now: Time,
    government_id: &str,
    lines: &[Line],
) -> db::Result<(Vec<Judged>, String)> {
    let items = item::of_government(tx, government_id).await?;
    let register = Register::read(tx, government_id).await?;
    let units = Units::read(tx, government_id).await?;
    let names: HashMap<String, String> =
        units.list.iter().map(|unit| (unit.id.clone(), unit.short_name.clone())).collect();
    let base = Base { government_id, items: &items, register: &register, names: &names, now };
    Ok((judge(&base, lines), state(&items)))
}

/// Two catalogues of the same state say the same: items are never removed, and every save counts.
fn state(items: &[Item]) -> String {
    format!("{}.{}", items.len(), items.iter().map(|item| item.version).sum::<i64>())
}

/// Writes new and changed rows; answers how many of each. Those that are wrong, and what would stand under them, are
/// left out.
pub(super) async fn write(tx: &mut Tx, now: Time, actor: &Actor, judged: &[Judged]) -> db::Result<(usize, usize)> {
    // A new item is written after the one above it.
    let mut left: Vec<&Judged> = judged.iter().filter(|row| matches!(row.verdict, Verdict::New(_))).collect();
    let mut unwritten: HashSet<&str> = left.iter().filter_map(|row| new_id_of(row)).collect();
    let mut added = 0;
    loop {
        let ready = |row: &&Judged| match &row.verdict {
            Verdict::New(item) => item.parent_id.as_deref().is_none_or(|id| !unwritten.contains(id)),
            _ => false,
        };
        let (now_ready, waiting): (Vec<&Judged>, Vec<&Judged>) = left.iter().copied().partition(ready);
        if now_ready.is_empty() {
            break;
        }
        for row in now_ready {
            if let Verdict::New(item) = &row.verdict
                && above_is_there(tx, item).await?
            {
                item::insert(tx, item).await?;
                record(tx, now, actor, item, 1, row).await?;
                unwritten.remove(item.id.as_str());
                added += 1;
            }
        }
        left = waiting;
    }
    let mut changed = 0;
    for row in judged {
        if let Verdict::Changed(after) = &row.verdict
            && above_is_there(tx, after).await?
        {
            item::save(tx, now, after).await?;
            record(tx, now, actor, after, after.version + 1, row).await?;
            changed += 1;
        }
    }
    Ok((added, changed))
}

fn new_id_of(row: &Judged) -> Option<&str> {
    match &row.verdict {
        Verdict::New(item) => Some(&item.id),
        _ => None,
    }
}

/// A row whose parent's row is wrong has nothing to stand under.
async fn above_is_there(tx: &mut Tx, item: &Item) -> db::Result<bool> {
    match &item.parent_id {
        Some(id) => Ok(item::find(tx, id).await?.is_some()),
        None => Ok(true),
    }
}

async fn record(tx: &mut Tx, now: Time, actor: &Actor, item: &Item, version: i64, row: &Judged) -> db::Result<()> {
    let (name, changes) = (item.text.name.clone(), row.changes.clone());
    let particulars = Particulars { version, name, changes, words: String::new() };
    item::record(tx, now, actor, "catalogue_item.imported", item, particulars).await
}
