//! `/desk/documents/cleanups/{id}`: one clean-up with its documents.

use askama::Template;
use axum::extract::Path;
use db::Tx;
use directory::Capability;
use web::{Desk, Fields, Mistakes, NavItem, Page, Query, Result, view};

use super::scene::{by_id, find, own_unit, units};
use crate::cleanup::domain::{Choice, Cleanup, Line, LineStage, Verdict};
use crate::cleanup::lines::{self, Filter};
use crate::domain::Stage;

const PAGE: usize = 50;

struct Row {
    line: Line,
    unit: String,
    /// Whether it is ticked in a form that came back.
    ticked: bool,
}

impl Row {
    /// Whether the office said something else than the unit.
    fn overruled(&self) -> Option<&Verdict> {
        let (proposal, decision) = (self.line.proposal.as_ref()?, self.line.decision.as_ref()?);
        (proposal != decision).then_some(proposal)
    }
}

#[derive(Template)]
#[template(path = "documents/cleanup/show.html")]
pub(super) struct Show {
    page: Page,
    cleanup: Cleanup,
    /// The one unit it is about, if it is about one.
    only: String,
    tabs: Vec<NavItem>,
    rows: Vec<Row>,
    /// To choose among; none for who sees one unit only.
    units: Vec<(String, String)>,
    typed: Fields,
    sent: Fields,
    mistakes: Mistakes,
    active: usize,
    tally: String,
    first: String,
    next: String,
    export: String,
    /// Where the form goes, with the filters.
    here: String,
    manages: bool,
    answers: bool,
    late: bool,
    public_href: String,
}

impl Show {
    fn choices(&self) -> [Choice; 4] {
        Choice::ALL
    }

    fn ticks(&self) -> bool {
        self.manages || self.answers
    }
}

/// What the address asks for.
pub(super) fn filter(desk: &Desk, cleanup: &Cleanup, typed: &Fields) -> Filter {
    Filter {
        cleanup_id: cleanup.id.clone(),
        own_unit: own_unit(desk),
        unit: typed.opt("unit").map(str::to_owned),
        choice: typed.opt("said").and_then(Choice::from_code),
        stage: typed.opt("stage").and_then(LineStage::from_code),
        text: typed.opt("q").map(str::to_owned),
    }
}

pub(super) async fn page(
    desk: &Desk,
    tx: &mut Tx,
    cleanup: Cleanup,
    typed: Fields,
    sent: Fields,
    mistakes: Mistakes,
) -> Result<Show> {
    let government = desk.government()?;
    let units = units(tx, &government.id).await?;
    let names = by_id(&units);
    let filter = filter(desk, &cleanup, &typed);
    let after = typed.opt("after").and_then(|place| place.parse().ok());
    let mut found = lines::page(tx, &filter, after, PAGE + 1).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let link = |name: &str, value: &str| link(&cleanup, &typed, name, value);
    let next = found.last().filter(|_| more).map(|last| link("after", &last.position.to_string())).unwrap_or_default();
    let first = if after.is_some() { link("after", "") } else { String::new() };
    let stages = lines::stages(tx, &filter).await?;
    let here = |stage: LineStage| filter.stage.is_none_or(|one| one == stage);
    let total: i64 = stages.iter().filter(|(stage, _)| here(*stage)).map(|(_, count)| count).sum();
    let waiting = stages.iter().any(|(stage, count)| *stage == LineStage::Waiting && *count > 0);
    let open = cleanup.is_open();
    let manages = open && desk.who.may(Capability::ManageCleanups);
    let rows = found.into_iter().map(|line| Row {
        unit: names.get(line.unit_id.as_str()).copied().unwrap_or_default().to_owned(),
        ticked: sent.all("line").any(|one| one.split_once('.').is_some_and(|(id, _)| id == line.id)),
        line,
    });
    let public_href = match &cleanup.result {
        Some((id, Stage::Published)) => format!("/g/{}/documents/{id}", government.slug),
        _ => String::new(),
    };
    let query = typed.with("after", "");
    let only = cleanup.scope.unit_id.as_deref().and_then(|id| names.get(id)).copied().unwrap_or_default().to_owned();
    Ok(Show {
        page: desk.shell.desk(&cleanup.title),
        only,
        tabs: tabs(&cleanup, &typed, filter.stage, &stages),
        rows: rows.collect(),
        active: ["q", "unit", "said"].iter().filter(|name| typed.opt(name).is_some()).count(),
        tally: format!("共 {total} 份"),
        first,
        next,
        export: format!("{}/lines.csv?{query}", cleanup.path()),
        here: link("", ""),
        manages,
        answers: open && !manages && desk.who.may(Capability::DraftDocuments),
        late: open && waiting && cleanup.answer_by < desk.today(),
        public_href,
        units: if desk.sees_all() { units } else { Vec::new() },
        typed,
        sent,
        mistakes,
        cleanup,
    })
}

/// The same list with one choice changed.
pub(super) fn link(cleanup: &Cleanup, typed: &Fields, name: &str, value: &str) -> String {
    let query = typed.with(name, value);
    if query.is_empty() { cleanup.path() } else { format!("{}?{query}", cleanup.path()) }
}

fn tabs(cleanup: &Cleanup, typed: &Fields, now: Option<LineStage>, stages: &[(LineStage, i64)]) -> Vec<NavItem> {
    let typed = Fields::new(typed.pairs().iter().filter(|(name, _)| name != "after").cloned().collect());
    let tab = |label: &str, code: &str, current: bool, count: i64| NavItem {
        label: label.into(),
        href: link(cleanup, &typed, "stage", code),
        current,
        count: u64::try_from(count).ok(),
    };
    let all = tab("全部", "", now.is_none(), stages.iter().map(|(_, count)| count).sum());
    let each = stages.iter().map(|(stage, count)| tab(stage.name(), stage.code(), now == Some(*stage), *count));
    std::iter::once(all).chain(each).collect()
}

pub(super) async fn show(desk: Desk, Path(id): Path<String>, Query(typed): Query) -> Result {
    let mut tx = desk.app.db.read().await?;
    let cleanup = find(&desk, &mut tx, &id).await?;
    view(page(&desk, &mut tx, cleanup, typed, Fields::default(), Mistakes::default()).await?)
}
