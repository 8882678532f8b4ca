//! `/desk/ledger/import/{id}`: what a sheet would change, row by row; nothing is written yet.

use askama::Template;
use axum::extract::Path;
use db::Tx;
use kernel::{Problem, is_id};
use web::{Fields, NavItem, Page, Query, Result, view};

use super::super::desk::Desk;
use super::domain::{Judged, Verdict};
use super::store::{self, Import, Rows, State};

/// The choice of rows that were to be written and were not.
const SKIPPED: &str = "skipped";
/// Rows of one page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "ledger/import/preview.html")]
struct Preview {
    page: Page,
    import: Import,
    tabs: Vec<NavItem>,
    rows: Vec<Judged>,
    conflicts: i64,
    wrong: i64,
    /// When and by whom its review was ended.
    closed: String,
    /// How many rows would be written now.
    taken: i64,
    /// How many rows were written and skipped.
    outcome: (i64, i64),
    /// Where its forms lead back to.
    query: String,
    next: String,
}

/// The sheet of an address, if the person may know of it.
pub(super) async fn find(desk: &Desk, tx: &mut Tx, id: &str) -> kernel::Result<Import> {
    let import = if is_id(id) { store::find(tx, id).await? } else { None };
    let reached = |import: &Import| desk.who.reaches(&import.government_id, import.unit_id.as_deref());
    import.filter(reached).ok_or(Problem::NotFound("这份表格"))
}

/// One page of its rows.
pub(super) async fn show(desk: Desk, Path(id): Path<String>, Query(fields): Query) -> Result {
    let mut tx = desk.app.db.read().await?;
    let import = find(&desk, &mut tx, &id).await?;
    let (counts, taken) = store::counts(&mut tx, &id).await?;
    let count = |verdict: Verdict| counts.get(&verdict).copied().unwrap_or_default();
    let outcome = store::outcome(&mut tx, &id).await?;
    let chosen = Verdict::from_code(fields.get("show"));
    // What needs a look comes first.
    let skipped = chosen.is_none() && outcome.1 > 0;
    let first = Verdict::ALL.into_iter().find(|verdict| count(*verdict) > 0).unwrap_or(Verdict::Same);
    let verdict = chosen.unwrap_or(first);
    let shown = if skipped { SKIPPED } else { verdict.code() };
    let after = fields.get("after").parse().unwrap_or(0);
    let which = Rows { verdict: Some(verdict).filter(|_| !skipped), skipped, after, ..Rows::default() };
    let mut rows = store::rows(&mut tx, &id, &which, PAGE + 1).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let here = format!("/desk/ledger/import/{id}");
    let tab = |label: &str, code: &str, count: i64| NavItem {
        label: label.into(),
        href: format!("{here}?show={code}"),
        current: code == shown,
        count: u64::try_from(count).ok(),
    };
    let skips = (outcome.1 > 0).then(|| tab("跳过", SKIPPED, outcome.1));
    let verdicts = Verdict::ALL.map(|verdict| tab(verdict.name(), verdict.code(), count(verdict)));
    let next = rows.last().filter(|_| more).map(|last| format!("{here}?show={shown}&after={}", last.number));
    let closed = match (import.closed_at, &import.closed_by) {
        (Some(at), Some(by)) => format!("{at} 由 {by} "),
        _ => String::new(),
    };
    view(Preview {
        page: desk.shell.desk("核对导入的表格"),
        tabs: skips.into_iter().chain(verdicts).collect(),
        rows,
        conflicts: count(Verdict::Conflict),
        wrong: count(Verdict::Wrong),
        closed,
        taken,
        outcome,
        query: Fields::default().with("show", shown) + &kept_after(&fields),
        next: next.unwrap_or_default(),
        import,
    })
}

fn kept_after(fields: &Fields) -> String {
    fields.opt("after").and_then(|after| after.parse::<i64>().ok()).map_or_else(String::new, |n| format!("&after={n}"))
}
