//! `/desk/documents/cleanups/{id}/give-up`: a clean-up ends without a result.

use askama::Template;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use serde_json::json;
use web::{Desk, Fields, Mistakes, Page, Result, Typed, redirect, view, view_invalid, within_limits};

use super::scene::{find, hold, open, same, stale};
use crate::cleanup::domain::{Cleanup, GivenUp, LONGEST_REASON};
use crate::cleanup::store;
use crate::store::safe;

#[derive(Template)]
#[template(path = "documents/cleanup/give_up.html")]
struct GiveUpPage {
    page: Page,
    cleanup: Cleanup,
    typed: Fields,
    mistakes: Mistakes,
}

async fn page(desk: &Desk, id: &str, typed: Option<Fields>, mistakes: Mistakes) -> kernel::Result<GiveUpPage> {
    let mut tx = desk.app.db.read().await?;
    let cleanup = find(desk, &mut tx, id).await?;
    open(&cleanup)?;
    let begin = || Fields::new(vec![("version".into(), cleanup.version.to_string())]);
    let typed = typed.unwrap_or_else(begin);
    Ok(GiveUpPage { page: desk.shell.desk("放弃清理"), cleanup, typed, mistakes })
}

pub(super) async fn ask(desk: Desk, Path(id): Path<String>) -> Result {
    view(page(&desk, &id, None, Mistakes::default()).await?)
}

pub(super) async fn give_up(desk: Desk, Path(id): Path<String>, Typed(typed): Typed) -> Result {
    let mut mistakes = Mistakes::default();
    let reason = typed.get("reason").to_owned();
    if reason.is_empty() {
        mistakes.add("reason", "请写明为什么放弃。");
    }
    mistakes.check("reason", within_limits(&reason, LONGEST_REASON));
    if !mistakes.is_empty() {
        return view_invalid(page(&desk, &id, Some(typed), mistakes).await?);
    }
    let now = desk.now();
    let mut tx = desk.app.db.write().await?;
    let cleanup = hold(&desk, &mut tx, &id).await?;
    same(&cleanup, typed.get("version"))?;
    let payload = json!({ "title": cleanup.title, "reason": safe(&reason) });
    let given_up = Some(GivenUp { at: now, by_name: desk.who.name.clone(), reason });
    let after = Cleanup { given_up, ..cleanup };
    store::save(&mut tx, &after).await.map_err(stale)?;
    store::record(&mut tx, now, &desk.who.actor(), "cleanup.given_up", &after, None, payload).await?;
    tx.commit().await?;
    Ok(redirect(&after.path()).saying("已放弃这次清理。").into_response())
}
