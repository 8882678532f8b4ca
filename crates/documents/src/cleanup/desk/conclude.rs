//! `/desk/documents/cleanups/{id}/conclude`: the result becomes a draft that goes the way of every document.

use askama::Template;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use db::Tx;
use kernel::{Problem, Time};
use serde_json::json;
use web::{Desk, Fields, Mistakes, Page, Result, Typed, redirect, view, view_invalid, within_limits};

use super::scene::{find, hold, open, same, stale};
use crate::cleanup::domain::{Choice, Cleanup, Line, LineStage};
use crate::cleanup::{lines, scope, store, text};
use crate::desk::units;
use crate::domain::{Document, Face, Kind, LONGEST_TITLE, Stage};
use crate::intake::{self, Arrival, Door};
use crate::reading;

/// What the result would be made of.
struct Tally {
    /// Those that still bind.
    lines: Vec<Line>,
    /// Those that ended or were withdrawn meanwhile: nothing is to be said of them any more.
    gone: Vec<Line>,
}

impl Tally {
    fn at(&self, stage: LineStage) -> usize {
        self.lines.iter().filter(|line| line.stage == stage).count()
    }

    /// Why there can be no result yet.
    fn objection(&self) -> Option<String> {
        if self.lines.is_empty() {
            return Some("清理的文件都已经不再有效，没有结果可以公布。请放弃这次清理。".into());
        }
        let open = self.lines.len() - self.at(LineStage::Decided);
        (open > 0).then(|| format!("还有 {open} 份文件没有确认结论，不能形成结果。"))
    }
}

async fn tally(desk: &Desk, tx: &mut Tx, cleanup: &Cleanup) -> kernel::Result<Tally> {
    let binding = scope::binding(tx, &cleanup.government_id, desk.today()).await?;
    let all = lines::all(tx, &cleanup.id).await?;
    let (lines, gone) = all.into_iter().partition(|line| binding.contains(&line.document_id));
    Ok(Tally { lines, gone })
}

#[derive(Template)]
#[template(path = "documents/cleanup/conclude.html")]
struct ConcludePage {
    page: Page,
    cleanup: Cleanup,
    tally: Tally,
    units: Vec<(String, String)>,
    typed: Fields,
    mistakes: Mistakes,
}

impl ConcludePage {
    fn waiting(&self) -> usize {
        self.tally.at(LineStage::Waiting)
    }

    fn answered(&self) -> usize {
        self.tally.at(LineStage::Answered)
    }

    /// How many of each there are.
    fn groups(&self) -> Vec<(&'static str, usize)> {
        let decided = || self.tally.lines.iter().filter_map(|line| line.decision.as_ref());
        let count = |choice: Choice| decided().filter(|one| one.choice == choice).count();
        let all = Choice::ALL.into_iter().map(|choice| (choice.name(), count(choice)));
        all.filter(|(_, count)| *count > 0).collect()
    }
}

fn title(cleanup: &Cleanup) -> String {
    let what = cleanup.title.trim_end_matches("清理");
    format!("关于公布{what}清理结果的公告")
}

async fn page(desk: &Desk, id: &str, typed: Option<Fields>, mistakes: Mistakes) -> kernel::Result<ConcludePage> {
    let mut tx = desk.app.db.read().await?;
    let cleanup = find(desk, &mut tx, id).await?;
    open(&cleanup)?;
    let tally = tally(desk, &mut tx, &cleanup).await?;
    let units = units(desk, &mut tx).await?;
    let begin = || {
        let pairs = [
            ("title", title(&cleanup)),
            ("unit", cleanup.scope.unit_id.clone().unwrap_or_default()),
            ("version", cleanup.version.to_string()),
        ];
        Fields::new(pairs.map(|(name, value)| (name.to_owned(), value)).to_vec())
    };
    let typed = typed.unwrap_or_else(begin);
    Ok(ConcludePage { page: desk.shell.desk("形成清理结果"), cleanup, tally, units, typed, mistakes })
}

pub(super) async fn ask(desk: Desk, Path(id): Path<String>) -> Result {
    view(page(&desk, &id, None, Mistakes::default()).await?)
}

pub(super) async fn conclude(desk: Desk, Path(id): Path<String>, Typed(typed): Typed) -> Result {
    let mut mistakes = Mistakes::default();
    if typed.get("title").is_empty() {
        mistakes.add("title", "请填写标题。");
    }
    mistakes.check("title", within_limits(typed.get("title"), LONGEST_TITLE));
    let now = desk.now();
    let mut tx = desk.app.db.write().await?;
    let units = units(&desk, &mut tx).await?;
    if !units.iter().any(|(unit, _)| unit == typed.get("unit")) {
        mistakes.add("unit", "请选择以哪个单位的名义公布。");
    }
    if !mistakes.is_empty() {
        drop(tx);
        return view_invalid(page(&desk, &id, Some(typed), mistakes).await?);
    }
    let cleanup = hold(&desk, &mut tx, &id).await?;
    same(&cleanup, typed.get("version"))?;
    let tally = tally(&desk, &mut tx, &cleanup).await?;
    if let Some(why) = tally.objection() {
        return Err(Problem::refused(why).into());
    }
    let document = draft(&desk, &mut tx, now, &cleanup, &typed, &tally.lines).await?;
    let after = Cleanup { result: Some((document.id.clone(), Stage::Drafting)), ..cleanup };
    store::save(&mut tx, &after).await.map_err(stale)?;
    let payload = json!({ "title": after.title, "result": document.face.title, "documents": tally.lines.len() });
    store::record(&mut tx, now, &desk.who.actor(), "cleanup.concluded", &after, None, payload).await?;
    tx.commit().await?;
    let said = "结果已经起草。请核对内容、认定公开属性，再审查、签发、公开。";
    Ok(redirect(&document.path()).saying(said).into_response())
}

/// The announcement, with what it does to each document already confirmed.
async fn draft(
    desk: &Desk,
    tx: &mut Tx,
    now: Time,
    cleanup: &Cleanup,
    typed: &Fields,
    lines: &[Line],
) -> kernel::Result<Document> {
    let government = desk.government()?;
    let names = super::scene::units(tx, &cleanup.government_id).await?;
    let names = super::scene::by_id(&names);
    let only = cleanup.scope.unit_id.as_deref().and_then(|id| names.get(id)).copied().unwrap_or_default();
    let body = text::body(cleanup, &government.name, only, lines);
    reading::check(&body).map_err(Problem::refused)?;
    let face = Face {
        kind: Kind::by_code("announcement").ok_or(Problem::NotFound("公告公示这个类型"))?,
        title: typed.get("title").split_whitespace().collect::<Vec<_>>().join(" "),
        number: String::new(),
        issuer: government.name.clone(),
        issued_on: None,
        effective_on: None,
        expires_on: None,
        summary: text::summary(lines),
        interpretation: String::new(),
        column_id: None,
        themes: Vec::new(),
        body,
        restricted: false,
    };
    let actor = desk.who.actor();
    let arrival = Arrival {
        government_id: &cleanup.government_id,
        unit_id: typed.get("unit"),
        actor: &actor,
        door: Door::Desk,
        face,
        // What it does is known: nothing is to be read from its text and asked again.
        text: "",
    };
    let document = intake::begin(tx, now, arrival, &[], &format!("清理结果：{}", cleanup.title)).await?;
    for relation in text::relations(now, &document.id, lines) {
        crate::store::insert_relation(tx, &relation).await?;
    }
    Ok(document)
}
