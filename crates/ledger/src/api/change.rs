//! Programs fill entries in and note progress, as people do at the desk.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use kernel::{Date, Problem};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{App, Mistakes, Program, Result, Sent, within_limits};

use super::entry::{self, Entry};
use super::once::{Known, Once};
use crate::entries::acting::not_later_than;
use crate::entries::acts::changes;
use crate::entries::domain::{Entry as Kept, Side};
use crate::entries::import::domain::{Change as Field, Field as Name, settled, too_long};
use crate::entries::typed::MEASURE;
use crate::work::keep::{Told, keep};
use crate::work::notes::{NewNote, NoteKind};

/// What is to be changed; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Patch {
    /// The version that was read.
    version: i64,
    /// 工作举措, at most 4,000 characters
    measure: Option<String>,
    /// 单位分管领导, at most 100 characters
    leader: Option<String>,
    /// 责任科室, at most 100 characters
    office_in_charge: Option<String>,
    /// 备注, at most 4,000 characters
    notes: Option<String>,
}

impl Patch {
    fn fields(self, before: &Kept) -> Vec<Field> {
        let all = [
            (Name::Measure, self.measure),
            (Name::Leader, self.leader),
            (Name::OfficeInCharge, self.office_in_charge),
            (Name::Notes, self.notes),
        ];
        let given = all.into_iter().filter_map(|(field, text)| Some((field, settled(&text?))));
        given.map(|(field, new)| Field { field, old: field.of(&before.texts).to_owned(), new, base: None }).collect()
    }
}

/// Changes texts of an entry.
#[utoipa::path(
    patch,
    path = "/api/v1/ledger/entries/{id}",
    tag = "台账",
    summary = "填写一条台账",
    params(("id" = String, Path, description = "台账条目的编号")),
    request_body = Patch,
    responses(
        (status = 200, body = Entry),
        (status = 403, description = "已提交验收、已完成或已移出台账，不能修改"),
        (status = 409, description = "别人先改过：entry 里是现在的内容，核对后用它的 version 再提交"),
        (status = 422, description = "内容不对，errors 里说明是哪一项"),
    ),
    security(("token" = ["ledger:write"]))
)]
pub(super) async fn patch(
    State(app): State<App>,
    Program(bearer): Program,
    Path(id): Path<String>,
    Sent(patch): Sent<Patch>,
) -> Result {
    let who = &bearer.principal;
    let mut tx = app.db.write().await?;
    let before = entry::find(&mut tx, who, &id).await?.entry;
    before.can_edit(who)?;
    if patch.version != before.version {
        return Ok(stale(entry::now(&mut tx, who, &id).await?));
    }
    let fields = patch.fields(&before);
    let mut mistakes = Mistakes::default();
    for change in &fields {
        let why = too_long(std::slice::from_ref(change)).pop();
        mistakes.check(change.field.code(), why.map(|mistake| mistake.reason));
    }
    if !mistakes.is_empty() {
        return Err(Problem::Invalid(mistakes.iter().cloned().collect()).into());
    }
    let mut texts = before.texts.clone();
    fields.into_iter().for_each(|change| change.field.put(&mut texts, change.new));
    let after = before.clone().fill(texts)?;
    if !changes(&before, &after).is_empty() {
        let author = (&who.actor(), Side::of(who));
        let now = app.clock.now();
        keep(&mut tx, now, author, "ledger_entry.filled", (&before, &after), Told::default()).await?;
    }
    let entry = entry::now(&mut tx, who, &id).await?;
    tx.commit().await?;
    Ok(Json(entry).into_response())
}

/// Progress that was made.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Progress {
    /// What was done, at most 4,000 characters.
    text: String,
    /// The day, not after today; today when it is left out.
    on: Option<String>,
}

/// Notes progress on an entry. Nobody's version becomes stale by what it says, but the entry's does.
#[utoipa::path(
    post,
    path = "/api/v1/ledger/entries/{id}/notes",
    tag = "台账",
    summary = "写一条进展",
    params(
        ("id" = String, Path, description = "台账条目的编号"),
        (
            "Idempotency-Key" = Option<String>, Header,
            description = "自己给这次请求起的名字，最多 200 个字符。没有收到答复时，用同一个名字再发一次，不会写两条"
        ),
    ),
    request_body = Progress,
    responses(
        (status = 201, body = Entry),
        (status = 403, description = "已提交验收、已完成或已移出台账，不能再写"),
        (status = 409, description = "这个 Idempotency-Key 已经用在另一个请求上"),
        (status = 422, description = "内容不对，errors 里说明是哪一项"),
    ),
    security(("token" = ["ledger:write"]))
)]
pub(super) async fn note(
    State(app): State<App>,
    (Program(bearer), headers): (Program, HeaderMap),
    Path(id): Path<String>,
    Sent(progress): Sent<Progress>,
) -> Result {
    let who = &bearer.principal;
    let once = Once::read(&headers, &bearer.token.id, &(&id, &progress))?;
    let mut tx = app.db.write().await?;
    let before = entry::find(&mut tx, who, &id).await?.entry;
    if let Some(once) = &once
        && let Known::Done(answer) = once.begin(&mut tx, app.clock.now()).await?
    {
        return Ok(created(answer));
    }
    before.can_edit(who)?;
    let (words, on) = checked(&progress, app.clock.today())?;
    let after = before.clone().begun()?;
    let note = NewNote { kind: NoteKind::Progress, on, body: &words };
    let told = Told { words: format!("（{on}）{words}"), note: Some(note), ..Told::default() };
    let author = (&who.actor(), Side::of(who));
    keep(&mut tx, app.clock.now(), author, "ledger_entry.noted", (&before, &after), told).await?;
    let answer = serde_json::to_string(&entry::now(&mut tx, who, &id).await?).map_err(Problem::internal)?;
    if let Some(once) = &once {
        once.end(&mut tx, &answer).await?;
    }
    tx.commit().await?;
    Ok(created(answer))
}

fn created(entry: String) -> Response {
    (StatusCode::CREATED, [(header::CONTENT_TYPE, "application/json")], entry).into_response()
}

fn checked(progress: &Progress, today: Date) -> kernel::Result<(String, Date)> {
    let words = settled(&progress.text);
    let mut mistakes = Mistakes::default();
    mistakes
        .check("text", if words.is_empty() { Some("请写一写做了什么".into()) } else { within_limits(&words, MEASURE) });
    let on = progress.on.as_ref().map_or(Some(today), |on| on.parse().ok());
    match on.map(|on| not_later_than(on, today)) {
        Some(refusal) => mistakes.check("on", refusal.err().map(|refusal| refusal.to_string())),
        None => mistakes.add("on", "请写成 2022-06-30 这样的日期"),
    }
    match on {
        Some(on) if mistakes.is_empty() => Ok((words, on)),
        _ => Err(Problem::Invalid(mistakes.iter().cloned().collect())),
    }
}

/// Somebody else saved first: the problem carries the entry as it is now.
fn stale(entry: Entry) -> Response {
    let kind = Problem::Conflict(String::new()).kind();
    let body = json!({
        "type": "about:blank", "title": "别人先改过这条台账，没有写入", "status": kind.status, "code": kind.code,
        "detail": "entry 里是现在的内容，核对后用它的 version 再提交。", "errors": [], "entry": entry,
    });
    (StatusCode::CONFLICT, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}
