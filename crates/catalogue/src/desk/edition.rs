//! `/desk/catalogue/publish`: what differs from the edition that is public, and publishing a new one.

use askama::Template;
use axum::response::IntoResponse as _;
use kernel::Problem;
use web::{Page, Result, Typed, redirect, view};

use super::scene::Desk;
use crate::edition::{Difference, Kind, Snapshot, differences, now_and_public, publish as publish_edition};

#[derive(Template)]
#[template(path = "catalogue/publish.html")]
struct Preview {
    page: Page,
    differences: Vec<Difference>,
    /// How many columns it has.
    count: usize,
    /// The number of the edition that is public, and when it was published; 0 for none.
    number: i64,
    on: String,
    slug: String,
}

impl Preview {
    fn of(&self, kind: Kind) -> usize {
        self.differences.iter().filter(|one| one.kind == kind).count()
    }
}

/// What would be published.
pub(super) async fn preview(desk: Desk) -> Result {
    let government = desk.government()?;
    let mut tx = desk.app.db.read().await?;
    let (current, public) = now_and_public(&mut tx, &government.id).await?;
    let (number, on) =
        public.as_ref().map_or((0, String::new()), |(item, _)| (item.version, item.published_at.to_string()));
    view(Preview {
        page: desk.shell.desk("公开这份目录"),
        differences: differences(&public.map(|(_, edition)| edition).unwrap_or_default(), &current),
        count: current.columns.len(),
        number,
        on,
        slug: government.slug.clone(),
    })
}

/// Publishes it, unless another edition came out since the page was made.
pub(super) async fn publish(desk: Desk, Typed(typed): Typed) -> Result {
    let government = desk.government()?;
    let mut tx = desk.app.db.write().await?;
    let (current, public) = now_and_public(&mut tx, &government.id).await?;
    let number = public.as_ref().map_or(0, |(item, _)| item.version);
    if typed.get("number") != number.to_string() {
        return Err(Problem::Conflict("目录刚刚由别人公开过，这次没有公开。请看清差别再决定。".into()).into());
    }
    let before: Snapshot = public.map(|(_, edition)| edition).unwrap_or_default();
    if current.columns.is_empty() {
        return Err(Problem::refused("目录里还没有内容，不能公开。").into());
    }
    if differences(&before, &current).is_empty() {
        return Err(Problem::refused("和已经公开的一样，不用再公开。").into());
    }
    let number = publish_edition(&mut tx, desk.app.clock.now(), &desk.who.actor(), government, &current).await?;
    tx.commit().await?;
    Ok(redirect("/desk/catalogue").saying(&format!("目录已公开，这是第 {number} 版。")).into_response())
}
