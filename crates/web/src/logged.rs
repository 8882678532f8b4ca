//! What the log says of a request: its method and path, never a secret in it.

use axum::extract::Request;
use tracing::Span;

/// A path as the log may have it. The rest of a calendar's address is its secret.
pub(crate) fn path(path: &str) -> &str {
    if path.starts_with("/calendar/") { "/calendar/…" } else { path }
}

/// The span of a request. What was searched for, behind the question mark, is not the log's business.
pub(crate) fn span(request: &Request) -> Span {
    tracing::debug_span!(target: "tower_http::trace", "request", method = %request.method(), path = path(request.uri().path()))
}
