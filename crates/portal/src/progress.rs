//! How far a published work plan is, where its office lets everybody see it.

use askama::Template;
use axum::extract::{Path, State};
use db::Tx;
use kernel::Problem;
use ledger::snapshot::{PlanSnapshot, ProgressSnapshot, TaskProgress, progress_of};
use web::{App, NavItem, Page, Query, Result, Shell, view};

use crate::plan::{Found, Shown, find};

/// What is public of a plan's progress, and since when.
pub(crate) async fn public(tx: &mut Tx, plan_id: &str) -> Result<Option<(ProgressSnapshot, String)>> {
    let found = publishing::find(tx, &progress_of(plan_id)).await?;
    let Some((_, newest)) = found.filter(|(item, _)| !item.withdrawn) else { return Ok(None) };
    let at = newest.published_at.to_string();
    Ok(Some((serde_json::from_value(newest.body).map_err(Problem::internal)?, at)))
}

#[derive(Template)]
#[template(path = "portal/plan_progress.html")]
struct ProgressPage {
    page: Page,
    base: String,
    plan: PlanSnapshot,
    tabs: Vec<NavItem>,
    at: String,
    /// Tasks under their outermost headings.
    sections: Vec<(String, Vec<TaskProgress>)>,
    /// Units' shares that are done, and all of them.
    done: usize,
    all: usize,
}

/// `/g/{slug}/plans/{id}/progress`
pub(crate) async fn show(
    State(app): State<App>,
    shell: Shell,
    Path(at): Path<(String, String)>,
    query: Query,
) -> Result {
    let Shown { page, base, plan, tabs, item, .. } = match find(&app, shell, at, &query, "/progress").await? {
        Found::Gone(response) => return Ok(response),
        Found::Plan(shown) => *shown,
    };
    let mut tx = app.db.read().await?;
    let found = public(&mut tx, &item.id).await?;
    let (progress, at) = found.ok_or(Problem::NotFound("这份计划的进展"))?;
    let done = progress.tasks.iter().map(TaskProgress::done).sum();
    let all = progress.tasks.iter().map(|task| task.units.len()).sum();
    view(ProgressPage { page, base, plan, tabs, at, sections: sections(progress.tasks), done, all })
}

fn sections(tasks: Vec<TaskProgress>) -> Vec<(String, Vec<TaskProgress>)> {
    let mut sections: Vec<(String, Vec<TaskProgress>)> = Vec::new();
    for task in tasks {
        match sections.last_mut().filter(|(heading, _)| *heading == task.heading) {
            Some((_, tasks)) => tasks.push(task),
            None => sections.push((task.heading.clone(), vec![task])),
        }
    }
    sections
}
