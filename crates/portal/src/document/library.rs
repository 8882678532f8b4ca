//! The policy library: everything in general lists, by 类型, theme, unit, year and validity, and by any words in it.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State};
use db::Tx;
use directory::Government;
use kernel::Date;
use publishing::{Facet, Wanted};
use web::{App, Fields, Page, Query, Result, Shell, view};

use crate::facets::{Group, Narrowing};
use crate::home::hosted;
use crate::listed::{self, Listed};
use crate::search::{self, Results, Scope};
use crate::{kinds, wanted};

const PAGE: usize = 20;
/// So many values of a facet are offered.
const VALUES: usize = 40;
/// What is chosen by, with the name in addresses.
const FACETS: [(&str, &str, Facet); 4] = [
    ("类型", "form", Facet::Form),
    ("主题", "theme", Facet::Theme),
    ("单位", "unit", Facet::Unit),
    ("年份", "year", Facet::Year),
];

#[derive(Template)]
#[template(path = "portal/document/library.html")]
struct Library {
    page: Page,
    base: String,
    slug: String,
    /// Its own address.
    at: String,
    typed: Fields,
    groups: Vec<Group>,
    /// What was found for words; none while nobody typed any.
    found: Option<Results>,
    lines: Vec<Listed>,
    total: i64,
    next: String,
    active: usize,
    /// How many conditions are set beside the words.
    chosen: usize,
    /// The same without those.
    clear: String,
}

/// Names by id of what the facets show as ids.
struct Names {
    units: HashMap<String, String>,
    themes: HashMap<String, String>,
}

impl Names {
    fn of(&self, facet: Facet, value: &str) -> Option<String> {
        match facet {
            Facet::Form => Some(kinds::name(value).to_owned()),
            Facet::Theme => self.themes.get(value).cloned(),
            Facet::Unit => self.units.get(value).cloned(),
            _ => Some(format!("{value} 年")),
        }
    }
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
    let themes = catalogue::theme::with_retired(&mut tx, &government.id).await?;
    let names = Names {
        units: listed::units(&mut tx, &government.id).await?,
        themes: themes.into_iter().map(|theme| (theme.id, theme.name)).collect(),
    };
    let page = shell
        .public(&government, &query.opt("q").map_or_else(|| "政策文件".into(), |words| format!("查找“{words}”")))
        .tag("ColumnName", "政策文件")
        .tag("ColumnDescription", &format!("{}公开的政策文件", government.name))
        .tag("ColumnKeywords", &format!("{},政策文件", government.short_name))
        .tag("ColumnType", "政策文件");
    let base = page.site.path.clone();
    let at = format!("{base}/documents");
    let narrowing = Narrowing { at: &at, query: &query };
    let active = wanted::NAMES.iter().filter(|name| query.opt(name).is_some()).count();
    let mut shown = Library {
        page,
        base: base.clone(),
        slug: slug.clone(),
        at: at.clone(),
        typed: query.clone(),
        groups: Vec::new(),
        found: None,
        lines: Vec::new(),
        total: 0,
        next: String::new(),
        active,
        chosen: active - usize::from(query.opt("q").is_some()),
        clear: Narrowing { at: &at, query: &Fields::default() }.link("q", query.get("q")),
    };
    if query.opt("q").is_some() {
        let scope = Scope { government: Some(&government), governments: &HashMap::new(), units: &names.units };
        drop(tx);
        let found = search::results(&app, &shell, scope, &narrowing).await?;
        for (title, name, facet) in FACETS {
            let counts = found.counts.facet(facet).iter().take(VALUES).map(|(value, n)| (value, search::whole(*n)));
            shown.groups.push(narrowing.group(title, name, counts, |value| names.of(facet, value)));
        }
        let validities = found.counts.validities.iter().map(|(one, n)| (*one, search::whole(*n)));
        shown.groups.insert(1, narrowing.validities(validities));
        shown.total = found.total;
        shown.found = Some(found);
    } else {
        browse(&mut shown, &mut tx, &government, &names, &narrowing, today).await?;
    }
    shown.groups.retain(|group| !group.choices.is_empty());
    view(shown)
}

/// What nobody looked for by words: the newest first.
async fn browse(
    shown: &mut Library,
    tx: &mut Tx,
    government: &Government,
    names: &Names,
    narrowing: &Narrowing<'_>,
    today: Date,
) -> Result<()> {
    let wanted = wanted::read(narrowing.query, &government.id, today);
    let (items, next) = listed::page(tx, &wanted, narrowing.query.get("before"), PAGE).await?;
    shown.total = publishing::count(tx, &wanted).await?;
    shown.next = next.map(|key| narrowing.link("before", &key)).unwrap_or_default();
    shown.lines = items.into_iter().map(|item| Listed::of(&shown.base, item, today, &names.units)).collect();
    for (title, name, facet) in FACETS {
        let shares = publishing::facet(tx, &without(&wanted, facet), facet, VALUES).await?;
        let counts = shares.into_iter().map(|share| (share.value, share.count));
        shown.groups.push(narrowing.group(title, name, counts, |value| names.of(facet, value)));
    }
    let others = Wanted { validity: None, ..wanted };
    shown.groups.insert(1, narrowing.validities(publishing::validities(tx, &others, today).await?));
    Ok(())
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
