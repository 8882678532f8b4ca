//! A government's disclosure catalogue, page by page.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use catalogue::edition::Column;
use kernel::Problem;
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Mistakes, Query, Result, tagged};

use super::page_of::{PageParams, limit, next, no_such_place, settled};
use crate::catalogue::edition;
use crate::home::hosted;

/// A page of the catalogue as it was published last.
#[derive(Serialize, ToSchema)]
#[schema(as = PublicCatalogue)]
pub(super) struct Body {
    /// The edition's number.
    edition: i64,
    /// When it became public.
    published_at: String,
    /// Its columns in the order of the tree: name, content, basis, responsible units, update limit, channels.
    #[schema(value_type = Vec<Object>)]
    columns: Vec<Column>,
    /// How many there are on all pages.
    total: usize,
    /// Where the next page is; null on the last.
    next: Option<String>,
}

/// The catalogue.
#[utoipa::path(
    get, path = "/api/v1/governments/{slug}/catalogue", tag = "公开信息", summary = "公开目录",
    params(("slug" = String, Path, description = "政府在网址里的代号"), PageParams),
    responses((status = 200, body = Body), (status = 304, description = "没有变化"), (status = 404, description = "没有这个政府，或者目录还没有公布"), (status = 422, description = "条件写得不对"))
)]
pub(super) async fn show(
    State(app): State<App>,
    asked: HeaderMap,
    Path(slug): Path<String>,
    Query(query): Query,
) -> Result {
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, &slug).await?;
    let (item, snapshot) = edition(&mut tx, &government.id).await?.ok_or(Problem::NotFound("公开目录"))?;
    drop(tx);
    let mut mistakes = Mistakes::default();
    let limit = limit(&query, &mut mistakes);
    let after = query.opt("after").map(|id| snapshot.columns.iter().position(|column| column.id == id));
    if after == Some(None) {
        no_such_place(&mut mistakes);
    }
    settled(&mistakes)?;
    let from = after.flatten().map_or(0, |at| at + 1);
    let total = snapshot.columns.len();
    let columns: Vec<Column> = snapshot.columns.into_iter().skip(from).take(limit).collect();
    let at = format!("/api/v1/governments/{slug}/catalogue");
    let next = columns.last().filter(|_| from + limit < total).map(|last| next(&at, &query, &last.id));
    let body = Body { edition: item.version, published_at: item.published_at.rfc3339(), columns, total, next };
    Ok(tagged(&asked, &body)?)
}
