//! A program hands in a document: its facts in JSON, its text as a text or a file, its attachments. Under the same id
//! of the program's own it is received once.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use db::Tx;
use directory::names::{self, Holder};
use directory::token::Bearer;
use directory::{Unit, unit};
use kernel::{Date, Problem};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;
use web::{App, Mistakes, Program, Result, Upload, Uploads, within_limits};

use super::received::{Received, address, find, system, told};
use crate::attach;
use crate::domain::{Face, Kind, LONGEST_BODY, LONGEST_SUMMARY, LONGEST_TITLE};
use crate::intake::{self, Arrival, Door};
use crate::reading::{self, Read};
use crate::store;

/// Characters of an id.
const LONGEST_ID: usize = 200;

/// What the part `document` says. What is left out is read from the text.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = HandedInDocument)]
#[serde(deny_unknown_fields)]
pub(super) struct Facts {
    /// The system's own id, at most 200 characters: under it the document is received once.
    id: String,
    /// The unit whose document it is, by its id or one of its names. A unit's token needs none.
    unit: Option<String>,
    /// 标题, at most 300 characters
    title: Option<String>,
    /// 发文字号, at most 100 characters
    number: Option<String>,
    /// 发文机关, at most 300 characters
    issuer: Option<String>,
    /// 类型: rule | normative | policy | planning | announcement …
    form: Option<String>,
    /// 成文日期
    #[schema(value_type = Option<String>)]
    issued_on: Option<Date>,
    /// The first day in force.
    #[schema(value_type = Option<String>)]
    effective_on: Option<Date>,
    /// The last day in force.
    #[schema(value_type = Option<String>)]
    expires_on: Option<Date>,
    /// 内容概述, at most 2,000 characters
    summary: Option<String>,
    /// The text, unless a file `text` holds it.
    text: Option<String>,
}

/// The form of the request, for its description.
#[derive(ToSchema)]
#[schema(as = HandedInForm)]
#[expect(dead_code, reason = "it only describes the form")]
pub(super) struct Form {
    /// The facts, in JSON.
    document: Facts,
    /// The text as a file: Word, PDF, HTML or plain text.
    #[schema(value_type = Option<String>, format = Binary)]
    text: Option<Vec<u8>>,
    /// Attachments, at most 50.
    #[schema(value_type = Vec<String>, format = Binary)]
    attachment: Vec<Vec<u8>>,
}

/// Hands in a document.
#[utoipa::path(
    post, path = "/api/v1/documents", tag = "公文", summary = "交送一份公文",
    request_body(content = Form, content_type = "multipart/form-data", description = "document 里是各项内容（JSON），text 是正文文件，attachment 是附件，可以有多个。收到后从确定公开属性开始办理。"),
    responses(
        (status = 201, body = Received, description = "已接收，Location 是查办理情况的地址"),
        (status = 200, body = Received, description = "以前用这个编号交送过同样的内容，没有重复接收"),
        (status = 409, description = "这个编号交送过别的内容，没有接收"),
        (status = 422, description = "内容不对，或者文件太大、有病毒、读不出来：errors 里说明是哪一项"),
    ),
    security(("token" = ["documents:write"]))
)]
pub(super) async fn take(State(app): State<App>, Program(bearer): Program, uploads: Uploads) -> Result {
    let Uploads { files, fields } = uploads;
    let facts: Facts = web::from_json("document", fields.raw("document"))?;
    let digest = digest(fields.raw("document"), &files);
    let mut tx = app.db.read().await?;
    if let Some(known) = known(&mut tx, &bearer, &facts.id, &digest).await? {
        return Ok(known);
    }
    let unit_id = check(&mut tx, &bearer, &facts, &files).await?;
    drop(tx);
    let (mains, attachments): (Vec<Upload>, Vec<Upload>) = files.into_iter().partition(|file| file.field == "text");
    let read = match mains.into_iter().next() {
        Some(file) => reading::read(&app, file).await.map_err(|why| of_field("text", why))?,
        None => Read::plain(facts.text.as_deref().unwrap_or_default()),
    };
    reading::check(&read.text).map_err(|why| Problem::field("text", why))?;
    let files = attach::keep(&app, attachments).await.map_err(|why| of_field("attachment", why))?;
    let own = facts.id.clone();
    let face = facts.over(intake::read(&read.text, read.name.as_deref()));
    if face.title.is_empty() {
        return Err(Problem::field("title", "正文里没有读出标题，请写明").into());
    }

    let actor = bearer.principal.actor();
    let government_id = &bearer.principal.government()?.id;
    let arrival = Arrival {
        government_id,
        unit_id: &unit_id,
        actor: &actor,
        door: Door::Program(system(&bearer), own.clone()),
        face,
        text: &read.text,
    };
    let mut tx = app.db.write().await?;
    let begun = match known(&mut tx, &bearer, &own, &digest).await? {
        Some(known) => return Ok(known),
        None => intake::begin(&mut tx, app.clock.now(), arrival, &files, &read.notes.join("")).await,
    };
    let document = match begun {
        Ok(document) => document,
        // The same was handed in twice at once, and the other was first.
        Err(Problem::Conflict(_)) => {
            drop(tx);
            let known = known(&mut app.db.read().await?, &bearer, &own, &digest).await?;
            return Ok(known.ok_or_else(taken)?);
        }
        Err(problem) => return Err(problem.into()),
    };
    store::set_digest(&mut tx, &document.id, &digest).await?;
    let received = told(&mut tx, document).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, [(header::LOCATION, address(&own))], Json(received)).into_response())
}

/// The answer when something was handed in under this id before.
async fn known(tx: &mut Tx, bearer: &Bearer, own: &str, digest: &str) -> kernel::Result<Option<Response>> {
    match find(tx, bearer, own).await? {
        Some((document, before)) if before == digest => {
            Ok(Some((StatusCode::OK, Json(told(tx, document).await?)).into_response()))
        }
        Some(_) => Err(taken()),
        None => Ok(None),
    }
}

/// What is refused for a file is that field's mistake.
fn of_field(name: &str, problem: Problem) -> Problem {
    match problem {
        Problem::Refused(why) => Problem::field(name, why),
        other => other,
    }
}

fn taken() -> Problem {
    Problem::Conflict("这个编号已经交送过别的内容，这次没有接收。要改，请在平台上改，或者换一个编号。".into())
}

/// The unit that is meant, when nothing is wrong.
async fn check(tx: &mut Tx, bearer: &Bearer, facts: &Facts, files: &[Upload]) -> kernel::Result<String> {
    let mut mistakes = Mistakes::default();
    for (name, text, most) in [
        ("id", Some(&facts.id), LONGEST_ID),
        ("title", facts.title.as_ref(), LONGEST_TITLE),
        ("number", facts.number.as_ref(), 100),
        ("issuer", facts.issuer.as_ref(), 300),
        ("summary", facts.summary.as_ref(), LONGEST_SUMMARY),
        ("text", facts.text.as_ref(), LONGEST_BODY),
    ] {
        mistakes.check(name, text.and_then(|text| within_limits(text, most)));
    }
    if facts.id.trim().is_empty() {
        mistakes.add("id", "请写来文系统自己的编号");
    }
    if facts.form.as_deref().is_some_and(|form| Kind::by_code(form).is_none()) {
        mistakes.add("form", "没有这种类型");
    }
    match files.iter().filter(|file| file.field == "text").count() {
        0 if facts.text.as_deref().is_none_or(|text| text.trim().is_empty()) => {
            mistakes.add("text", "请写正文，或者用 text 传正文文件");
        }
        1 if facts.text.is_some() => mistakes.add("text", "正文只能给一次：写在 document 里，或者传文件"),
        0 | 1 => {}
        _ => mistakes.add("text", "正文只能是一个文件，其他文件请用 attachment"),
    }
    if let Some(other) = files.iter().find(|file| !["text", "attachment"].contains(&file.field.as_str())) {
        mistakes.add("attachment", format!("“{}”不知道是什么：正文用 text，附件用 attachment", other.name));
    }
    let unit = unit_of(tx, bearer, facts).await?;
    if unit.is_none() {
        mistakes.add("unit", "请写明是哪个单位的公文：单位的编号，或者本级政府登记的单位名称");
    }
    match unit {
        Some(unit) if mistakes.is_empty() => Ok(unit),
        _ => Err(Problem::Invalid(mistakes.iter().cloned().collect())),
    }
}

/// The unit by its id or a name, if the token reaches it; the token's own when none is named.
async fn unit_of(tx: &mut Tx, bearer: &Bearer, facts: &Facts) -> kernel::Result<Option<String>> {
    let who = &bearer.principal;
    let government = &who.government()?.id;
    let Some(asked) = facts.unit.as_ref().or(who.post.unit_id.as_ref()) else { return Ok(None) };
    let unit = match names::holder(tx, government, asked).await? {
        Some(Holder::Unit(unit)) => Some(unit),
        _ => unit::find(tx, asked).await?,
    };
    let fits = |unit: &Unit| !unit.retired && who.reaches(&unit.government_id, Some(&unit.id));
    Ok(unit.filter(fits).map(|unit| unit.id))
}

impl Facts {
    /// What the text says of itself, with what the system says of it in its place.
    fn over(self, read: Face) -> Face {
        let number = self.number.map(|number| {
            official::number::parse(&number).map_or_else(|| number.trim().to_owned(), |number| number.to_string())
        });
        let title = self.title.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
        Face {
            kind: self.form.as_deref().and_then(Kind::by_code).unwrap_or(read.kind),
            title: title.filter(|title| !title.is_empty()).unwrap_or(read.title),
            number: number.unwrap_or(read.number),
            issuer: self.issuer.unwrap_or(read.issuer),
            issued_on: self.issued_on.or(read.issued_on),
            effective_on: self.effective_on.or(read.effective_on),
            expires_on: self.expires_on.or(read.expires_on),
            summary: self.summary.unwrap_or_default(),
            ..read
        }
    }
}

/// What tells one request from another: the facts as they were written, and every file with its name.
fn digest(document: &str, files: &[Upload]) -> String {
    let mut all = Sha256::new();
    all.update(Sha256::digest(document));
    for file in files {
        for part in [file.field.as_bytes(), file.name.as_bytes(), &file.bytes] {
            all.update(Sha256::digest(part));
        }
    }
    hex::encode(all.finalize())
}
