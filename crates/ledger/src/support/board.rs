//! `/desk/support`: what was done and what the plans demand, and the list of records.

use askama::Template;
use directory::Capability::RecordSupport;
use web::{Fields, Page, Query, Result, view};

use super::demand::{Demand, demands};
use super::kinds::{KINDS, Kind};
use super::list::{self, Filter, From, Key, Line, NAMES, OFFICE, Total};
use crate::entries::desk::{Desk, Units, at};

/// Lines of one page.
const PAGE: usize = 50;

/// A line of the list.
struct Row {
    href: String,
    on: String,
    title: String,
    kind: &'static str,
    whose: String,
    facts: String,
    /// How many entries it counts for, in words; empty for none.
    counted: String,
}

/// A kind with what the year's records come to and what its plans demand.
struct Balance {
    total: Total,
    demands: Vec<Demand>,
    /// The list of its records.
    href: String,
}

#[derive(Template)]
#[template(path = "ledger/support/board.html")]
struct Board {
    page: Page,
    fields: Fields,
    active: usize,
    kinds: &'static [Kind],
    /// Empty for people of a unit.
    units: Vec<(String, String)>,
    years: Vec<(String, String)>,
    /// The year that the balance is of.
    year: i16,
    balance: Vec<Balance>,
    rows: Vec<Row>,
    total: i64,
    sees_all: bool,
    may_record: bool,
    /// The filter as a query.
    query: String,
    previous: String,
    next: String,
}

/// The list.
pub(super) async fn show(desk: Desk, Query(fields): Query) -> Result {
    let government = desk.government()?.id.clone();
    let filter = Filter::read(&fields, &desk.who, &government);
    let year = filter.year.unwrap_or(desk.today().year());
    let mut tx = desk.app.db.read().await?;
    let units = Units::read(&mut tx, &government).await?;
    let of_year = Filter { year: Some(year), kind: None, ..filter.clone() };
    let totals = list::totals(&mut tx, &of_year).await?;
    let demands = demands(&mut tx, &desk, &filter, year).await?;
    let balance =
        totals.into_iter().zip(demands).filter(|(total, _)| filter.kind.is_none_or(|kind| kind == total.kind));
    let balance = balance.map(|(total, (kind, demands))| Balance {
        href: at(
            "/desk/support",
            &pairs(&[("kind", kind.code), ("year", &year.to_string()), ("unit", fields.get("unit"))]),
        ),
        total,
        demands,
    });
    let balance: Vec<Balance> = balance.collect();
    let total = list::count(&mut tx, &filter).await?;
    let mut years = list::years(&mut tx, &filter).await?;
    years.extend([year, desk.today().year()]);
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    let from = match (fields.opt("after").and_then(Key::from_code), fields.opt("before").and_then(Key::from_code)) {
        (Some(key), _) => From::After(key),
        (None, Some(key)) => From::Before(key),
        (None, None) => From::Start,
    };
    let mut found = list::lines(&mut tx, &filter, &from, PAGE + 1).await?;
    drop(tx);
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let backwards = matches!(from, From::Before(_));
    if backwards {
        found.reverse();
    }
    let kept: Vec<(&str, &str)> = NAMES.iter().map(|name| (*name, fields.get(name))).collect();
    let turn = |name: &'static str, line: Option<&Line>, there: bool| {
        let key = line.filter(|_| there).map(|line| Key::of(&line.support).code());
        let Some(key) = key else { return String::new() };
        let mut all = kept.clone();
        all.push((name, &key));
        at("/desk/support", &pairs(&all))
    };
    let previous = turn("before", found.first(), if backwards { more } else { from != From::Start });
    let next = turn("after", found.last(), backwards || more);
    let choice = |unit: &directory::Unit| (unit.id.clone(), unit.short_name.clone());
    let office = (OFFICE.to_owned(), "政务公开办".to_owned());
    let choices = std::iter::once(office).chain(units.list.iter().map(choice));
    view(Board {
        page: desk.shell.desk("组织保障"),
        active: Filter::active(&fields),
        kinds: &KINDS,
        units: if desk.sees_all() { choices.collect() } else { Vec::new() },
        years: years.into_iter().map(|one| (one.to_string(), format!("{one} 年"))).collect(),
        year,
        balance,
        rows: found.into_iter().map(|line| row(&units, line)).collect(),
        total,
        sees_all: desk.sees_all(),
        may_record: desk.who.may(RecordSupport),
        query: pairs(&kept),
        previous,
        next,
        fields,
    })
}

fn row(units: &Units, Line { support, counted }: Line) -> Row {
    let facts = support.kind.shown(&support.text.values);
    let facts: Vec<String> = facts.into_iter().map(|(label, words)| format!("{label} {words}")).collect();
    Row {
        href: support.path(),
        on: support.text.on.to_string(),
        whose: support.unit_id.as_deref().map_or("政务公开办", |unit| units.name(unit)).to_owned(),
        title: support.text.title,
        kind: support.kind.name,
        facts: crate::entries::task::clipped(&facts.join("；"), 80),
        counted: if counted > 0 { format!("{counted} 条") } else { String::new() },
    }
}

/// A query of the pairs that have a value.
fn pairs(all: &[(&str, &str)]) -> String {
    let there = all.iter().filter(|(_, value)| !value.is_empty());
    Fields::new(there.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()).with("", "")
}
