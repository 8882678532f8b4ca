//! `/desk/freshness`: what is up to date, due and missing, of one's unit or the whole government, and as a file.

use askama::Template;
use kernel::Problem;
use web::{Fields, Page, Query, Result, download, spreadsheet_safe, view};

use super::scene::{Desk, Units, at, kept};
use crate::freshness::{Line, SOON, State, freshness};

/// Lines of one page.
const PAGE: usize = 50;
/// The names of the filters in the address.
const NAMES: [&str; 4] = ["q", "state", "unit", "item"];
/// How the address names what is the whole government's.
const WHOLE: &str = "whole";

#[derive(Template)]
#[template(path = "catalogue/fresh.html")]
struct Fresh {
    page: Page,
    fields: Fields,
    active: usize,
    /// Empty for people of a unit.
    units: Vec<(String, String)>,
    /// Each state with how many lines it has and the list of them, whatever state is chosen.
    counts: Vec<(State, usize, String)>,
    lines: Vec<Line>,
    total: usize,
    sees_all: bool,
    item_name: String,
    query: String,
    previous: String,
    next: String,
}

/// The list.
pub(super) async fn show(desk: Desk, Query(fields): Query) -> Result {
    let (all, units) = lines(&desk, &fields).await?;
    let count = |state: State| all.iter().filter(|line| line.fresh.state == state).count();
    let query = kept(&fields, &NAMES);
    let link = |state: State| at("/desk/freshness", &Fields::from_query(&query).with("state", state.code()));
    let counts: Vec<_> = State::ALL.into_iter().map(|state| (state, count(state), link(state))).collect();
    let chosen = State::from_code(fields.get("state"));
    let item = fields.opt("item").and_then(|id| all.iter().find(|line| line.placed.item.id == id));
    let item_name = item.map(|line| line.placed.item.label()).unwrap_or_default();
    let wanted: Vec<Line> =
        all.into_iter().filter(|line| chosen.is_none_or(|state| line.fresh.state == state)).collect();
    // Derived in memory, so paged there; the key of a page is the line before it.
    let after = fields.opt("after").and_then(|key| wanted.iter().position(|line| line.key() == key));
    let from = after.map_or(0, |at| at + 1);
    let total = wanted.len();
    let turn = |start: usize| match start.checked_sub(1).and_then(|before| wanted.get(before)) {
        Some(before) => at("/desk/freshness", &Fields::from_query(&query).with("after", &before.key())),
        None => at("/desk/freshness", &query),
    };
    let previous = if from > 0 { turn(from.saturating_sub(PAGE)) } else { String::new() };
    let next = if from + PAGE < total { turn(from + PAGE) } else { String::new() };
    let sees_all = desk.own_unit().is_none();
    view(Fresh {
        page: desk.shell.desk("更新情况"),
        active: NAMES.iter().filter(|name| fields.opt(name).is_some()).count(),
        units: if sees_all { units.choices() } else { Vec::new() },
        counts,
        lines: wanted.into_iter().skip(from).take(PAGE).collect(),
        total,
        sees_all,
        item_name,
        query,
        previous,
        next,
        fields,
    })
}

/// The lines an address asks for, but for the state, within what the person may see.
async fn lines(desk: &Desk, fields: &Fields) -> kernel::Result<(Vec<Line>, Units)> {
    let government = desk.government()?;
    let mut tx = desk.app.db.read().await?;
    let units = Units::read(&mut tx, &government.id).await?;
    let mut all = freshness(&mut tx, desk.calendar(), desk.today(), &government.id, desk.own_unit()).await?;
    if let Some(q) = fields.opt("q").map(str::to_lowercase) {
        all.retain(|line| line.placed.item.label().to_lowercase().contains(&q));
    }
    if let Some(id) = fields.opt("item") {
        all.retain(|line| line.placed.item.id == id);
    }
    match fields.opt("unit") {
        Some(WHOLE) => all.retain(|line| line.unit.is_none()),
        Some(id) => all.retain(|line| line.unit.as_ref().is_some_and(|unit| unit.id == id)),
        None => {}
    }
    // What needs somebody comes first; within that, the catalogue's order.
    all.sort_by_key(|line| (line.fresh.state, line.fresh.days_left.unwrap_or(i64::MAX)));
    Ok((all, units))
}

/// The filtered list as a file.
pub(super) async fn csv(desk: Desk, Query(fields): Query) -> Result {
    let (all, _) = lines(&desk, &fields).await?;
    let chosen = State::from_code(fields.get("state"));
    let mut file = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let head =
        ["编码", "名称", "责任单位", "状态", "最近公开", "已公开条数", "下一次期限", "剩余工作日", "更新时限", "说明"];
    file.write_record(head).map_err(Problem::internal)?;
    for line in all.iter().filter(|line| chosen.is_none_or(|state| line.fresh.state == state)) {
        let (text, fresh) = (&line.placed.item.text, &line.fresh);
        let day = |date: Option<kernel::Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let cells = [
            text.code.clone(),
            text.name.clone(),
            line.unit_name().to_owned(),
            fresh.state.name().to_owned(),
            day(fresh.newest),
            line.count.to_string(),
            day(fresh.due),
            fresh.days_left.map(|days| days.to_string()).unwrap_or_default(),
            text.rule.to_string(),
            fresh.explanation.clone(),
        ];
        // A bare negative number is a number, not a formula somebody typed.
        let safe = |(at, cell): (usize, &String)| if at == 7 { cell.clone() } else { spreadsheet_safe(cell) };
        file.write_record(cells.iter().enumerate().map(safe)).map_err(Problem::internal)?;
    }
    let bytes = file.into_inner().map_err(Problem::internal)?;
    Ok(download(&format!("公开目录更新情况{}.csv", desk.today()), "text/csv; charset=utf-8", bytes))
}
