//! `/desk/catalogue/{id}`: one item: what it says, how fresh it is, what stands there, its versions.

use askama::Template;
use axum::extract::Path;
use publishing::{Item as Publication, Wanted};
use web::{Page, Result, view};

use super::history::{self, Past};
use super::scene::{Desk, Units};
use crate::edition::CATALOGUE;
use crate::freshness::{Line, freshness};
use crate::item::{Item, Placed, in_order, of_government, responsible};

/// Publications shown.
const NEWEST: usize = 10;
/// Units shown; the rest are behind a link.
const UNITS: usize = 20;

#[derive(Template)]
#[template(path = "catalogue/item.html")]
struct ItemPage {
    page: Page,
    item: Item,
    above: String,
    responsible: String,
    /// Items under it, with the code and name of each.
    below: Vec<(String, String)>,
    lines: Vec<Line>,
    more_lines: usize,
    newest: Vec<(Publication, String)>,
    count: i64,
    history: Vec<Past>,
    manages: bool,
    first: bool,
    last: bool,
    /// Its public address, when it is in the published catalogue.
    public: String,
}

/// One item.
pub(super) async fn show(desk: Desk, Path(id): Path<String>) -> Result {
    let government = desk.government()?;
    let mut tx = desk.app.db.read().await?;
    let item = desk.item(&mut tx, &id).await?;
    let units = Units::read(&mut tx, &government.id).await?;
    let mut items = of_government(&mut tx, &government.id).await?;
    items.retain(|one| one.retired.is_none() || one.id == item.id);
    let placed = in_order(items);
    let beside: Vec<&Placed> = placed.iter().filter(|one| one.item.parent_id == item.parent_id).collect();
    let below = placed.iter().filter(|one| one.item.parent_id.as_deref() == Some(&item.id));
    let all = freshness(&mut tx, desk.calendar(), desk.today(), &government.id, desk.own_unit()).await?;
    let mut lines: Vec<Line> = all.into_iter().filter(|line| line.placed.item.id == item.id).collect();
    lines.sort_by_key(|line| line.fresh.state);
    let more_lines = lines.len().saturating_sub(UNITS);
    lines.truncate(UNITS);
    let wanted = Wanted { column_id: Some(item.id.clone()), ..Wanted::default() };
    let newest = publishing::page(&mut tx, &wanted, None, NEWEST).await?;
    let unit_of = |one: &Publication| one.unit_id.as_deref().map(|unit| units.name(unit)).unwrap_or_default();
    let edition = publishing::newest_of(&mut tx, &government.id, CATALOGUE).await?;
    let public = match edition {
        Some(_) if item.retired.is_none() => format!("/g/{}/columns/{}", government.slug, item.id),
        _ => String::new(),
    };
    let above = placed.iter().find(|one| one.item.id == item.id).map(|one| one.above.join(" › "));
    view(ItemPage {
        page: desk.shell.desk(&item.text.name),
        above: above.unwrap_or_default(),
        responsible: responsible(&item.text, |id| units.name(id)),
        below: below.map(|one| (one.item.path(), one.item.label())).collect(),
        lines,
        more_lines,
        newest: newest.into_iter().map(|one| (unit_of(&one), one)).map(|(unit, one)| (one, unit)).collect(),
        count: publishing::count(&mut tx, &wanted).await?,
        history: history::of(&mut tx, &item.id).await?,
        manages: desk.manages(),
        first: beside.first().is_some_and(|one| one.item.id == item.id),
        last: beside.last().is_some_and(|one| one.item.id == item.id),
        public,
        item,
    })
}
