//! The head fields, the question of corrections, the original file, and putting a draft away.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use kernel::{Date, Problem};
use serde_json::json;
use web::{App, Fields, Mistakes, Page, Result, Shell, Signed, Typed, redirect, send_file, view};

use super::scene::{base, find, year};
use super::screen;
use crate::intake::domain::{Doubt, Draft, DraftHead, DraftTask, doubt};
use crate::plans;
use crate::plans::domain::Head;
use crate::review::carry::carry_units;
use crate::review::domain::reread;
use crate::review::store::{self, By, differences};

/// The form of the head fields, as stored or as typed.
pub(super) struct HeadForm {
    pub version: i64,
    pub fields: Fields,
    pub doubts: Vec<Doubt>,
    pub mistakes: Mistakes,
    /// Who saved them meanwhile.
    pub conflict: String,
}

impl HeadForm {
    /// From what is stored.
    pub fn stored(draft: &Draft) -> Self {
        let Head { title, issuer, doc_number, year, issued_on, printed_on, disclosure } = &draft.head.fields;
        let date = |date: &Option<Date>| date.map(|d| d.to_string()).unwrap_or_default();
        let pairs = [
            ("title", title.clone()),
            ("issuer", issuer.clone()),
            ("doc_number", doc_number.clone()),
            ("year", year.map(|y| y.to_string()).unwrap_or_default()),
            ("issued_on", date(issued_on)),
            ("printed_on", date(printed_on)),
            ("disclosure", disclosure.clone()),
        ];
        Self {
            version: draft.version,
            fields: Fields::new(pairs.map(|(name, value)| (name.to_owned(), value)).into()),
            doubts: draft.head.doubts.clone(),
            mistakes: Mistakes::default(),
            conflict: String::new(),
        }
    }

    /// The reason to doubt a field; empty when there is none.
    pub fn doubt(&self, field: &str) -> &str {
        doubt(&self.doubts, field)
    }
}

fn read(typed: &Fields) -> std::result::Result<Head, Mistakes> {
    let mut mistakes = Mistakes::default();
    if typed.get("title").is_empty() {
        mistakes.add("title", "请填标题");
    }
    mistakes.check("title", web::within_limits(typed.get("title"), 200));
    let year = typed.get("year").parse::<i16>().ok().filter(|year| (1949..=2200).contains(year));
    if year.is_none() {
        mistakes.add("year", "请填四位数的年度，例如 2022");
    }
    let mut date = |field: &str| {
        let date = typed.opt(field).map(str::parse::<Date>);
        if let Some(Err(_)) = date {
            mistakes.add(field, "日期要像 2022-06-30 这样填");
        }
        date.and_then(std::result::Result::ok)
    };
    let (issued_on, printed_on) = (date("issued_on"), date("printed_on"));
    let text = |field: &str| typed.get(field).to_owned();
    let head = Head {
        title: text("title"),
        issuer: text("issuer"),
        doc_number: text("doc_number"),
        year,
        issued_on,
        printed_on,
        disclosure: text("disclosure"),
    };
    if mistakes.is_empty() { Ok(head) } else { Err(mistakes) }
}

/// Saves the head fields. Another year moves the limits that were read for the old one.
pub(super) async fn save(
    State(app): State<App>,
    (Signed(who), shell): (Signed, Shell),
    Path(id): Path<String>,
    Typed(typed): Typed,
) -> Result {
    let mut tx = app.db.write().await?;
    let mut draft = find(&mut tx, &who, &id).await?;
    let actor = who.actor();
    let by = By { actor: &actor, now: app.clock.now() };
    let (last, at) = (draft.changed_by.clone(), draft.changed_at);
    store::hold(&mut tx, by, &id).await?;
    let stale = typed.get("version").parse() != Ok(draft.version);
    let fields = match read(&typed) {
        Ok(fields) if !stale => fields,
        read => {
            drop(tx);
            let conflict = if stale { format!("{last}于 {at} 改过这份草稿") } else { String::new() };
            let mistakes = read.err().unwrap_or_default();
            let form = HeadForm { version: draft.version, fields: typed, doubts: Vec::new(), mistakes, conflict };
            let mut tx = app.db.read().await?;
            return screen::with_head(&mut tx, &shell, &who, draft, form).await;
        }
    };
    let old_year = year(&draft);
    let old = std::mem::replace(&mut draft.head, DraftHead { fields, doubts: Vec::new() });
    let asked = (&old.fields.title, &old.fields.doc_number, old.fields.year);
    let new = &draft.head.fields;
    if asked != (&new.title, &new.doc_number, new.year) && draft.corrects_plan_id.is_none() {
        let similar = plans::store::edition_of(&mut tx, &draft.government_id, new).await?;
        draft.similar_plan_id = similar.map(|plan| plan.id);
    }
    store::save_head(&mut tx, &draft).await?;
    let moved = reread_tasks(&mut tx, by, &draft, (old_year, year(&draft))).await?;
    let payload =
        json!({ "changes": differences(&json!(old.fields), &json!(draft.head.fields)), "limits_reread": moved });
    store::note(&mut tx, by, &draft, "plan_draft.head_saved", payload).await?;
    tx.commit().await?;
    let said = match moved {
        0 => "已保存。".to_owned(),
        n => format!("已保存，并按新的年度重新推算了 {n} 项任务的时限。"),
    };
    Ok(redirect(&base(&id)).saying(&said).into_response())
}

/// Answers how many tasks have limits that moved.
async fn reread_tasks(tx: &mut db::Tx, by: By<'_>, draft: &Draft, (old, new): (i16, i16)) -> db::Result<usize> {
    if old == new {
        return Ok(0);
    }
    let mut moved = 0;
    for task in crate::intake::store::tasks(tx, &draft.id).await? {
        let mut task: DraftTask = task;
        if reread(&mut task.body.content.limits, old, new) {
            store::save_task(tx, by, &task).await?;
            moved += 1;
        }
    }
    Ok(moved)
}

/// Whether the draft corrects an adopted plan: `yes`, `no`, or `ask` to think again.
pub(super) async fn answer(
    State(app): State<App>,
    Signed(who): Signed,
    Path(id): Path<String>,
    Typed(typed): Typed,
) -> Result {
    let mut tx = app.db.write().await?;
    let mut draft = find(&mut tx, &who, &id).await?;
    let actor = who.actor();
    let by = By { actor: &actor, now: app.clock.now() };
    store::hold(&mut tx, by, &id).await?;
    let plan = draft.similar_plan_id.take().or(draft.corrects_plan_id.take());
    let said = match typed.get("answer") {
        "yes" => {
            draft.corrects_plan_id = plan.clone();
            if let Some(plan) = &plan {
                store::inherit_choices(&mut tx, &id, plan).await?;
                carry_units(&mut tx, by, &draft, plan).await?;
            }
            "已作为更正稿，采用前会先列出与现在的不同。"
        }
        "no" => "已作为另一份计划。",
        _ => {
            draft.similar_plan_id = plan.clone();
            "请重新选择。"
        }
    };
    store::save_head(&mut tx, &draft).await?;
    let payload = json!({ "plan": plan, "corrects": draft.corrects_plan_id.is_some() });
    store::note(&mut tx, by, &draft, "plan_draft.correction_answered", payload).await?;
    tx.commit().await?;
    Ok(redirect(&base(&id)).saying(said).into_response())
}

/// The file as it was uploaded.
pub(super) async fn original(State(app): State<App>, Signed(who): Signed, Path(id): Path<String>) -> Result {
    let mut tx = app.db.read().await?;
    let draft = find(&mut tx, &who, &id).await?;
    drop(tx);
    file(&app, &draft.file_name, &draft.file_hash).await
}

/// A stored file as a download under its name.
pub(crate) async fn file(app: &App, name: &str, hash: &str) -> Result<Response> {
    let (file, bytes) = app.blobs.open(hash).await?.ok_or(Problem::NotFound("原文件"))?;
    Ok(send_file(name, file, bytes))
}

#[derive(Template)]
#[template(path = "ledger/review/discard.html")]
struct DiscardPage {
    page: Page,
    draft: Draft,
}

/// Asks once before a draft is put away.
pub(super) async fn ask_discard(
    State(app): State<App>,
    (Signed(who), shell): (Signed, Shell),
    Path(id): Path<String>,
) -> Result {
    let mut tx = app.db.read().await?;
    let draft = find(&mut tx, &who, &id).await?;
    view(DiscardPage { page: shell.desk("作废草稿"), draft })
}

/// Puts a draft away. Its file stays, so that the journal can be followed.
pub(super) async fn discard(State(app): State<App>, Signed(who): Signed, Path(id): Path<String>) -> Result {
    let mut tx = app.db.write().await?;
    let draft = find(&mut tx, &who, &id).await?;
    let actor = who.actor();
    let by = By { actor: &actor, now: app.clock.now() };
    store::hold(&mut tx, by, &id).await?;
    store::discard(&mut tx, &id).await?;
    store::note(&mut tx, by, &draft, "plan_draft.discarded", json!({ "file": draft.file_name })).await?;
    tx.commit().await?;
    Ok(redirect("/desk/plans").saying("草稿已作废。").into_response())
}
