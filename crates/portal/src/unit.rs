//! A unit's page: what it does, how to reach it (its guide, 条例 Art. 12), what it is to publish and has published.

use askama::Template;
use axum::extract::{Path, State};
use catalogue::edition::Column;
use directory::{Contact, Unit, contact, unit};
use kernel::{Problem, is_id};
use publishing::{Item, Validity, Wanted};
use web::{App, Page, Query, Result, Shell, view};

use crate::catalogue::edition;
use crate::home::hosted;
use crate::{address, kinds, validity};

const PAGE: usize = 20;

struct Line {
    item: Item,
    /// Its own page; empty when it has none.
    href: String,
    form: &'static str,
    validity: Option<Validity>,
}

impl Line {
    fn mark(&self, one: &Validity) -> &'static str {
        validity::mark(*one)
    }
}

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
    lines: Vec<Line>,
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
    // Anything else typed there begins at the beginning.
    let before = publishing::place(query.get("before"));
    let mut items = publishing::page(&mut tx, &wanted, before, PAGE + 1).await?;
    let total = publishing::count(&mut tx, &wanted).await?;
    let columns = edition(&mut tx, &government.id).await?.map(|(_, snapshot)| snapshot.columns).unwrap_or_default();
    drop(tx);
    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let page = shell
        .public(&government, &unit.name)
        .tag("ColumnName", &unit.name)
        .tag("ColumnDescription", &format!("{}的职能、联系方式和公开的信息", unit.name))
        .tag("ColumnKeywords", &format!("{},{},信息公开", government.short_name, unit.short_name))
        .tag("ColumnType", "机构职能");
    let base = page.site.path.clone();
    let next = match items.last() {
        Some(last) if more => format!("{base}/units/{id}?before={}", last.key()),
        _ => String::new(),
    };
    let lines = items.into_iter().map(|item| Line {
        href: address::of(&base, &item).unwrap_or_default(),
        form: kinds::name(&item.form),
        validity: item.validity(today),
        item,
    });
    view(UnitPage {
        first: if before.is_some() { format!("{base}/units/{id}") } else { String::new() },
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
