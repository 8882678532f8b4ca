//! Taking a record away, with all that it was counted as.

use askama::Template;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use kernel::Problem;
use web::{Page, Result, Typed, redirect, view};

use super::domain::Support;
use super::form::find;
use super::page::{Counted, counted};
use super::{counting, store};
use crate::entries::acts::Particulars;
use crate::entries::desk::{Desk, Units};

#[derive(Template)]
#[template(path = "ledger/support/remove.html")]
struct Confirm {
    page: Page,
    support: Support,
    counted: Vec<Counted>,
    held: Vec<String>,
}

/// What will happen.
pub(super) async fn confirm(desk: Desk, Path(id): Path<String>) -> Result {
    let mut tx = desk.app.db.read().await?;
    let support = find(&desk, &mut tx, &id).await?;
    let units = Units::read(&mut tx, &support.government_id).await?;
    view(Confirm {
        page: desk.shell.desk("移除组织保障记录"),
        counted: counted(&mut tx, &desk, &support, &units).await?,
        held: counting::held(&mut tx, &support.id).await?,
        support,
    })
}

/// It happens.
pub(super) async fn remove(desk: Desk, Path(id): Path<String>, Typed(typed): Typed) -> Result {
    let now = desk.app.clock.now();
    let mut tx = desk.app.db.write().await?;
    let support = find(&desk, &mut tx, &id).await?;
    if typed.get("version") != support.version.to_string() {
        return Err(Problem::Conflict("这条记录刚刚被别人改过，没有移除。请看清现在的内容再决定。".into()).into());
    }
    counting::take_all_back(&mut tx, &desk, &support).await?.map_err(Problem::Refused)?;
    store::remove(&mut tx, now, &support).await?;
    let words = format!("{}：{}", support.kind.name, support.text.title);
    let particulars = Particulars { version: support.version + 1, words, ..Particulars::default() };
    store::record(&mut tx, now, &desk.who.actor(), "support.removed", &support, particulars).await?;
    tx.commit().await?;
    Ok(redirect("/desk/support").saying("已移除。").into_response())
}
