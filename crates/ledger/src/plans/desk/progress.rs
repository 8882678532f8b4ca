//! Letting everybody see how far a plan is: shown first, then published, brought up to date, closed again.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use web::{App, Page, Result, Shell, Signed, redirect, view};

use super::find;
use crate::plans::domain::Plan;
use crate::plans::progress;
use crate::plans::{self, Standing};
use crate::review::store::By;
use crate::snapshot::ProgressSnapshot;

#[derive(Template)]
#[template(path = "ledger/plans/progress.html")]
struct ProgressPage {
    page: Page,
    plan: Plan,
    /// The plan itself is public.
    is_public: bool,
    /// Since when what is public is; empty when nothing is.
    since: String,
    now: ProgressSnapshot,
    public_path: String,
}

/// What would be public, and what is.
pub(super) async fn show(
    State(app): State<App>,
    (Signed(who), shell): (Signed, Shell),
    Path(id): Path<String>,
) -> Result {
    let mut tx = app.db.read().await?;
    let plan = find(&mut tx, &who, &id).await?;
    let since = progress::shown_since(&mut tx, &id).await?;
    view(ProgressPage {
        page: shell.desk("公开进展"),
        is_public: matches!(plans::standing(&mut tx, &plan).await?, Standing::Public { .. }),
        since: since.map(|at| at.to_string()).unwrap_or_default(),
        now: progress::snapshot(&mut tx, &plan).await?,
        public_path: format!("/g/{}/plans/{id}/progress", who.government()?.slug),
        plan,
    })
}

/// Publishes it as it is now.
pub(super) async fn publish(State(app): State<App>, Signed(who): Signed, Path(id): Path<String>) -> Result {
    let mut tx = app.db.write().await?;
    let plan = find(&mut tx, &who, &id).await?;
    let by = By { actor: &who.actor(), now: app.clock.now() };
    let changed = progress::publish(&mut tx, by, &plan).await?;
    tx.commit().await?;
    let said =
        if changed { "进展已公开，以后每天自动更新。" } else { "公开的已经是现在的进展。" };
    Ok(redirect(&format!("/desk/plans/{id}/progress")).saying(said).into_response())
}

/// Takes it back.
pub(super) async fn close(State(app): State<App>, Signed(who): Signed, Path(id): Path<String>) -> Result {
    let mut tx = app.db.write().await?;
    let plan = find(&mut tx, &who, &id).await?;
    progress::close(&mut tx, By { actor: &who.actor(), now: app.clock.now() }, &plan).await?;
    tx.commit().await?;
    Ok(redirect(&format!("/desk/plans/{id}/progress")).saying("进展不再公开，计划仍然公开。").into_response())
}
