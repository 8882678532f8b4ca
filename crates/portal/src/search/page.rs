//! Looking something up over all governments.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use directory::government;
use publishing::Facet;
use web::{App, Fields, Page, Query, Result, Shell, view};

use super::{Results, Scope, results, whole};
use crate::facets::{Group, Narrowing};
use crate::kinds;

#[derive(Template)]
#[template(path = "portal/search/all.html")]
struct All {
    page: Page,
    typed: Fields,
    groups: Vec<Group>,
    found: Option<Results>,
    /// How many conditions are set beside the words.
    chosen: usize,
}

/// What narrows it.
const NAMES: [&str; 6] = ["government", "form", "year", "validity", "from", "upto"];

pub(crate) async fn show(State(app): State<App>, shell: Shell, Query(query): Query) -> Result {
    let mut tx = app.db.read().await?;
    let title = query.opt("q").map_or_else(|| "查找".into(), |words| format!("查找“{words}”"));
    let mut all =
        All { page: shell.installation(&title), typed: query.clone(), groups: Vec::new(), found: None, chosen: 0 };
    all.chosen = NAMES.iter().filter(|name| query.opt(name).is_some()).count();
    if query.opt("q").is_none() {
        return view(all);
    }
    let governments = government::hosted(&mut tx).await?;
    let governments: HashMap<String, (String, String)> =
        governments.into_iter().map(|one| (one.id, (one.slug, one.short_name))).collect();
    let narrowing = Narrowing { at: "/search", query: &query };
    let scope = Scope { government: None, governments: &governments, units: &HashMap::new() };
    drop(tx);
    let found = results(&app, &shell, scope, &narrowing).await?;
    let of = |facet| found.counts.facet(facet).iter().map(|(value, n)| (value.as_str(), whole(*n)));
    let name = |id: &str| governments.get(id).map(|(_, name)| name.clone());
    all.groups = vec![
        narrowing.group("地方", "government", of(Facet::Government), name),
        narrowing.validities(found.counts.validities.iter().map(|(one, n)| (*one, whole(*n)))),
        narrowing.group("类型", "form", of(Facet::Form), |code| Some(kinds::name(code).to_owned())),
        narrowing.group("年份", "year", of(Facet::Year), |year| Some(format!("{year} 年"))),
    ];
    all.groups.retain(|group| !group.choices.is_empty());
    all.found = Some(found);
    view(all)
}
