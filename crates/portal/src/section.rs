//! 政府信息公开: the four parts that every site has — guide, rules, statutory contents, annual report — in one place.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State};
use catalogue::edition::{Column, Snapshot};
use publishing::{Facet, Wanted};
use web::{App, Page, Result, Shell, view};

use crate::catalogue::edition;
use crate::home::hosted;

/// One of the parts.
struct Part {
    column: Column,
    /// The columns right below it.
    below: Vec<Column>,
    /// How many things are public in it and below.
    total: i64,
}

#[derive(Template)]
#[template(path = "portal/section.html")]
struct Section {
    page: Page,
    base: String,
    /// Rules, statutory contents, annual report; those the catalogue has.
    parts: Vec<Part>,
    /// Whether the catalogue is public.
    catalogue: bool,
}

/// Keys of the parts in the standard set, in the order they are shown. The guide is a page of its own.
const PARTS: [&str; 3] = ["rules", "statutory", "report"];

pub(crate) async fn show(State(app): State<App>, shell: Shell, Path(slug): Path<String>) -> Result {
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, &slug).await?;
    let found = edition(&mut tx, &government.id).await?;
    let catalogue = found.is_some();
    let snapshot = found.map(|(_, snapshot)| snapshot).unwrap_or_default();
    let all = Wanted { government_id: Some(government.id.clone()), ..Wanted::default() };
    let shares = publishing::facet(&mut tx, &all, Facet::Column, usize::MAX).await?;
    let counts: HashMap<&str, i64> = shares.iter().map(|share| (share.value.as_str(), share.count)).collect();
    let mut parts = Vec::new();
    for key in PARTS {
        let Some(column) = snapshot.standard(key) else { continue };
        let total = inside(&snapshot, column).iter().filter_map(|one| counts.get(one.id.as_str())).sum();
        let below = snapshot.columns.iter().filter(|one| one.parent.as_deref() == Some(&column.id)).cloned().collect();
        parts.push(Part { column: column.clone(), below, total });
    }
    drop(tx);
    let page =
        shell.public(&government, "政府信息公开").tag("ColumnName", "政府信息公开").tag("ColumnType", "信息公开");
    let page = page.tag("ColumnDescription", &format!("{}的公开指南、制度、法定主动公开内容和年报", government.name));
    view(Section { base: page.site.path.clone(), page, parts, catalogue })
}

/// A column and everything below it: the catalogue lists it right behind, deeper.
fn inside<'a>(snapshot: &'a Snapshot, column: &Column) -> Vec<&'a Column> {
    let after = snapshot.columns.iter().skip_while(|one| one.id != column.id);
    let mut found: Vec<&Column> = after.clone().take(1).collect();
    found.extend(after.skip(1).take_while(|one| one.depth > column.depth));
    found
}
