//! Whether what the catalogue promises is there and up to date: per item and responsible unit, on any day.

mod domain;

use std::collections::HashMap;

use db::Tx;
use directory::contact::{self, Contact};
use directory::{Unit, unit};
use kernel::Date;
use law::{Calendar, PeriodError};

pub use domain::{Freshness, SOON, State};
use domain::{Material, of};

use crate::item::{Item, Placed, tree};
use crate::owed;

/// The freshness of one item at one responsible unit.
#[derive(Clone, Debug)]
pub struct Line {
    /// The item, at its place.
    pub placed: Placed,
    /// The unit; none where the item is the whole government's.
    pub unit: Option<Unit>,
    /// How many publications stand there.
    pub count: i64,
    /// How it is.
    pub fresh: Freshness,
}

impl Line {
    /// Its key among all lines: the item's place first.
    pub fn key(&self) -> String {
        let unit = self.unit.as_ref().map_or("", |unit| &unit.id);
        format!("{}.{unit}", self.placed.item.id)
    }

    /// Who is to publish there, for people.
    pub fn unit_name(&self) -> &str {
        self.unit.as_ref().map_or("本级政府", |unit| &unit.short_name)
    }
}

/// Every line of a government's catalogue, in its order; of one unit when that is given. Derived whenever it is asked
/// for, from five statements: it depends on the day, and nothing kept could be wrong about it.
pub async fn freshness(
    tx: &mut Tx,
    calendar: &Calendar,
    today: Date,
    government_id: &str,
    unit_id: Option<&str>,
) -> db::Result<Vec<Line>> {
    let placed = tree(tx, government_id).await?;
    let units = unit::active(tx, government_id).await?;
    let newest = publishing::newest_in_columns(tx, government_id).await?;
    let open = owed::of_government(tx, government_id).await?;
    let contacts = contact::all(tx, government_id).await?;
    let mut by_column: HashMap<&str, Vec<&publishing::InColumn>> = HashMap::new();
    for one in &newest {
        by_column.entry(&one.column_id).or_default().push(one);
    }
    let mut lines = Vec::new();
    for placed in placed.into_iter().filter(|placed| placed.leaf) {
        let here = by_column.get(placed.item.id.as_str()).map_or(&[][..], Vec::as_slice);
        let all = placed.item.of_all();
        let of_units = units.iter().filter(|unit| placed.item.is_of(unit)).map(Some);
        for unit in of_units.chain(all.then_some(None)) {
            if unit_id.is_some() && unit.map(|unit| unit.id.as_str()) != unit_id {
                continue;
            }
            let mine = |of: Option<&str>| unit.is_none_or(|unit| of == Some(&unit.id));
            let there = || here.iter().filter(|one| mine(one.unit_id.as_deref()));
            let waiting = open.iter().filter(|one| one.item_id == placed.item.id && mine(one.unit_id.as_deref()));
            let guide = guide(&contacts, government_id, &placed.item, unit);
            let material = Material {
                item: &placed.item,
                newest: there().map(|one| one.newest_at.date()).max().max(guide),
                waiting: waiting.collect(),
            };
            let fresh = of(calendar, today, &material).map_err(too_far)?;
            let count = there().map(|one| one.count).sum::<i64>() + i64::from(guide.is_some());
            lines.push(Line { placed: placed.clone(), unit: unit.cloned(), count, fresh });
        }
    }
    Ok(lines)
}

/// When the guide of a government or unit was last changed: it is made of its contact, as soon as that is complete.
fn guide(contacts: &[Contact], government_id: &str, item: &Item, unit: Option<&Unit>) -> Option<Date> {
    let holder = match item.standard.as_deref()? {
        "guide.government" => government_id,
        "guide.unit" => &unit?.id,
        _ => return None,
    };
    let contact = contacts.iter().find(|one| one.holder_id == holder && one.missing().is_empty())?;
    Some(contact.updated_at.date())
}

/// Rules are checked before they are kept, so no period can be too long.
fn too_far(error: PeriodError) -> db::Error {
    db::Error::Corrupt(format!("a rule of the catalogue: {error}"))
}
