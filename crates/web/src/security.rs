//! Headers that keep browsers strict, and the refusal of requests from other sites.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::Problem;

use crate::bearer::API;
use crate::flash::FLASH;
use crate::{App, CLIENT_COOKIE, Fault, cookie, expired};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Adds the headers to every answer.
pub(crate) async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let flash_shown = cookie(request.headers(), FLASH).is_some();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if app.settings.secure {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    let is_page = headers.get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"text/html"));
    if flash_shown && is_page {
        headers.append(header::SET_COOKIE, expired(FLASH, false));
    }
    response
}

/// No address of ours holds a NUL, which PostgreSQL would take for an error of ours.
pub(crate) async fn no_nul(request: Request, next: Next) -> Response {
    if request.uri().path().contains("%00") {
        return Fault(Problem::NotFound("这个页面")).into_response();
    }
    next.run(request).await
}

/// Refuses a change that carries a session but neither of the headers by which its origin could be judged. Those that
/// carry one of them are judged by the layer behind.
pub(crate) async fn origin_known(request: Request, next: Next) -> Response {
    // No cookie counts there, so that no other site can use one.
    if request.uri().path().starts_with(API) {
        return next.run(request).await;
    }
    let headers = request.headers();
    let silent = !headers.contains_key(header::ORIGIN) && !headers.contains_key("sec-fetch-site");
    if silent && !request.method().is_safe() && cookie(headers, CLIENT_COOKIE).is_some() {
        return Fault(Problem::refused("浏览器没有说明请求从哪里发出，没有执行。请换用较新的浏览器。")).into_response();
    }
    next.run(request).await
}
