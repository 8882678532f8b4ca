//! A page of what was found, as the site shows it.

use std::collections::HashMap;

use directory::Government;
use kernel::Date;
use search::{Fit, Order, Wanted};
use web::{App, Counted, Fields, Shell};

use super::found::{self, Answer, DEEPEST};
use crate::facets::Narrowing;
use crate::listed::{Listed, Marked};
use crate::{address, kinds, wanted};

/// Lines of a page.
pub(crate) const PAGE: usize = 20;

/// What was found, with everything around it.
pub(crate) struct Results {
    pub total: i64,
    pub lines: Vec<Listed>,
    pub counts: search::Counts,
    /// The first page, and those before and after; empty where there is none.
    pub first: String,
    pub previous: String,
    pub next: String,
    /// Other orders: name, address, whether it is this one.
    pub orders: Vec<(&'static str, String, bool)>,
    /// Whether what is shown has some of the words only.
    pub partly: bool,
    /// Whether the index is only being made, so that things may be missing.
    pub building: bool,
    /// Words that were looked for besides.
    pub also: Vec<String>,
    /// Where what may have been meant is found, and what that is.
    pub meant: Option<(String, String)>,
}

/// Where something is looked for.
pub(crate) struct Scope<'a> {
    /// One government; none: all of them.
    pub government: Option<&'a Government>,
    /// Governments by id with slug and name, when it is all of them.
    pub governments: &'a HashMap<String, (String, String)>,
    /// Short names of units.
    pub units: &'a HashMap<String, String>,
}

/// Looks up what an address asks for.
pub(crate) async fn results(
    app: &App,
    shell: &Shell,
    scope: Scope<'_>,
    narrowing: &Narrowing<'_>,
) -> kernel::Result<Results> {
    let query = narrowing.query;
    let words = query.get("q");
    let page = query.get("page").parse().unwrap_or(1_usize).clamp(1, DEEPEST / PAGE);
    let order = found::order(query);
    let asked = match scope.government {
        Some(government) => found::narrowed(query, vec![government.id.clone()]),
        None => Wanted {
            government_id: query.opt("government").map(str::to_owned),
            ..found::narrowed(query, scope.governments.keys().cloned().collect())
        },
    };
    let within = asked.within.clone();
    let Answer { found, lines } = found::ask(app, words, asked, order, ((page - 1) * PAGE, PAGE)).await?;
    let total = found::whole(found.total);
    let partly = found.fit == Fit::Partly;
    let building = app.library.progress().is_some_and(|(done, of)| app.library.index.count() < done.min(of));
    if let Some(government) = scope.government
        && page == 1
        && wanted::only_words(query)
        && !building
    {
        shell.count(app, government, if total == 0 || partly { Counted::Nothing } else { Counted::Search }, words);
    }
    let meant = match found.fit {
        Fit::Full if total > 0 => None,
        _ => found::guess(app, words, within).await?,
    };
    let today = app.clock.today();
    let lines = lines.into_iter().filter_map(|line| listed(&scope, line, today)).collect();
    let more = page * PAGE < usize::try_from(found.total).unwrap_or(usize::MAX).min(DEEPEST);
    let at = |page: usize| narrowing.link("page", &if page > 1 { page.to_string() } else { String::new() });
    Ok(Results {
        total,
        lines,
        first: at(1),
        previous: if page > 1 { at(page - 1) } else { String::new() },
        next: if more { at(page + 1) } else { String::new() },
        orders: vec![
            ("最相关", narrowing.link("sort", ""), order == Order::Relevance),
            ("最新公开", narrowing.link("sort", "newest"), order == Order::Newest),
        ],
        partly,
        building,
        also: found.also.iter().take(8).cloned().collect(),
        meant: meant.map(|meant| (Narrowing { at: narrowing.at, query: &Fields::default() }.link("q", &meant), meant)),
        counts: found.counts,
    })
}

/// The line of what was found; none of a government whose site is closed.
fn listed(scope: &Scope<'_>, line: found::Line, today: Date) -> Option<Listed> {
    let found::Line { item, title, excerpt, .. } = line;
    let (slug, from) = match scope.government {
        Some(government) => (government.slug.as_str(), item.unit_id.as_ref().and_then(|id| scope.units.get(id))),
        None => {
            let (slug, name) = scope.governments.get(&item.government_id)?;
            (slug.as_str(), Some(name))
        }
    };
    Some(Listed {
        href: address::of(&format!("/g/{slug}"), &item).unwrap_or_default(),
        form: kinds::name(&item.form),
        unit: from.cloned().unwrap_or_default(),
        validity: item.validity(today),
        marked: Some(Marked { title: title.runs, excerpt: excerpt.runs }),
        item,
    })
}
