//! JSON that anybody may read, with a tag by which nobody fetches the same twice.

use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use kernel::Problem;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// Answers with `body`, or with 304 and nothing when the asker holds the same already (RFC 9110, 13.1.2). Pages of
/// other sites may read it: it is public.
///
/// # Errors
/// When `body` cannot be written as JSON.
pub fn tagged(asked: &HeaderMap, body: &impl Serialize) -> kernel::Result<Response> {
    let bytes = serde_json::to_vec(body).map_err(Problem::internal)?;
    let mut tag = hex::encode(Sha256::digest(&bytes));
    tag.truncate(32);
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let held =
        known.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/").trim_matches('"') == tag);
    // Weak: what is sent may be compressed on the way.
    let headers: [(HeaderName, String); 4] = [
        (header::ETAG, format!("W/\"{tag}\"")),
        (header::CACHE_CONTROL, "no-cache".into()),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".into()),
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag".into()),
    ];
    if held {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    Ok((headers, [(header::CONTENT_TYPE, "application/json")], bytes).into_response())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn who_holds_it_gets_nothing_again() {
        let first = tagged(&HeaderMap::new(), &["一"]).unwrap();
        let tag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
        let ask = |known: &str| {
            let asked = HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_str(known).unwrap())]);
            tagged(&asked, &["一"]).unwrap().status()
        };
        assert_eq!(first.status(), StatusCode::OK);
        assert_eq!(ask(&tag), StatusCode::NOT_MODIFIED);
        assert_eq!(ask(&format!("\"other\", {}", tag.trim_start_matches("W/"))), StatusCode::NOT_MODIFIED);
        assert_eq!(ask("*"), StatusCode::NOT_MODIFIED);
        assert_eq!(ask("\"other\""), StatusCode::OK);
    }
}
