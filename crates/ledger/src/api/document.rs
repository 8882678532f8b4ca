//! The API described for programs: OpenAPI 3.1, made from the handlers and what they take and give.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{change, entry, list};

#[derive(OpenApi)]
#[openapi(
    info(title = "Gongkai API", version = "1", description = "政务公开台账的接口。"),
    paths(serve, list::list, entry::show, change::patch, change::note),
    modifiers(&Tokens)
)]
struct Described;

struct Tokens;

impl Modify for Tokens {
    fn modify(&self, described: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("在“接口令牌”里生成")).build();
        let components = described.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(bearer));
    }
}

/// The description.
pub(super) fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// This description.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "说明",
    summary = "接口说明（OpenAPI 3.1）",
    responses((status = 200, description = "OpenAPI"))
)]
pub(super) async fn serve() -> Response {
    Json(described()).into_response()
}
