//! Publishing a plan and taking it back: asked once, then done.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use kernel::Problem;
use web::{App, Mistakes, Page, Result, Shell, Signed, Typed, redirect, view, view_invalid};

use super::find;
use crate::plans::domain::Plan;
use crate::plans::{self, Standing, store};
use crate::review::store::By;

#[derive(Template)]
#[template(path = "ledger/plans/publish.html")]
struct PublishPage {
    page: Page,
    question: &'static str,
    plan: Plan,
    tasks: usize,
    again: bool,
    why_not: Option<String>,
}

/// Asks once before a plan becomes public.
pub(super) async fn ask_publish(
    State(app): State<App>,
    (Signed(who), shell): (Signed, Shell),
    Path(id): Path<String>,
) -> Result {
    let mut tx = app.db.read().await?;
    let plan = find(&mut tx, &who, &id).await?;
    let again = plans::standing(&mut tx, &plan).await? != Standing::Never;
    let tasks = store::tasks(&mut tx, &id).await?.len();
    let question = if again { "重新公开这份计划？" } else { "公开这份计划？" };
    let why_not = plan.why_not_public();
    view(PublishPage { page: shell.desk("公开计划"), question, plan, tasks, again, why_not })
}

/// Publishes the edition that was asked about.
pub(super) async fn publish(
    State(app): State<App>,
    Signed(who): Signed,
    Path(id): Path<String>,
    Typed(typed): Typed,
) -> Result {
    let mut tx = app.db.write().await?;
    let plan = find(&mut tx, &who, &id).await?;
    if typed.get("version").parse() != Ok(plan.version) {
        return Err(Problem::Conflict("计划刚刚用更正稿更新过，还没有公开。请看过新的内容再公开。".into()).into());
    }
    let by = By { actor: &who.actor(), now: app.clock.now() };
    let published = plans::publish(&mut tx, by, &id).await?;
    tx.commit().await?;
    let said = if published { "已公开。" } else { "公开的已经是这个内容，不用重新公开。" };
    Ok(redirect(&format!("/desk/plans/{id}")).saying(said).into_response())
}

#[derive(Template)]
#[template(path = "ledger/plans/withdraw.html")]
struct WithdrawPage {
    page: Page,
    plan: Plan,
    reason: String,
    mistakes: Mistakes,
}

/// Asks why before a plan is taken back.
pub(super) async fn ask_withdraw(
    State(app): State<App>,
    (Signed(who), shell): (Signed, Shell),
    Path(id): Path<String>,
) -> Result {
    let mut tx = app.db.read().await?;
    let plan = find(&mut tx, &who, &id).await?;
    let page = shell.desk("撤下计划");
    view(WithdrawPage { page, plan, reason: String::new(), mistakes: Mistakes::default() })
}

/// Takes a plan back, with the reason that its page will show.
pub(super) async fn withdraw(
    State(app): State<App>,
    (Signed(who), shell): (Signed, Shell),
    Path(id): Path<String>,
    Typed(typed): Typed,
) -> Result {
    let mut tx = app.db.write().await?;
    let plan = find(&mut tx, &who, &id).await?;
    let reason = typed.get("reason");
    let mut mistakes = Mistakes::default();
    if reason.is_empty() {
        mistakes.add("reason", "请写明撤下的原因，公众会看到");
    }
    mistakes.check("reason", web::within_limits(reason, 500));
    if !mistakes.is_empty() {
        let (page, reason) = (shell.desk("撤下计划"), reason.to_owned());
        return view_invalid(WithdrawPage { page, plan, reason, mistakes });
    }
    let by = By { actor: &who.actor(), now: app.clock.now() };
    plans::withdraw(&mut tx, by, &id, reason).await?;
    tx.commit().await?;
    Ok(redirect(&format!("/desk/plans/{id}")).saying("已撤下，原地址会说明原因。").into_response())
}
