//! `/desk/ledger`: the list of entries, filtered by its address, page by page.

use askama::Template;
use db::{FromRow, Query as Sql, Row, Tx, args};
use directory::{Capability, UnitKind};
use web::{Fields, Page, Query, Result, view};

use super::cell::DueCell;
use super::desk::{Desk, Units, at, kept};
use super::domain::Status;
use super::filter::{DueIn, EVERY_YEAR, Filter, FinalDue, Order};
use super::list::{From, Key, Line, Total, counted};
use super::task::{clipped, numbered};
use crate::plans::store::years;
use crate::work::bulk;

/// Lines of one page.
const PAGE: usize = 50;
/// Characters of a task's text in a list.
const BODY: usize = 64;

/// A line of the list.
pub(crate) struct BoardRow {
    pub id: String,
    pub href: String,
    pub body: String,
    pub heading: String,
    pub unit: String,
    pub is_lead: bool,
    /// The leading units, when this unit is not one of them.
    pub lead_names: String,
    pub limits: String,
    pub due: DueCell,
    pub status: Status,
    pub status_name: &'static str,
}

impl BoardRow {
    pub fn of(desk: &Desk, units: &Units, query: &str, line: Line) -> Self {
        let limits: Vec<&str> = line.limits.iter().map(|limit| limit.raw.as_str()).collect();
        Self {
            id: line.entry.id.clone(),
            href: at(&format!("/desk/ledger/{}", line.entry.id), query),
            body: clipped(&numbered(line.label.as_deref(), &line.body), BODY),
            heading: line.heading,
            unit: units.name(&line.entry.unit_id).to_owned(),
            is_lead: line.entry.is_lead,
            lead_names: if line.entry.is_lead { String::new() } else { line.lead_names.join("、") },
            limits: limits.join("；"),
            due: DueCell::of(desk.calendar(), &line.entry.due, desk.today()),
            status: line.entry.status,
            status_name: line.entry.status_name(),
        }
    }
}

/// A choice of a filter: value and words.
type Choice = (String, String);

/// What the filter form offers.
struct Choices {
    /// Empty for people of a unit.
    units: Vec<Choice>,
    plans: Vec<Choice>,
    years: Vec<Choice>,
    headings: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "ledger/entries/board.html")]
struct Board {
    page: Page,
    fields: Fields,
    active: usize,
    choices: Choices,
    rows: Vec<BoardRow>,
    total: Total,
    /// The same list of every year, when the text was looked for in one year that nobody asked for.
    every_year: Option<String>,
    /// The last day that the list is narrowed to, as the address has it.
    last: Option<String>,
    /// The month of the next day owed.
    owed: Option<String>,
    sees_all: bool,
    /// What can be done to many entries: code and words.
    acts: Vec<(&'static str, &'static str)>,
    /// The government has no plan yet.
    is_new: bool,
    manages_plans: bool,
    /// Whether they may send sheets back.
    imports: bool,
    /// The filter as a query, for exports.
    query: String,
    by_due: String,
    by_plan: String,
    /// `due` or `plan`.
    sorted: &'static str,
    previous: String,
    next: String,
}

/// The list.
pub(crate) async fn show(desk: Desk, Query(fields): Query) -> Result {
    let mut filter = desk.filter(&fields)?;
    let today = desk.today();
    let mut tx = desk.app.db.read().await?;
    let years = years(&mut tx, &filter.government).await?;
    let narrowed = years.first().filter(|_| years.len() > 1).and_then(|newest| filter.within_year(&fields, *newest));
    let every_year = narrowed.as_ref().map(|fields| at("/desk/ledger", &pairs(&kept(fields), "year", EVERY_YEAR)));
    let fields = narrowed.unwrap_or(fields);
    filter = desk.filter(&fields)?;
    let units = Units::read(&mut tx, &filter.government).await?;
    let choices = choices(&mut tx, &desk, &filter, &units).await?;
    let from = match (fields.opt("after").and_then(Key::from_code), fields.opt("before").and_then(Key::from_code)) {
        (Some(key), _) => From::After(key),
        (None, Some(key)) => From::Before(key),
        (None, None) => From::Start,
    };
    let (mut found, total) = counted(&mut tx, &filter, today, &from, PAGE + 1).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let backwards = matches!(from, From::Before(_));
    if backwards {
        found.reverse();
    }
    let query = kept(&fields);
    let turn = |name: &str, line: Option<&Line>, there: bool| {
        let key = line.filter(|_| there).map(|line| Key::of(&line.entry).code());
        key.map_or_else(String::new, |key| at("/desk/ledger", &pairs(&query, name, &key)))
    };
    let previous = turn("before", found.first(), if backwards { more } else { from != From::Start });
    let next = turn("after", found.last(), backwards || more);
    let order = |sort: &str| at("/desk/ledger", &pairs(&query, "sort", sort));
    let board = Board {
        page: desk.shell.desk("台账"),
        active: Filter::active(&fields),
        rows: found.into_iter().map(|line| BoardRow::of(&desk, &units, &query, line)).collect(),
        total,
        every_year,
        last: filter.last.map(FinalDue::code),
        owed: filter.owed.map(|month| month.to_string()),
        sees_all: desk.sees_all(),
        acts: bulk::offered(&desk.who),
        is_new: choices.plans.is_empty(),
        manages_plans: desk.manages_plans(),
        imports: desk.who.may(Capability::ImportEntries),
        by_due: order(""),
        by_plan: order("plan"),
        sorted: if filter.order == Order::Plan { "plan" } else { "due" },
        choices,
        fields,
        query,
        previous,
        next,
    };
    view(board)
}

/// `query` with one pair more, or without it when the value is empty.
fn pairs(query: &str, name: &str, value: &str) -> String {
    let pair = Fields::new(Vec::new()).with(name, value);
    let rest = query.split('&').filter(|one| !one.is_empty() && !one.starts_with(&format!("{name}=")));
    rest.chain(Some(pair.as_str()).filter(|one| !one.is_empty())).collect::<Vec<_>>().join("&")
}

struct PlanChoice {
    id: String,
    title: String,
    year: i64,
}

impl FromRow for PlanChoice {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { id: row.get("id")?, title: row.get("title")?, year: row.get("year")? })
    }
}

async fn choices(tx: &mut Tx, desk: &Desk, filter: &Filter, units: &Units) -> db::Result<Choices> {
    let plans: Vec<PlanChoice> = tx
        .all(
            "SELECT id, title, year FROM plan WHERE government_id = $1 ORDER BY year DESC, id DESC LIMIT 200",
            args![&filter.government],
        )
        .await?;
    let mut headings = Sql::new(
        "SELECT t.heading FROM task t JOIN plan p ON p.id = t.plan_id WHERE p.government_id = $1 AND t.heading <> ''
             AND t.dropped = 0",
        args![&filter.government],
    );
    // Those of one year: many years have more than anybody chooses from.
    let year = filter.year.or_else(|| plans.first().map(|plan| plan.year)).filter(|_| filter.plan.is_none());
    headings.when(" AND p.id = ?", filter.plan.clone()).when(" AND p.year = ?", year);
    headings.push(" GROUP BY t.heading ORDER BY max(p.id) DESC, min(t.position) LIMIT 100");
    let headings: Vec<String> = tx.list(headings).await?;
    let mut years: Vec<i64> = plans.iter().map(|plan| plan.year).collect();
    years.dedup();
    let retired = |retired: bool| if retired { "（已停用）" } else { "" };
    let of_unit = |unit: &directory::Unit| (unit.id.clone(), format!("{}{}", unit.short_name, retired(unit.retired)));
    Ok(Choices {
        units: if desk.sees_all() { units.list.iter().map(of_unit).collect() } else { Vec::new() },
        plans: plans.into_iter().map(|plan| (plan.id, clipped(&named(&plan.title, plan.year), 28))).collect(),
        years: years.into_iter().map(|year| (year.to_string(), format!("{year} 年"))).collect(),
        headings: headings.into_iter().map(|heading| (heading.clone(), clipped(&heading, 24))).collect(),
    })
}

/// A plan's title, with its year where the title does not say it.
pub(crate) fn named(title: &str, year: i64) -> String {
    if title.contains(&year.to_string()) { title.to_owned() } else { format!("{year} 年 {title}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_added_once_or_taken_away() {
        assert_eq!(pairs("unit=u1&sort=plan", "sort", ""), "unit=u1");
        assert_eq!(pairs("unit=u1", "after", "2022-06-30~x"), "unit=u1&after=2022-06-30%7Ex");
        assert_eq!(pairs("", "sort", "plan"), "sort=plan");
    }
}
