//! Style, scripts and icons: embedded in the program, addressed by their content, cached for good.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Assets;

/// One hash over all assets: scripts import each other by relative address, so all change address together.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Assets::iter().collect();
    names.sort();
    let mut sha = Sha256::new();
    for name in names {
        if let Some(file) = Assets::get(&name) {
            sha.update(name.as_bytes());
            sha.update(file.metadata.sha256_hash());
        }
    }
    hex::encode(&sha.finalize()[..6])
});

/// The address of an asset, e.g. `style.css`.
pub fn asset(name: &str) -> String {
    format!("/assets/{}/{name}", *VERSION)
}

pub(crate) async fn serve(Path((version, name)): Path<(String, String)>) -> Response {
    let Some(file) = Assets::get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mime = mime_guess::from_path(&name).first_or_octet_stream();
    let kind = if mime.type_() == "text" { format!("{mime}; charset=utf-8") } else { mime.to_string() };
    // An address of another version still answers, but is not kept.
    let cache = if version == *VERSION { "public, max-age=31536000, immutable" } else { "no-cache" };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache.to_owned())], file.data).into_response()
}
