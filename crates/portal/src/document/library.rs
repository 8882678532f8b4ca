//! The policy library: everything in general lists, by 类型, theme, unit, year and validity.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State};
use publishing::{Facet, Wanted};
use web::{App, Counted, Fields, Page, Query, Result, Shell, view};

use crate::home::hosted;
use crate::listed::{self, Listed};
use crate::{kinds, wanted};

const PAGE: usize = 20;
/// So many values of a facet are offered.
const VALUES: usize = 40;

/// A value one can choose.
struct Choice {
    label: String,
    href: String,
    count: i64,
    chosen: bool,
}

/// What one can choose by.
struct Group {
    title: &'static str,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "portal/document/library.html")]
struct Library {
    page: Page,
    base: String,
    typed: Fields,
    groups: Vec<Group>,
    lines: Vec<Listed>,
    total: i64,
    next: String,
    active: usize,
}

pub(super) async fn show(
    State(app): State<App>,
    shell: Shell,
    Path(slug): Path<String>,
    Query(query): Query,
) -> Result {
    let today = app.clock.today();
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, &slug).await?;
    let wanted = wanted::read(&query, &government.id, today);
    let (items, next) = listed::page(&mut tx, &wanted, query.get("before"), PAGE).await?;
    let total = publishing::count(&mut tx, &wanted).await?;
    // Narrowing what was found is no new search.
    let alone = wanted::NAMES.iter().all(|name| *name == "q" || query.opt(name).is_none());
    if let Some(words) = query.opt("q").filter(|_| alone && query.opt("before").is_none()) {
        let what = if total == 0 { Counted::Nothing } else { Counted::Search };
        shell.count(&app, &government, what, words);
    }
    let units = listed::units(&mut tx, &government.id).await?;
    let themes: HashMap<String, String> = catalogue::theme::with_retired(&mut tx, &government.id)
        .await?
        .into_iter()
        .map(|theme| (theme.id, theme.name))
        .collect();
    let page = shell
        .public(&government, "政策文件")
        .tag("ColumnName", "政策文件")
        .tag("ColumnDescription", &format!("{}公开的政策文件", government.name))
        .tag("ColumnKeywords", &format!("{},政策文件", government.short_name))
        .tag("ColumnType", "政策文件");
    let base = page.site.path.clone();
    let at = format!("{base}/documents");
    let choose = |name: &str, value: &str| link(&at, &query, name, value);
    let mut groups = Vec::new();
    for (title, name, facet) in [
        ("类型", "form", Facet::Form),
        ("主题", "theme", Facet::Theme),
        ("单位", "unit", Facet::Unit),
        ("年份", "year", Facet::Year),
    ] {
        let others = without(&wanted, facet);
        let label = |value: &str| match facet {
            Facet::Form => Some(kinds::name(value).to_owned()),
            Facet::Theme => themes.get(value).cloned(),
            Facet::Unit => units.get(value).cloned(),
            _ => Some(format!("{value} 年")),
        };
        let shares = publishing::facet(&mut tx, &others, facet, VALUES).await?;
        let choices = shares.into_iter().filter_map(|share| {
            let chosen = query.get(name) == share.value;
            let href = choose(name, if chosen { "" } else { &share.value });
            Some(Choice { label: label(&share.value)?, href, count: share.count, chosen })
        });
        groups.push(Group { title, choices: choices.collect() });
    }
    let others = Wanted { validity: None, ..wanted.clone() };
    let choices = publishing::validities(&mut tx, &others, today).await?.into_iter().filter(|(_, n)| *n > 0);
    let choices = choices.map(|(one, count)| {
        let chosen = query.get("validity") == one.code();
        let href = choose("validity", if chosen { "" } else { one.code() });
        Choice { label: one.name().to_owned(), href, count, chosen }
    });
    groups.insert(1, Group { title: "有效性", choices: choices.collect() });
    groups.retain(|group| !group.choices.is_empty());
    drop(tx);
    let next = next.map(|key| link(&at, &query, "before", &key)).unwrap_or_default();
    let lines = items.into_iter().map(|item| Listed::of(&base, item, today, &units)).collect();
    let active = wanted::NAMES.iter().filter(|n| query.opt(n).is_some()).count();
    view(Library { page, base, typed: query, groups, lines, total, next, active })
}

fn without(wanted: &Wanted, facet: Facet) -> Wanted {
    let mut others = wanted.clone();
    match facet {
        Facet::Form => others.form = None,
        Facet::Theme => others.theme_id = None,
        Facet::Unit => others.unit_id = None,
        Facet::Year => others.year = None,
        Facet::Government => others.government_id = None,
        Facet::Column => others.column_id = None,
    }
    others
}

/// The same list with one choice changed, from its beginning.
fn link(at: &str, query: &Fields, name: &str, value: &str) -> String {
    let pairs = query.pairs().iter().filter(|(one, _)| one != "before").cloned().collect();
    let query = Fields::new(pairs).with(name, value);
    if query.is_empty() { at.to_owned() } else { format!("{at}?{query}") }
}
