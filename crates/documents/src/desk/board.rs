//! `/desk/documents`: the list of documents.

use std::collections::HashMap;

use askama::Template;
use directory::Capability;
use web::{Desk, Fields, NavItem, Page, Query, Result, view};

use super::scene::units;
use crate::domain::{KINDS, Kind, Stage};
use crate::store::{self, Filter, Key, Line};

const PAGE: usize = 50;

struct Row {
    line: Line,
    unit: String,
}

#[derive(Template)]
#[template(path = "documents/board.html")]
struct Board {
    page: Page,
    tabs: Vec<NavItem>,
    rows: Vec<Row>,
    /// To choose among; none for who sees one unit only.
    units: Vec<(String, String)>,
    typed: Fields,
    active: usize,
    tally: String,
    first: String,
    next: String,
    drafts: bool,
}

impl Board {
    fn kinds(&self) -> &'static [Kind] {
        KINDS
    }
}

pub(super) async fn list(desk: Desk, Query(typed): Query) -> Result {
    let mut tx = desk.app.db.read().await?;
    let units = units(&desk, &mut tx).await?;
    let own = !desk.sees_all();
    let filter = Filter {
        unit: typed.opt("unit").filter(|_| !own).map(str::to_owned),
        stage: typed.opt("stage").and_then(Stage::from_code),
        kind: typed.opt("kind").map(str::to_owned),
        attribute: typed.opt("attribute").map(str::to_owned),
        source: typed.opt("source").map(str::to_owned),
        text: typed.opt("q").map(str::to_owned),
        year: typed.opt("year").and_then(|year| year.parse().ok()).filter(|year| (1900..=9998).contains(year)),
        ..Filter::of(&desk.who, &desk.government()?.id)
    };
    let after = typed.opt("after").and_then(Key::from_code);
    let mut found = store::board(&mut tx, &filter, after.as_ref(), PAGE + 1).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = match found.last() {
        Some(last) if more => link(&typed, "after", &last.key().code()),
        _ => String::new(),
    };
    let first = if after.is_some() { link(&typed, "after", "") } else { String::new() };
    let stages = store::stages(&mut tx, &filter).await?;
    let here = |stage: Stage| filter.stage.is_none_or(|one| one == stage);
    let total: i64 = stages.iter().filter(|(stage, _)| here(*stage)).map(|(_, count)| count).sum();
    let active =
        ["q", "unit", "kind", "attribute", "source", "year"].iter().filter(|name| typed.opt(name).is_some()).count();
    let names: HashMap<&str, &str> = units.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
    let rows = found.into_iter().map(|line| {
        let unit = names.get(line.unit_id.as_str()).copied().unwrap_or_default().to_owned();
        Row { line, unit }
    });
    let rows = rows.collect();
    view(Board {
        page: desk.shell.desk("公文"),
        tabs: tabs(&typed, filter.stage, &stages),
        rows,
        units: if own { Vec::new() } else { units },
        active,
        tally: format!("共 {total} 份"),
        first,
        next,
        drafts: desk.who.may(Capability::DraftDocuments),
        typed,
    })
}

fn link(typed: &Fields, name: &str, value: &str) -> String {
    let query = typed.with(name, value);
    if query.is_empty() { "/desk/documents".into() } else { format!("/desk/documents?{query}") }
}

fn tabs(typed: &Fields, now: Option<Stage>, stages: &[(Stage, i64)]) -> Vec<NavItem> {
    let typed = Fields::new(typed.pairs().iter().filter(|(name, _)| name != "after").cloned().collect());
    let all = NavItem {
        label: "全部".into(),
        href: link(&typed, "stage", ""),
        current: now.is_none(),
        count: u64::try_from(stages.iter().map(|(_, count)| count).sum::<i64>()).ok(),
    };
    let each = stages.iter().filter(|(stage, count)| *count > 0 || now == Some(*stage)).map(|(stage, count)| NavItem {
        label: stage.name().into(),
        href: link(&typed, "stage", stage.code()),
        current: now == Some(*stage),
        count: u64::try_from(*count).ok(),
    });
    std::iter::once(all).chain(each).collect()
}
