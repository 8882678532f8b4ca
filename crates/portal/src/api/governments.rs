//! Governments and their units.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use directory::{Government, Unit, government, unit};
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Mistakes, Query, Result, tagged};

use super::page_of::{PageParams, cut, limit, next, no_such_place, settled};
use crate::home::hosted;

/// A government whose site this installation serves.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicGovernment)]
pub(super) struct Body {
    /// Its part of addresses.
    slug: String,
    /// 全称
    name: String,
    /// 简称
    short_name: String,
    /// province | city | county | town
    level: &'static str,
    /// 主办单位
    host_unit: String,
    /// 政府网站标识码
    site_id_code: Option<String>,
    /// Where more of it is.
    links: Links,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicGovernmentLinks)]
struct Links {
    /// Here.
    #[serde(rename = "self")]
    here: String,
    units: String,
    documents: String,
    catalogue: String,
    /// Its site for people.
    site: String,
}

impl Body {
    fn of(government: Government) -> Self {
        let here = format!("/api/v1/governments/{}", government.slug);
        Self {
            links: Links {
                units: format!("{here}/units"),
                documents: format!("{here}/documents"),
                catalogue: format!("{here}/catalogue"),
                site: format!("/g/{}", government.slug),
                here,
            },
            slug: government.slug,
            name: government.name,
            short_name: government.short_name,
            level: government.level.code(),
            host_unit: government.host_unit,
            site_id_code: government.site_id_code,
        }
    }
}

/// A page of governments.
#[derive(Serialize, ToSchema)]
#[schema(as = PublicGovernments)]
pub(super) struct Governments {
    governments: Vec<Body>,
    /// Where the next page is; null on the last.
    next: Option<String>,
}

/// A unit of a government.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicUnit)]
pub(super) struct UnitBody {
    id: String,
    /// 全称
    name: String,
    /// 简称
    short_name: String,
    /// Its kind, e.g. department, township.
    kind: &'static str,
}

impl From<Unit> for UnitBody {
    fn from(unit: Unit) -> Self {
        Self { id: unit.id, name: unit.name, short_name: unit.short_name, kind: unit.kind.code() }
    }
}

/// A page of units.
#[derive(Serialize, ToSchema)]
#[schema(as = PublicUnits)]
pub(super) struct Units {
    units: Vec<UnitBody>,
    /// Where the next page is; null on the last.
    next: Option<String>,
}

/// Governments.
#[utoipa::path(
    get, path = "/api/v1/governments", tag = "公开信息", summary = "各地政府", params(PageParams),
    responses((status = 200, body = Governments), (status = 304, description = "没有变化"), (status = 422, description = "条件写得不对"))
)]
pub(super) async fn list(State(app): State<App>, asked: HeaderMap, Query(query): Query) -> Result {
    let mut mistakes = Mistakes::default();
    let limit = limit(&query, &mut mistakes);
    settled(&mistakes)?;
    let mut found = government::hosted_after(&mut app.db.read().await?, query.opt("after"), limit + 1).await?;
    let next = cut(&mut found, limit).map(|last| next("/api/v1/governments", &query, &last.slug));
    let governments = found.into_iter().map(Body::of).collect();
    Ok(tagged(&asked, &Governments { governments, next })?)
}

/// One government.
#[utoipa::path(
    get, path = "/api/v1/governments/{slug}", tag = "公开信息", summary = "一个政府",
    params(("slug" = String, Path, description = "网址里的代号")),
    responses((status = 200, body = Body), (status = 304, description = "没有变化"), (status = 404, description = "没有"))
)]
pub(super) async fn one(State(app): State<App>, asked: HeaderMap, Path(slug): Path<String>) -> Result {
    let government = hosted(&mut app.db.read().await?, &slug).await?;
    Ok(tagged(&asked, &Body::of(government))?)
}

/// Units of a government.
#[utoipa::path(
    get, path = "/api/v1/governments/{slug}/units", tag = "公开信息", summary = "一个政府的单位",
    params(("slug" = String, Path, description = "网址里的代号"), PageParams),
    responses((status = 200, body = Units), (status = 304, description = "没有变化"), (status = 404, description = "没有这个政府"), (status = 422, description = "条件写得不对"))
)]
pub(super) async fn units(
    State(app): State<App>,
    asked: HeaderMap,
    Path(slug): Path<String>,
    Query(query): Query,
) -> Result {
    let mut mistakes = Mistakes::default();
    let limit = limit(&query, &mut mistakes);
    if query.opt("after").is_some_and(|after| !kernel::is_id(after)) {
        no_such_place(&mut mistakes);
    }
    settled(&mistakes)?;
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, &slug).await?;
    let filter = unit::Filter { after: query.opt("after").map(str::to_owned), ..unit::Filter::default() };
    let mut found = unit::page(&mut tx, &government.id, filter, limit + 1).await?;
    let at = format!("/api/v1/governments/{slug}/units");
    let next = cut(&mut found, limit).map(|last| next(&at, &query, &last.id));
    Ok(tagged(&asked, &Units { units: found.into_iter().map(UnitBody::from).collect(), next })?)
}
