//! The list of a government's published work plans.

use askama::Template;
use axum::extract::{Path, State};
use ledger::snapshot::WORK_PLAN;
use publishing::Item;
use web::{App, Page, Query, Result, Shell, view};

use crate::home::hosted;

const PAGE: usize = 30;

#[derive(Template)]
#[template(path = "portal/plans.html")]
struct Plans {
    page: Page,
    base: String,
    items: Vec<Item>,
    /// Address of the next page; empty on the last.
    next: String,
}

pub(crate) async fn list(
    State(app): State<App>,
    shell: Shell,
    Path(slug): Path<String>,
    Query(query): Query,
) -> Result {
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, &slug).await?;
    // Anything else typed there begins at the beginning.
    let before = publishing::place(query.get("before"));
    let mut items = publishing::list(&mut tx, &government.id, Some(WORK_PLAN), before, PAGE + 1).await?;
    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let page = shell.public(&government, "工作计划").tag("ColumnName", "工作计划").tag("ColumnType", "工作计划");
    let base = page.site.path.clone();
    let next = match items.last() {
        Some(last) if more => format!("{base}/plans?before={}", last.key()),
        _ => String::new(),
    };
    view(Plans { page, base, items, next })
}
