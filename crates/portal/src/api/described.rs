//! The API described for programs: OpenAPI 3.1, made from the handlers and what they take and give, of every slice.

use axum::http::HeaderMap;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use web::{Result, tagged};

use super::{catalogue, document, documents, governments, search};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Gongkai API",
        version = "1",
        description = "政务公开平台的接口。公开信息谁都可以读；台账和公文要用令牌。"
    ),
    paths(
        serve,
        search::find,
        search::suggest,
        governments::list,
        governments::one,
        governments::units,
        documents::list,
        document::show,
        document::versions,
        catalogue::show
    )
)]
struct Described;

/// The description.
pub(super) fn described() -> utoipa::openapi::OpenApi {
    let mut whole = Described::openapi();
    whole.merge(::documents::api::described());
    whole.merge(ledger::api::described());
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("在“接口令牌”里生成")).build();
    let components = whole.components.get_or_insert_default();
    components.add_security_scheme("token", SecurityScheme::Http(bearer));
    whole
}

/// This description.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "说明",
    summary = "接口说明（OpenAPI 3.1）",
    responses((status = 200, description = "OpenAPI"))
)]
pub(super) async fn serve(asked: HeaderMap) -> Result {
    Ok(tagged(&asked, &described())?)
}
