//! `/desk/dashboard`: how far the year's work is, whose, and where every figure can be looked up.

use askama::Template;
use directory::UnitKind;
use web::chart::{Drawing, Table};
use web::{Fields, Page, Query, Result, view};

use super::super::desk::{Desk, Units, at};
use super::figures::Counts;
use super::scope::Scope;
use super::tables::{self, Row, share};
use super::view::{View, read};
use super::{pictures, store};

/// Units of one page.
const PAGE: usize = 20;

/// A figure that leads to its list.
struct Tile {
    number: i64,
    label: &'static str,
    href: String,
    kind: &'static str,
    note: String,
}

/// A chart and the table behind it.
struct Section {
    drawing: Drawing,
    table: Table,
}

#[derive(Template)]
#[template(path = "ledger/dashboard/dashboard.html")]
struct Dashboard {
    page: Page,
    /// The unit, or the government.
    place: String,
    /// When it was counted.
    now: String,
    narrowed: View,
    sees_all: bool,
    manages_plans: bool,
    total: i64,
    tiles: Vec<Tile>,
    units: Section,
    headings: Section,
    months: Section,
    overdue: Table,
    /// How many units there are on all pages.
    unit_count: usize,
    previous: String,
    next: String,
    /// The filters as a query, for files.
    query: String,
}

/// The page.
pub(crate) async fn show(desk: Desk, Query(fields): Query) -> Result {
    let mut tx = desk.app.db.read().await?;
    let narrowed = read(&desk, &mut tx, &fields).await?;
    let scope = &narrowed.scope;
    let figures = store::figures(&mut tx, scope, desk.today()).await?;
    let units = Units::read(&mut tx, &scope.government).await?;
    drop(tx);
    let rows = tables::units(&figures, &units);
    let query = scope.own_query();
    let Turned { shown, previous, next } = turned(&rows, &fields, &query);
    let months = tables::months(&figures);
    let own_unit = desk.who.unit.as_ref().filter(|_| !desk.sees_all());
    view(Dashboard {
        page: desk.shell.desk("进展"),
        place: own_unit.map_or(&desk.government()?.short_name, |unit| &unit.short_name).clone(),
        now: desk.app.clock.now().to_string(),
        sees_all: desk.sees_all(),
        manages_plans: desk.manages_plans(),
        total: figures.all.total(),
        tiles: tiles(&figures.all, scope),
        units: completion("units", "各单位完成情况", "单位", shown, scope),
        headings: completion("headings", "各章节完成情况", "章节", &tables::headings(&figures), scope),
        months: Section {
            drawing: pictures::by_month("months", "各月到期和完成情况", &months),
            table: tables::table("各月到期和完成情况", "月份", &months, scope),
        },
        overdue: tables::overdue(&figures, shown, scope),
        unit_count: rows.len(),
        previous,
        next,
        query,
        narrowed,
    })
}

fn completion(id: &'static str, title: &str, first: &str, rows: &[Row], scope: &Scope) -> Section {
    Section { drawing: pictures::completion(id, title, rows), table: tables::table(title, first, rows, scope) }
}

/// One page of the units, and where its neighbours are; empty where there is none.
struct Turned<'a> {
    shown: &'a [Row],
    previous: String,
    next: String,
}

/// A page begins after the unit that the address names; a unit that is not there means the beginning.
fn turned<'a>(rows: &'a [Row], fields: &Fields, query: &str) -> Turned<'a> {
    let after = fields.opt("after").and_then(|id| rows.iter().position(|row| row.filter.1 == id));
    let first = after.map_or(0, |at| at + 1);
    let end = rows.len().min(first + PAGE);
    let address = |last: Option<&Row>| {
        let key = last.map_or_else(String::new, |row| format!("&after={}", row.filter.1));
        format!("{}#units", at("/desk/dashboard", &format!("{query}{key}")))
    };
    let before = |first: usize| first.checked_sub(PAGE + 1).and_then(|last| rows.get(last));
    Turned {
        shown: rows.get(first..end).unwrap_or_default(),
        previous: if first == 0 { String::new() } else { address(before(first)) },
        next: if end < rows.len() { address(rows.get(end - 1)) } else { String::new() },
    }
}

fn tiles(all: &Counts, scope: &Scope) -> Vec<Tile> {
    let when = |number: i64, kind: &'static str| if number > 0 { kind } else { "" };
    let tile = |number, label, kind, filters: &[(&str, &str)]| Tile {
        number,
        label,
        href: scope.list(filters),
        kind,
        note: String::new(),
    };
    vec![
        tile(all.total(), "全部任务", "", &[]),
        Tile { note: share(all), ..tile(all.accepted(), "已完成", "", &[("status", "accepted")]) },
        tile(all.submitted, "待验收", "", &[("status", "submitted")]),
        tile(all.returned, "已退回", when(all.returned, "warn"), &[("status", "returned")]),
        tile(all.overdue, "已逾期", when(all.overdue, "late"), &[("due", "overdue")]),
        tile(all.late, "逾期完成", "", &[("status", "accepted"), ("late", "1")]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_units_follow_each_other_and_lead_back() {
        let row = |n: usize| Row { name: n.to_string(), filter: ("unit", n.to_string()), counts: Counts::default() };
        let rows: Vec<Row> = (0..45).map(row).collect();
        let at = |after: &str| {
            let turned = turned(&rows, &Fields::new(vec![("after".into(), after.into())]), "year=2022");
            (turned.shown.len(), turned.shown[0].name.clone(), turned.previous, turned.next)
        };
        let address = |after: &str| format!("/desk/dashboard?year=2022{after}#units");
        assert_eq!(at(""), (20, "0".into(), String::new(), address("&after=19")));
        assert_eq!(at("19"), (20, "20".into(), address(""), address("&after=39")));
        assert_eq!(at("39"), (5, "40".into(), address("&after=19"), String::new()));
        assert_eq!(at("nobody").1, "0");
    }
}
