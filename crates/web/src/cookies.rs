//! Cookies: reading one, setting one, taking one back.

use axum::http::{HeaderMap, HeaderValue, header};

/// The value of the cookie `name`.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|h| h.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(n, value)| (n == name).then_some(value))
}

/// A `Set-Cookie` for the whole site, out of reach of scripts and of other sites' requests. `seconds`: none lasts until the
/// browser closes. The value must be made of cookie characters (ASCII letters, digits, `%`, `-` …).
pub fn set_cookie(name: &str, value: &str, seconds: Option<i64>, secure: bool) -> HeaderValue {
    let age = seconds.map(|s| format!("; Max-Age={s}")).unwrap_or_default();
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("gk_invalid=; Max-Age=0"))
}

/// A `Set-Cookie` that takes the cookie back.
pub fn expired(name: &str, secure: bool) -> HeaderValue {
    set_cookie(name, "", Some(0), secure)
}
