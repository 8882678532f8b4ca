//! Something public as the lists of the site show it, and pages of such lists.

use std::collections::HashMap;

use db::Tx;
use kernel::Date;
use publishing::{Item, Validity, Wanted};
use search::Run;

use crate::{address, kinds, validity};

/// One line of a list.
pub(crate) struct Listed {
    pub item: Item,
    /// Its own page; empty when it has none.
    pub href: String,
    pub form: &'static str,
    /// The unit that published it, by its short name; empty where lists do not tell.
    pub unit: String,
    pub validity: Option<Validity>,
    /// What was looked for in it; none in lists that nobody searched.
    pub marked: Option<Marked>,
}

/// What was looked for, marked.
pub(crate) struct Marked {
    pub title: Vec<Run>,
    pub excerpt: Vec<Run>,
}

impl Listed {
    /// The line of something on the site that begins at `base`, on a day; `units` are names by id.
    pub fn of(base: &str, item: Item, on: Date, units: &HashMap<String, String>) -> Self {
        Self {
            href: address::of(base, &item).unwrap_or_default(),
            form: kinds::name(&item.form),
            unit: item.unit_id.as_ref().and_then(|id| units.get(id)).cloned().unwrap_or_default(),
            validity: item.validity(on),
            marked: None,
            item,
        }
    }

    /// The kind of mark of its validity.
    pub fn mark(&self, one: &Validity) -> &'static str {
        validity::mark(*one)
    }
}

/// A page of what is public behind the place `before`, and the key of the next page if there is more. A place that no
/// list gave is the beginning.
pub(crate) async fn page(
    tx: &mut Tx,
    wanted: &Wanted,
    before: &str,
    limit: usize,
) -> db::Result<(Vec<Item>, Option<String>)> {
    let mut items = publishing::page(tx, wanted, publishing::place(before), limit + 1).await?;
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(Item::key);
    Ok((items, next))
}

/// Short names of a government's units by their ids, retired ones too.
pub(crate) async fn units(tx: &mut Tx, government_id: &str) -> db::Result<HashMap<String, String>> {
    let all = directory::unit::Filter { retired: true, ..directory::unit::Filter::default() };
    let units = directory::unit::page(tx, government_id, all, usize::MAX).await?;
    Ok(units.into_iter().map(|unit| (unit.id, unit.short_name)).collect())
}
