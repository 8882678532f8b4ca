//! The ledger's part of the API described for programs.

use utoipa::OpenApi;

use super::{change, entry, list};

#[derive(OpenApi)]
#[openapi(paths(list::list, entry::show, change::patch, change::note))]
struct Described;

/// The description.
pub fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}
