//! `/desk/catalogue`: the catalogue as a tree, with how fresh each item is.

use std::collections::HashMap;

use askama::Template;
use kernel::Date;
use web::{Fields, Page, Query, Result, view};

use super::scene::{Desk, Units, at, kept};
use crate::edition::{differences, now_and_public};
use crate::freshness::{Line, State, freshness};
use crate::item::{Item, Placed, in_order, of_government, responsible};

/// Items of one page.
const PAGE: usize = 100;
/// The names of the filters in the address.
const NAMES: [&str; 3] = ["q", "unit", "retired"];

/// A line of the tree.
struct Row {
    item: Item,
    /// How deep it stands, as blank characters.
    inset: String,
    above: String,
    leaf: bool,
    responsible: String,
    /// Mark, words, and the list behind them; empty for what is not a leaf.
    fresh: Vec<(&'static str, String, String)>,
}

/// What the public has.
enum Edition {
    None,
    Same { number: i64, on: Date },
    Differs { number: i64, on: Date, count: usize },
}

#[derive(Template)]
#[template(path = "catalogue/board.html")]
struct Board {
    page: Page,
    fields: Fields,
    active: usize,
    units: Vec<(String, String)>,
    rows: Vec<Row>,
    total: usize,
    /// How many there are without filters.
    all: usize,
    manages: bool,
    edition: Edition,
    slug: String,
    previous: String,
    next: String,
}

/// The tree.
pub(super) async fn show(desk: Desk, Query(fields): Query) -> Result {
    let government = desk.government()?;
    let mut tx = desk.app.db.read().await?;
    let units = Units::read(&mut tx, &government.id).await?;
    let items = of_government(&mut tx, &government.id).await?;
    let lines = freshness(&mut tx, desk.calendar(), desk.today(), &government.id, desk.own_unit()).await?;
    let edition = edition(&mut tx, &government.id).await?;
    drop(tx);
    let retired = fields.has("retired");
    let all = items.iter().filter(|item| item.retired.is_none()).count();
    let placed = in_order(items.into_iter().filter(|item| retired || item.retired.is_none()).collect());
    let wanted: Vec<Placed> = placed.into_iter().filter(|one| is_wanted(one, &fields, &units)).collect();
    let total = wanted.len();
    // The tree is in memory; the key of a page is the item before it.
    let after = fields.opt("after").and_then(|id| wanted.iter().position(|one| one.item.id == id));
    let from = after.map_or(0, |at| at + 1);
    let query = kept(&fields, &NAMES);
    let turn = |start: usize| match start.checked_sub(1).and_then(|before| wanted.get(before)) {
        Some(before) => at("/desk/catalogue", &Fields::from_query(&query).with("after", &before.item.id)),
        None => at("/desk/catalogue", &query),
    };
    let previous = if from > 0 { turn(from.saturating_sub(PAGE)) } else { String::new() };
    let next = if from + PAGE < total { turn(from + PAGE) } else { String::new() };
    let mut by_item: HashMap<&str, Vec<&Line>> = HashMap::new();
    for line in &lines {
        by_item.entry(&line.placed.item.id).or_default().push(line);
    }
    let filtered = fields.opt("q").is_some() || fields.opt("unit").is_some();
    let row = |one: &Placed| Row {
        inset: if filtered { String::new() } else { "　".repeat(one.depth) },
        above: if filtered { one.above.join(" › ") } else { String::new() },
        leaf: one.leaf,
        responsible: responsible(&one.item.text, |id| units.name(id)),
        fresh: marks(by_item.get(one.item.id.as_str()).map_or(&[][..], Vec::as_slice)),
        item: one.item.clone(),
    };
    let rows = wanted.iter().skip(from).take(PAGE).map(row).collect();
    view(Board {
        page: desk.shell.desk("公开目录"),
        active: NAMES.iter().filter(|name| fields.opt(name).is_some()).count(),
        units: units.choices(),
        rows,
        total,
        all,
        manages: desk.manages(),
        edition,
        slug: government.slug.clone(),
        previous,
        next,
        fields,
    })
}

fn is_wanted(placed: &Placed, fields: &Fields, units: &Units) -> bool {
    let text = &placed.item.text;
    let of_text = fields.opt("q").is_none_or(|q| {
        let q = q.to_lowercase();
        [&text.code, &text.name, &text.content].iter().any(|one| one.to_lowercase().contains(&q))
    });
    let of_unit = fields.opt("unit").is_none_or(|id| {
        let unit = units.list.iter().find(|unit| unit.id == id);
        unit.is_some_and(|unit| placed.item.is_of(unit))
    });
    of_text && of_unit
}

/// How an item's units stand: of one the words, of several how many of each state.
fn marks(lines: &[&Line]) -> Vec<(&'static str, String, String)> {
    let list =
        |line: &Line, state: State| format!("/desk/freshness?item={}&state={}", line.placed.item.id, state.code());
    match lines {
        [] => Vec::new(),
        [line] => vec![(line.fresh.state.mark(), line.fresh.state.name().to_owned(), list(line, line.fresh.state))],
        [first, ..] => {
            let count = |state| lines.iter().filter(|line| line.fresh.state == state).count();
            let there = State::ALL.into_iter().map(|state| (state, count(state))).filter(|(_, count)| *count > 0);
            let words = |(state, count): (State, usize)| {
                (state.mark(), format!("{} {count} 个单位", state.name()), list(first, state))
            };
            there.map(words).collect()
        }
    }
}

async fn edition(tx: &mut db::Tx, government: &str) -> db::Result<Edition> {
    let (current, public) = now_and_public(tx, government).await?;
    let Some((item, edition)) = public else { return Ok(Edition::None) };
    let (number, on) = (item.version, item.published_at.date());
    Ok(match differences(&edition, &current).len() {
        0 => Edition::Same { number, on },
        count => Edition::Differs { number, on, count },
    })
}
