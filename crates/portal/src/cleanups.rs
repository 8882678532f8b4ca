//! Results of clean-ups (清理结果): published announcements, each with how many documents it kept and ended.

use askama::Template;
use axum::extract::{Path, State};
use documents::cleanup::SERIES;
use publishing::{Item, Wanted};
use web::{App, Page, Query, Result, Shell, view};

use crate::home::hosted;
use crate::listed;

const PAGE: usize = 20;

struct Line {
    item: Item,
    /// What it did, e.g. 废止 3 件.
    did: Vec<String>,
}

#[derive(Template)]
#[template(path = "portal/cleanups.html")]
struct Cleanups {
    page: Page,
    base: String,
    lines: Vec<Line>,
    first: String,
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
    let wanted = Wanted { government_id: Some(government.id.clone()), series: Some(SERIES), ..Wanted::default() };
    let (items, next) = listed::page(&mut tx, &wanted, query.get("before"), PAGE).await?;
    let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
    let mut effects = documents::effects_of(&mut tx, &ids).await?;
    drop(tx);
    let page =
        shell.public(&government, "文件清理结果").tag("ColumnName", "文件清理结果").tag("ColumnType", "政策文件");
    let base = page.site.path.clone();
    let next = next.map(|key| format!("{base}/cleanups?before={key}")).unwrap_or_default();
    let first = if query.opt("before").is_some() { format!("{base}/cleanups") } else { String::new() };
    let lines = items.into_iter().map(|item| {
        let did = effects.remove(&item.id).unwrap_or_default();
        Line { did: did.into_iter().map(|(effect, count)| format!("{} {count} 件", effect.name())).collect(), item }
    });
    view(Cleanups { lines: lines.collect(), page, base, first, next })
}
