//! All plans of a government: adopted ones, and drafts on the way.

use askama::Template;
use axum::extract::State;
use directory::Capability::ManagePlans;
use kernel::is_id;
use web::{App, Fields, Page, Query, Result, Shell, Signed, view};

use crate::intake;
use crate::intake::domain::Draft;
use crate::plans::domain::Plan;
use crate::plans::store::{self, Filter};
use crate::review::progress::{self, Left};

/// Plans on one page.
const PAGE: usize = 50;
/// Drafts shown; more are not worked on at a time.
const DRAFTS: usize = 50;

struct Row {
    plan: Plan,
    tasks: i64,
}

struct DraftRow {
    draft: Draft,
    left: Left,
    /// What is left, in words.
    doubts: String,
}

/// A year to choose.
struct Year {
    value: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "ledger/plans/list.html")]
struct ListPage {
    page: Page,
    may_manage: bool,
    drafts: Vec<DraftRow>,
    plans: Vec<Row>,
    years: Vec<Year>,
    text: String,
    filters: usize,
    first: String,
    next: String,
    count: String,
}

/// The list. Drafts show only to those who work on them.
pub(super) async fn list(State(app): State<App>, (Signed(who), shell): (Signed, Shell), Query(query): Query) -> Result {
    let government = who.government()?.id.clone();
    let may_manage = who.may(ManagePlans);
    let mut tx = app.db.read().await?;
    let drafts = if may_manage { intake::store::under_review(&mut tx, &government, DRAFTS).await? } else { vec![] };
    let left = progress::of_all(&mut tx, &government, &drafts).await?;
    let drafts = drafts.into_iter().zip(left).map(|(draft, left)| DraftRow {
        doubts: format!("{} 处待核对", left.doubts()),
        draft,
        left,
    });
    let filter =
        Filter { year: query.get("year").parse().ok(), text: query.opt("q").map(str::to_owned), after: after(&query) };
    let (year, paged) = (filter.year, filter.after.is_some());
    let mut plans = store::page(&mut tx, &government, filter, PAGE + 1).await?;
    let more = plans.len() > PAGE;
    plans.truncate(PAGE);
    let next = plans.last().filter(|_| more).map(|plan| format!("{}-{}", plan.year, plan.id));
    let counts = store::task_counts(&mut tx, &plans).await?;
    let tasks = |plan: &Plan| counts.iter().find(|(id, _)| *id == plan.id).map_or(0, |(_, count)| *count);
    let years = store::years(&mut tx, &government).await?;
    let years = years.into_iter().map(|y| Year { value: y.to_string(), chosen: year == Some(y) });
    let address = |after: &str| format!("/desk/plans?{}", query.with("after", after));
    view(ListPage {
        page: shell.desk("工作计划"),
        may_manage,
        drafts: drafts.collect(),
        plans: plans.into_iter().map(|plan| Row { tasks: tasks(&plan), plan }).collect(),
        years: years.collect(),
        text: query.get("q").to_owned(),
        filters: ["q", "year"].iter().filter(|name| query.opt(name).is_some()).count(),
        first: if paged { address("") } else { String::new() },
        next: next.map(|after| address(&after)).unwrap_or_default(),
        count: format!("每页 {PAGE} 份"),
    })
}

/// The key of the page: year and id of the last plan seen.
fn after(query: &Fields) -> Option<(i64, String)> {
    let (year, id) = query.get("after").split_once('-')?;
    Some((year.parse().ok()?, id.to_owned())).filter(|(_, id)| is_id(id))
}
