//! One published document, whole, in any of its public versions.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use directory::Government;
use documents::snapshot::{PublicFile, PublicRelation};
use kernel::Date;
use publishing::{Item, Note, Publication};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{App, Mistakes, Query, Result, tagged};

use super::documents::{Line, Named};
use super::page_of::settled;
use crate::document::{Known, Shown, Which, look};
use crate::listed;

/// A published document.
#[derive(Serialize, ToSchema)]
#[schema(as = PublicDocument)]
pub(super) struct Body {
    #[serde(flatten)]
    line: Line,
    /// The version that is shown.
    shown_version: i64,
    /// 索引号
    index_number: String,
    /// 内容概述
    summary: String,
    /// The first day in force.
    #[schema(value_type = Option<String>)]
    effective_on: Option<Date>,
    /// The last day in force.
    #[schema(value_type = Option<String>)]
    expires_on: Option<Date>,
    /// Its place in the catalogue.
    column: Named,
    /// 主题
    themes: Vec<Named>,
    /// What this version corrects; empty in the first.
    note: String,
    /// What later documents did to it, in the order of their days.
    #[schema(value_type = Vec<Object>)]
    notes: Vec<Note>,
    /// What it does to others.
    #[schema(value_type = Vec<Object>)]
    relations: Vec<PublicRelation>,
    /// What is attached.
    files: Vec<File>,
    /// The text by its parts; each has a `kind`, those people refer to an `id`.
    #[schema(value_type = Vec<Object>)]
    blocks: Vec<official::Block>,
    /// The text alone.
    text: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = PublicFile)]
struct File {
    title: String,
    media_type: String,
    /// Length in bytes.
    bytes: i64,
    sha256: String,
    /// Where it is fetched.
    href: String,
}

/// Versions of a document, newest first.
#[derive(Serialize, ToSchema)]
#[schema(as = PublicVersions)]
pub(super) struct Versions {
    versions: Vec<Version>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = PublicVersion)]
struct Version {
    version: i64,
    /// When it became public.
    published_at: String,
    /// Why it was withdrawn, when this is a withdrawal.
    withdrawal: Option<String>,
    /// Where its text is; null when it is public no more.
    #[serde(rename = "self")]
    here: Option<String>,
}

/// One document.
#[utoipa::path(
    get, path = "/api/v1/documents/{id}", tag = "公开信息", summary = "一份公开的文件",
    params(
        ("id" = String, Path, description = "文件的编号"),
        ("version" = Option<i64>, Query, description = "第几版，不写是现在的"),
        ("on" = Option<String>, Query, description = "某一天的文本和有效性，如 2022-06-30；写了 version 时只管有效性"),
    ),
    responses((status = 200, body = Body), (status = 304, description = "没有变化"), (status = 404, description = "没有，或者没有公开"), (status = 410, description = "已撤下，detail 里是原因"), (status = 422, description = "条件写得不对"))
)]
pub(super) async fn show(
    State(app): State<App>,
    asked: HeaderMap,
    Path(id): Path<String>,
    Query(query): Query,
) -> Result {
    let mut mistakes = Mistakes::default();
    let day = query.opt("on").map(str::parse::<Date>);
    if matches!(day, Some(Err(_))) {
        mistakes.add("on", "请写成 2022-06-30 这样的日期");
    }
    if query.opt("version").is_some_and(|version| version.parse::<i64>().is_err()) {
        mistakes.add("version", "请写第几版的数字");
    }
    settled(&mistakes)?;
    let mut tx = app.db.read().await?;
    let shown = match look(&mut tx, &id, Which::read(&query)).await? {
        Known::Withdrawn(left) => {
            let (government, item, tombstone) = *left;
            return Ok(gone(&government, &item, tombstone));
        }
        Known::Document(shown) => *shown,
    };
    let Shown { government, item, publication, document } = shown;
    let units = listed::units(&mut tx, &government.id).await?;
    drop(tx);
    let on = day.and_then(std::result::Result::ok).unwrap_or(app.clock.today());
    let standing = item.standing.clone().unwrap_or_default();
    let file = |file: PublicFile| File {
        href: format!("/g/{}/documents/{id}/files/{}?version={}", government.slug, file.id, publication.version),
        title: file.title,
        media_type: file.media_type,
        bytes: file.bytes,
        sha256: file.hash,
    };
    let body = Body {
        shown_version: publication.version,
        index_number: document.index_number,
        summary: document.summary,
        effective_on: document.effective_on,
        expires_on: document.expires_on,
        column: Named { id: document.column.id, name: document.column.name },
        themes: document.themes.into_iter().map(|theme| Named { id: theme.id, name: theme.name }).collect(),
        note: document.note,
        notes: standing.notes.into_iter().filter(|note| note.on <= on).collect(),
        relations: document.relations,
        files: document.files.into_iter().map(file).collect(),
        text: official::write(&document.blocks),
        blocks: document.blocks,
        line: Line::of(&government.slug, &units, item, on),
    };
    Ok(tagged(&asked, &body)?)
}

/// Its versions.
#[utoipa::path(
    get, path = "/api/v1/documents/{id}/versions", tag = "公开信息", summary = "一份文件的历次公开",
    params(("id" = String, Path, description = "文件的编号")),
    responses((status = 200, body = Versions), (status = 304, description = "没有变化"), (status = 404, description = "没有，或者没有公开过"))
)]
pub(super) async fn versions(State(app): State<App>, asked: HeaderMap, Path(id): Path<String>) -> Result {
    let mut tx = app.db.read().await?;
    look(&mut tx, &id, Which::Newest).await?;
    let all = publishing::versions(&mut tx, &id).await?;
    let gone = all.iter().filter(|one| one.withdrawal.is_some()).map(|one| one.version).max().unwrap_or(0);
    let version = |one: Publication| Version {
        here: (one.version > gone).then(|| format!("/api/v1/documents/{id}?version={}", one.version)),
        version: one.version,
        published_at: one.published_at.rfc3339(),
        withdrawal: one.withdrawal,
    };
    Ok(tagged(&asked, &Versions { versions: all.into_iter().map(version).collect() })?)
}

/// What is left of a document that was withdrawn (RFC 9457).
fn gone(government: &Government, item: &Item, tombstone: Publication) -> Response {
    let body = json!({
        "type": "about:blank", "title": "这份文件已经撤下", "status": 410, "code": "withdrawn",
        "detail": tombstone.withdrawal.unwrap_or_default(), "errors": [], "id": item.id,
        "withdrawn_at": tombstone.published_at.rfc3339(),
        "page": format!("/g/{}/documents/{}", government.slug, item.id),
    });
    (StatusCode::GONE, [(header::CONTENT_TYPE, web::PROBLEM)], body.to_string()).into_response()
}
