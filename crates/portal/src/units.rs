//! A government's units: who they are and how to reach them.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State};
use directory::unit::Filter;
use directory::{Unit, UnitKind, contact, unit};
use web::{App, Fields, Page, Query, Result, Shell, view};

use crate::home::hosted;

const PAGE: usize = 50;

struct Line {
    unit: Unit,
    phone: String,
}

#[derive(Template)]
#[template(path = "portal/units.html")]
struct Units {
    page: Page,
    base: String,
    query: Fields,
    active: usize,
    lines: Vec<Line>,
    /// Address of the next page; empty on the last.
    next: String,
}

/// Telephone numbers of a government's offices, by the unit's id.
pub(crate) async fn phones(tx: &mut db::Tx, government_id: &str) -> db::Result<HashMap<String, String>> {
    Ok(contact::all(tx, government_id).await?.into_iter().map(|one| (one.holder_id, one.phone)).collect())
}

pub(crate) async fn list(
    State(app): State<App>,
    shell: Shell,
    Path(slug): Path<String>,
    Query(query): Query,
) -> Result {
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, &slug).await?;
    let filter = Filter {
        kind: UnitKind::from_code(query.get("kind")),
        text: query.opt("q").map(str::to_owned),
        after: query.opt("after").map(str::to_owned),
        retired: false,
    };
    let mut units = unit::page(&mut tx, &government.id, filter, PAGE + 1).await?;
    let mut phones = phones(&mut tx, &government.id).await?;
    drop(tx);
    let more = units.len() > PAGE;
    units.truncate(PAGE);
    let page = shell.public(&government, "单位").tag("ColumnName", "单位").tag("ColumnType", "机构职能");
    let base = page.site.path.clone();
    let next = match units.last() {
        Some(last) if more => format!("{base}/units?{}", query.with("after", &last.id)),
        _ => String::new(),
    };
    let lines = units.into_iter().map(|unit| Line { phone: phones.remove(&unit.id).unwrap_or_default(), unit });
    let active = ["q", "kind"].iter().filter(|name| query.opt(name).is_some()).count();
    view(Units { lines: lines.collect(), page, base, query, active, next })
}
