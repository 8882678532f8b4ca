//! The documents' part of the API described for programs.

use utoipa::OpenApi;

use super::{receive, received};

#[derive(OpenApi)]
#[openapi(paths(receive::take, received::show))]
struct Described;

/// The description.
pub fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}
