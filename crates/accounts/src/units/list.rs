//! The list of units, and its export, which the import reads back.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use directory::unit::Filter;
use directory::{Unit, UnitKind, names, unit};
use web::{App, Fields, Page, Query, Result, Shell, Signed, view};

use crate::{PAGE, table};

/// Most rows of an export; a province has a few thousand units.
const MOST: usize = 20_000;

#[derive(Template)]
#[template(path = "accounts/units.html")]
struct Units {
    page: Page,
    query: Fields,
    active: usize,
    units: Vec<Unit>,
    next: String,
    export: String,
}

fn filter(query: &Fields) -> Filter {
    Filter {
        kind: UnitKind::from_code(query.get("kind")),
        text: query.opt("q").map(str::to_owned),
        retired: query.has("retired"),
        after: query.opt("after").map(str::to_owned),
    }
}

pub(super) async fn show(State(app): State<App>, shell: Shell, Signed(me): Signed, Query(query): Query) -> Result {
    let government = me.government()?;
    let mut tx = app.db.read().await?;
    let mut units = unit::page(&mut tx, &government.id, filter(&query), PAGE + 1).await?;
    let more = units.len() > PAGE;
    units.truncate(PAGE);
    let next = match units.last() {
        Some(last) if more => format!("/desk/units?{}", query.with("after", &last.id)),
        _ => String::new(),
    };
    let active = ["q", "kind", "retired"].iter().filter(|name| query.opt(name).is_some()).count();
    let export = format!("/desk/units/export.csv?{}", query.with("after", ""));
    view(Units { page: shell.desk("单位"), active, units, next, export, query })
}

pub(super) async fn export(State(app): State<App>, Signed(me): Signed, Query(query): Query) -> Result {
    let government = me.government()?;
    let mut tx = app.db.read().await?;
    let units = unit::page(&mut tx, &government.id, Filter { after: None, ..filter(&query) }, MOST).await?;
    let mut forms: HashMap<String, Vec<String>> = HashMap::new();
    for name in names::of_government(&mut tx, &government.id).await? {
        if let Some(unit) = name.unit_id {
            forms.entry(unit).or_default().push(name.name);
        }
    }
    let lines = units.into_iter().map(|u| {
        let current = [names::key(&u.name), names::key(&u.short_name)];
        let all = forms.remove(&u.id).unwrap_or_default();
        let aliases: Vec<_> = all.into_iter().filter(|name| !current.contains(&names::key(name))).collect();
        [
            u.name,
            u.short_name,
            u.kind.name().to_owned(),
            aliases.join("；"),
            if u.issues_normative { "是" } else { "" }.to_owned(),
        ]
    });
    table::csv("单位.csv", ["名称", "简称", "类别", "别名", "制定主体"], lines)
}
