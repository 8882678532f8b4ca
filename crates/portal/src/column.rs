//! A column (栏目) of a government's site: what it is for, who is responsible, what stands there.

use askama::Template;
use axum::extract::{Path, State};
use catalogue::edition::Column;
use kernel::Problem;
use publishing::Wanted;
use web::{App, Page, Query, Result, Shell, view};

use crate::catalogue::edition;
use crate::home::hosted;
use crate::listed::{self, Listed};

const PAGE: usize = 20;

#[derive(Template)]
#[template(path = "portal/column.html")]
struct ColumnPage {
    page: Page,
    base: String,
    column: Column,
    /// The page that the platform makes for this column, and what it is called; empty when it makes none.
    made: (&'static str, String),
    /// The columns above, outermost first: name and address.
    above: Vec<(String, String)>,
    below: Vec<Column>,
    responsible: String,
    lines: Vec<Listed>,
    total: i64,
    next: String,
}

pub(crate) async fn show(
    State(app): State<App>,
    shell: Shell,
    Path((slug, id)): Path<(String, String)>,
    Query(query): Query,
) -> Result {
    let today = app.clock.today();
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, &slug).await?;
    let found = edition(&mut tx, &government.id).await?;
    let (_, snapshot) = found.ok_or(Problem::NotFound("这个栏目"))?;
    let column = snapshot.column(&id).cloned().ok_or(Problem::NotFound("这个栏目"))?;
    let wanted =
        Wanted { government_id: Some(government.id.clone()), column_id: Some(id.clone()), ..Wanted::default() };
    let (items, next) = listed::page(&mut tx, &wanted, query.get("before"), PAGE).await?;
    let total = publishing::count(&mut tx, &wanted).await?;
    let units = listed::units(&mut tx, &government.id).await?;
    drop(tx);
    let name = &column.name;
    let description = if column.content.is_empty() { name } else { &column.content };
    let page = shell
        .public(&government, name)
        .tag("ColumnName", name)
        .tag("ColumnDescription", description)
        .tag("ColumnKeywords", &format!("{},{name},信息公开", government.short_name))
        .tag("ColumnType", "信息公开");
    let base = page.site.path.clone();
    let next = next.map(|key| format!("{base}/columns/{id}?before={key}")).unwrap_or_default();
    let mut above = Vec::new();
    let mut parent = column.parent.as_deref();
    while let Some(one) = parent.and_then(|id| snapshot.column(id)) {
        above.insert(0, (one.name.clone(), format!("{base}/columns/{}", one.id)));
        parent = one.parent.as_deref();
    }
    let lines = items.into_iter().map(|item| Listed::of(&base, item, today, &units));
    // The guides are made from the register and the catalogue.
    let made = match column.standard.as_deref() {
        Some("guide" | "guide.government") => ("看公开指南", format!("{base}/guide")),
        Some("guide.unit") => ("看各单位的指南", format!("{base}/units")),
        _ => ("", String::new()),
    };
    view(ColumnPage {
        made,
        lines: lines.collect(),
        responsible: if column.responsible.is_empty() { government.name.clone() } else { column.responsible.clone() },
        below: snapshot.columns.iter().filter(|one| one.parent.as_deref() == Some(&id)).cloned().collect(),
        page,
        base,
        column,
        above,
        total,
        next,
    })
}
