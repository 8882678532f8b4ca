//! One published work plan: its text, its tasks by heading, its tasks by unit.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use db::Tx;
use kernel::{Problem, is_id};
use ledger::snapshot::{Block, PlanSnapshot, PublicTask, WORK_PLAN};
use publishing::{Item, Publication};
use web::{App, NavItem, Page, Query, Result, Shell, view};

use crate::home::hosted;
use crate::order::key;
use crate::progress;
use crate::text::{Section, sections};

/// A published plan with one of its versions (none: the newest). A tombstone has no snapshot and is answered as none.
pub(crate) async fn snapshot(
    tx: &mut Tx,
    id: &str,
    version: Option<i64>,
) -> Result<Option<(Item, Publication, PlanSnapshot)>> {
    let Some((item, newest)) = publishing::find(tx, id).await? else { return Ok(None) };
    let publication = match version {
        Some(n) if n != newest.version => publishing::version(tx, id, n).await?,
        _ => Some(newest),
    };
    let Some(publication) = publication.filter(|p| p.withdrawal.is_none()) else { return Ok(None) };
    let plan = serde_json::from_value(publication.body.clone()).map_err(Problem::internal)?;
    Ok(Some((item, publication, plan)))
}

/// What the views of a plan share.
pub(crate) struct Shown {
    pub page: Page,
    pub base: String,
    pub item: Item,
    pub publication: Publication,
    pub plan: PlanSnapshot,
    pub tabs: Vec<NavItem>,
}

pub(crate) enum Found {
    Plan(Box<Shown>),
    Gone(axum::response::Response),
}

#[derive(Template)]
#[template(path = "portal/gone.html")]
struct Gone {
    page: Page,
    title: String,
    at: String,
    reason: String,
    base: String,
}

pub(crate) async fn find(
    app: &App,
    shell: Shell,
    (slug, id): (String, String),
    query: &Query,
    here: &str,
) -> Result<Found> {
    let missing = Problem::NotFound("这份工作计划");
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, &slug).await?;
    if !is_id(&id) {
        return Err(missing.into());
    }
    let Some((item, newest)) = publishing::find(&mut tx, &id).await? else { return Err(missing.into()) };
    if item.government_id != government.id || item.kind != WORK_PLAN {
        return Err(missing.into());
    }
    let base = format!("/g/{slug}/plans/{id}");
    if let Some(reason) = newest.withdrawal.filter(|_| item.withdrawn) {
        let page = shell.public(&government, "已撤下");
        let gone =
            Gone { base: page.site.path.clone(), page, title: item.title, at: newest.published_at.to_string(), reason };
        return Ok(Found::Gone((StatusCode::GONE, view(gone)?).into_response()));
    }
    let version = query.0.opt("version").and_then(|v| v.parse().ok());
    let Some((item, publication, plan)) = snapshot(&mut tx, &id, version).await? else { return Err(missing.into()) };
    shell.count_view(app, &government, &item.id);
    let page = shell
        .public(&government, &plan.title)
        .tag("ArticleTitle", &plan.title)
        .tag("PubDate", &publication.published_at.to_string())
        .tag("ContentSource", plan.issuer.as_deref().unwrap_or(&government.host_unit))
        .tag("ColumnName", "工作计划");
    // A version that is not the newest stays the one looked at on every tab.
    let suffix =
        if publication.version == item.version { String::new() } else { format!("?version={}", publication.version) };
    let tab = |label: &str, path: &str, count: Option<usize>| NavItem {
        label: label.into(),
        href: format!("{base}{path}{suffix}"),
        current: path == here,
        count: count.map(|n| n as u64),
    };
    let shows_progress = progress::public(&mut tx, &id).await?.is_some();
    let tabs = vec![
        tab("全文", "", None),
        tab("任务", "/tasks", Some(plan.tasks.len())),
        tab("单位", "/units", Some(plan.by_unit.len())),
    ];
    let progress =
        shows_progress.then(|| NavItem { href: format!("{base}/progress"), ..tab("进展", "/progress", None) });
    let tabs = tabs.into_iter().chain(progress).collect();
    Ok(Found::Plan(Box::new(Shown { page, base, item, publication, plan, tabs })))
}

#[derive(Template)]
#[template(path = "portal/plan_text.html")]
struct Text {
    page: Page,
    base: String,
    item: Item,
    publication: Publication,
    plan: PlanSnapshot,
    tabs: Vec<NavItem>,
    versions: Vec<Publication>,
    /// Versions up to this one are not public any more.
    withdrawn_up_to: i64,
    /// Headings with their place, for the contents.
    contents: Vec<(usize, String)>,
}

pub(crate) async fn text(
    State(app): State<App>,
    shell: Shell,
    Path(at): Path<(String, String)>,
    query: Query,
) -> Result {
    let shown = match find(&app, shell, at, &query, "").await? {
        Found::Gone(response) => return Ok(response),
        Found::Plan(shown) => *shown,
    };
    let mut tx = app.db.read().await?;
    let versions = publishing::versions(&mut tx, &shown.item.id).await?;
    let withdrawn_up_to = versions.iter().filter(|v| v.withdrawal.is_some()).map(|v| v.version).max().unwrap_or(0);
    let top = shown
        .plan
        .text
        .iter()
        .filter_map(|b| if let Block::Heading { level, .. } = b { Some(*level) } else { None })
        .min();
    let contents = shown.plan.text.iter().enumerate().filter_map(|(i, block)| match block {
        Block::Heading { level, text } if Some(*level) == top => Some((i, text.clone())),
        _ => None,
    });
    let contents = contents.collect();
    let Shown { page, base, item, publication, plan, tabs } = shown;
    view(Text { page, base, item, publication, plan, tabs, versions, withdrawn_up_to, contents })
}

#[derive(Template)]
#[template(path = "portal/plan_tasks.html")]
struct Tasks {
    page: Page,
    base: String,
    plan: PlanSnapshot,
    tabs: Vec<NavItem>,
    /// The tasks that match, under their outermost headings.
    sections: Vec<Section>,
    count: usize,
    q: String,
    unit: String,
    units: Vec<String>,
    active: usize,
    version: String,
}

pub(crate) async fn tasks(
    State(app): State<App>,
    shell: Shell,
    Path(at): Path<(String, String)>,
    query: Query,
) -> Result {
    let Shown { page, base, plan, tabs, .. } = match find(&app, shell, at, &query, "/tasks").await? {
        Found::Gone(response) => return Ok(response),
        Found::Plan(shown) => *shown,
    };
    let (q, unit) = (query.0.get("q").to_owned(), query.0.get("unit").to_owned());
    let of_unit = plan.by_unit.iter().find(|u| u.unit == unit);
    let matching = plan.tasks.iter().enumerate().filter(|(i, task)| {
        (unit.is_empty() || of_unit.is_some_and(|u| u.tasks.binary_search(i).is_ok())) && mentions(task, &q)
    });
    let matching: Vec<(usize, PublicTask)> = matching.map(|(i, task)| (i, task.clone())).collect();
    let (count, sections) = (matching.len(), sections(matching));
    let mut units: Vec<String> = plan.by_unit.iter().map(|u| u.unit.clone()).collect();
    units.sort_by_cached_key(|unit| key(unit));
    let active = usize::from(!q.is_empty()) + usize::from(!unit.is_empty());
    let version = query.0.get("version").to_owned();
    view(Tasks { page, base, plan, tabs, sections, count, q, unit, units, active, version })
}

fn mentions(task: &PublicTask, q: &str) -> bool {
    let everything = || [&task.text].into_iter().chain(&task.path).chain(&task.lead).chain(&task.units);
    q.split_whitespace().all(|word| everything().any(|text| text.contains(word)))
}

struct UnitLine {
    unit: String,
    href: String,
    tasks: usize,
    leads: usize,
}

#[derive(Template)]
#[template(path = "portal/plan_units.html")]
struct Units {
    page: Page,
    plan: PlanSnapshot,
    tabs: Vec<NavItem>,
    base: String,
    /// The units that match, by the sound of their names.
    lines: Vec<UnitLine>,
    /// How many units there are in all.
    all: usize,
    q: String,
    version: String,
}

pub(crate) async fn units(
    State(app): State<App>,
    shell: Shell,
    Path(at): Path<(String, String)>,
    query: Query,
) -> Result {
    let Shown { page, base, plan, tabs, publication, item } = match find(&app, shell, at, &query, "/units").await? {
        Found::Gone(response) => return Ok(response),
        Found::Plan(shown) => *shown,
    };
    let leads: BTreeMap<&str, usize> =
        plan.tasks.iter().flat_map(|t| &t.lead).fold(BTreeMap::new(), |mut all, unit| {
            *all.entry(unit.as_str()).or_default() += 1;
            all
        });
    let q = query.0.get("q").to_owned();
    let mut named: Vec<_> = plan.by_unit.iter().filter(|u| q.split_whitespace().all(|w| u.unit.contains(w))).collect();
    named.sort_by_cached_key(|u| key(&u.unit));
    let lines = named.into_iter().map(|u| {
        let mut query = web::Fields::default().with("unit", &u.unit);
        if publication.version != item.version {
            query.push_str(&format!("&version={}", publication.version));
        }
        UnitLine {
            unit: u.unit.clone(),
            href: format!("{base}/tasks?{query}"),
            tasks: u.tasks.len(),
            leads: leads.get(u.unit.as_str()).copied().unwrap_or(0),
        }
    });
    let (lines, all) = (lines.collect(), plan.by_unit.len());
    let version = query.0.get("version").to_owned();
    view(Units { page, plan, tabs, base, lines, all, q, version })
}
