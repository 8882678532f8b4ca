//! Published documents of a government, filtered as in its library, page by page.

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use documents::snapshot::DOCUMENT;
use kernel::{Date, is_id};
use publishing::{Item, Validity, Wanted};
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Fields, Mistakes, Query, Result, tagged};

use super::page_of::{PageParams, cut, limit, next, no_such_place, settled};
use crate::home::hosted;
use crate::{kinds, listed, wanted};

/// A code with its name for people.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicCode)]
pub(super) struct Coded {
    code: String,
    name: String,
}

/// An id with its name for people.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicName)]
pub(super) struct Named {
    pub id: String,
    pub name: String,
}

/// A published document as lists show it. Dates are `YYYY-MM-DD`, instants RFC 3339 at +08:00.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicDocumentLine)]
pub(super) struct Line {
    id: String,
    title: String,
    /// 发文字号
    number: Option<String>,
    /// 发文机关
    issuer: Option<String>,
    /// 类型
    form: Coded,
    /// The slug of the government.
    government: String,
    /// The unit that published it.
    unit: Option<Named>,
    /// 成文日期
    #[schema(value_type = Option<String>)]
    issued_on: Option<Date>,
    /// 有效性 today: in_force | amended | not_yet_in_force | expired | repealed; null for what has none.
    validity: Option<Coded>,
    /// The newest version's number, from 1.
    version: i64,
    /// When it first became public.
    first_published_at: String,
    /// When the newest version became public.
    published_at: String,
    links: Links,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicDocumentLinks)]
struct Links {
    /// Here, with the text.
    #[serde(rename = "self")]
    here: String,
    versions: String,
    /// Its page for people.
    page: String,
}

impl Line {
    pub fn of(slug: &str, units: &HashMap<String, String>, item: Item, on: Date) -> Self {
        let here = format!("/api/v1/documents/{}", item.id);
        let unit = item.unit_id.clone().map(|id| Named { name: units.get(&id).cloned().unwrap_or_default(), id });
        Self {
            form: Coded { name: kinds::name(&item.form).to_owned(), code: item.form.clone() },
            validity: item.validity(on).map(|one| Coded { code: one.code().to_owned(), name: one.name().to_owned() }),
            government: slug.to_owned(),
            unit,
            issued_on: item.dated_on,
            version: item.version,
            first_published_at: item.first_published_at.rfc3339(),
            published_at: item.published_at.rfc3339(),
            links: Links {
                versions: format!("{here}/versions"),
                page: format!("/g/{slug}/documents/{}", item.id),
                here,
            },
            title: item.title,
            number: item.number,
            issuer: item.issuer,
            id: item.id,
        }
    }
}

/// A page of documents.
#[derive(Serialize, ToSchema)]
#[schema(as = PublicDocuments)]
pub(super) struct Documents {
    documents: Vec<Line>,
    /// How many there are on all pages.
    total: i64,
    /// Where the next page is; null on the last.
    next: Option<String>,
}

/// What an address may say; read by [`wanted::read`], as in the library.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it only describes the parameters")]
struct Params {
    /// 单位的编号
    unit: Option<String>,
    /// 类型：rule、normative、policy……
    form: Option<String>,
    /// 主题的编号
    theme: Option<String>,
    /// 栏目的编号
    column: Option<String>,
    /// 成文年份
    year: Option<i64>,
    /// 今天的有效性：in_force、amended、not_yet_in_force、expired、repealed
    validity: Option<String>,
    /// 标题或文号里的文字
    q: Option<String>,
}

/// Documents of a government, newest first.
#[utoipa::path(
    get, path = "/api/v1/governments/{slug}/documents", tag = "公开信息", summary = "公开的文件",
    params(("slug" = String, Path, description = "政府在网址里的代号"), Params, PageParams),
    responses((status = 200, body = Documents), (status = 304, description = "没有变化"), (status = 404, description = "没有这个政府"), (status = 422, description = "条件写得不对，errors 里说明是哪一个"))
)]
pub(super) async fn list(
    State(app): State<App>,
    asked: HeaderMap,
    Path(slug): Path<String>,
    Query(query): Query,
) -> Result {
    let (limit, after) = checked(&query)?;
    let today = app.clock.today();
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, &slug).await?;
    let wanted = Wanted { kind: Some(DOCUMENT.to_owned()), ..wanted::read(&query, &government.id, today) };
    let mut items = publishing::page(&mut tx, &wanted, after, limit + 1).await?;
    let total = publishing::count(&mut tx, &wanted).await?;
    let units = listed::units(&mut tx, &government.id).await?;
    drop(tx);
    let at = format!("/api/v1/governments/{slug}/documents");
    let next = cut(&mut items, limit).map(|last| next(&at, &query, &last.key()));
    let documents = items.into_iter().map(|item| Line::of(&slug, &units, item, today)).collect();
    Ok(tagged(&asked, &Documents { documents, total, next })?)
}

fn checked(query: &Fields) -> kernel::Result<(usize, Option<(kernel::Time, &str)>)> {
    let mut mistakes = Mistakes::default();
    let limit = limit(query, &mut mistakes);
    let after = publishing::place(query.get("after")).filter(|(_, id)| is_id(id));
    if query.opt("after").is_some() && after.is_none() {
        no_such_place(&mut mistakes);
    }
    let known = |form: &str| documents::domain::Kind::by_code(form).is_some();
    for (name, fits, message) in [
        ("form", query.opt("form").is_none_or(known), "没有这种类型"),
        ("year", query.opt("year").is_none_or(|year| wanted::year(year).is_some()), "请写四位数的年份"),
        ("validity", query.opt("validity").is_none_or(|one| Validity::from_code(one).is_some()), "没有这种有效性"),
    ] {
        if !fits {
            mistakes.add(name, message);
        }
    }
    settled(&mistakes)?;
    Ok((limit, after))
}
