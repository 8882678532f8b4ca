//! A unit's page: what it does, how to reach it (its guide, 条例 Art. 12), what it is to publish and has published.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State};
use catalogue::edition::Column;
use directory::{Contact, Unit, contact, unit};
use kernel::{Problem, is_id};
use publishing::Wanted;
use web::{App, Page, Query, Result, Shell, view};

use crate::catalogue::edition;
use crate::home::hosted;
use crate::listed::{self, Listed};

const PAGE: usize = 20;

#[derive(Template)]
#[template(path = "portal/unit.html")]
struct UnitPage {
    page: Page,
    base: String,
    unit: Unit,
    contact: Contact,
    duties: Vec<String>,
    /// Columns it is responsible for.
    columns: Vec<Column>,
    lines: Vec<Listed>,
    total: i64,
    first: String,
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
    let found = if is_id(&id) { unit::find(&mut tx, &id).await? } else { None };
    let found = found.filter(|unit| unit.government_id == government.id);
    let unit = found.ok_or(Problem::NotFound("这个单位"))?;
    let contact = contact::find(&mut tx, &id).await?.unwrap_or(Contact::blank(&id, &government.id));
    let wanted = Wanted { government_id: Some(government.id.clone()), unit_id: Some(id.clone()), ..Wanted::default() };
    let (items, next) = listed::page(&mut tx, &wanted, query.get("before"), PAGE).await?;
    let total = publishing::count(&mut tx, &wanted).await?;
    let columns = edition(&mut tx, &government.id).await?.map(|(_, snapshot)| snapshot.columns).unwrap_or_default();
    drop(tx);
    let page = shell
        .public(&government, &unit.name)
        .tag("ColumnName", &unit.name)
        .tag("ColumnDescription", &format!("{}的职能、联系方式和公开的信息", unit.name))
        .tag("ColumnKeywords", &format!("{},{},信息公开", government.short_name, unit.short_name))
        .tag("ColumnType", "机构职能");
    let base = page.site.path.clone();
    let next = next.map(|key| format!("{base}/units/{id}?before={key}")).unwrap_or_default();
    // Everything here is this unit's.
    let units = HashMap::new();
    let lines = items.into_iter().map(|item| Listed::of(&base, item, today, &units));
    view(UnitPage {
        first: if query.opt("before").is_some() { format!("{base}/units/{id}") } else { String::new() },
        lines: lines.collect(),
        duties: contact.duties.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        columns: columns.into_iter().filter(|column| column.leaf && column.units.contains(&unit.short_name)).collect(),
        page,
        base,
        unit,
        contact,
        total,
        next,
    })
}
