//! Going on to another page, with a message shown there once.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::{encode, set_cookie};

pub(crate) const FLASH: &str = "gk_flash";

/// An answer that sends the browser on.
#[derive(Debug)]
pub struct Redirect {
    to: String,
    message: Option<String>,
    cookies: Vec<HeaderValue>,
}

/// Sends the browser on to `to`, a path of this site; anything else leads home.
pub fn redirect(to: &str) -> Redirect {
    let to = if is_local(to) { to.to_owned() } else { "/".to_owned() };
    Redirect { to, message: None, cookies: Vec::new() }
}

/// Whether an address stays on this site. Browsers read `\\` as `/` and drop tabs and line breaks, so that `/\t/host`
/// would leave it.
pub fn is_local(to: &str) -> bool {
    to.starts_with('/') && !to.starts_with("//") && !to.contains(|c: char| c == '\\' || c.is_control())
}

impl Redirect {
    /// A message shown once on the next page.
    pub fn saying(mut self, message: &str) -> Self {
        self.message = Some(message.to_owned());
        self
    }

    /// Sets a cookie on the way.
    pub fn cookie(mut self, cookie: HeaderValue) -> Self {
        self.cookies.push(cookie);
        self
    }
}

impl IntoResponse for Redirect {
    fn into_response(self) -> Response {
        let mut response = StatusCode::SEE_OTHER.into_response();
        let headers = response.headers_mut();
        headers.insert(header::LOCATION, HeaderValue::from_str(&self.to).unwrap_or(HeaderValue::from_static("/")));
        if let Some(message) = &self.message {
            // Not a secret and not trusted: the page that shows it escapes it like any text.
            headers.append(header::SET_COOKIE, set_cookie(FLASH, &encode(message), Some(60), false));
        }
        for cookie in self.cookies {
            headers.append(header::SET_COOKIE, cookie);
        }
        response
    }
}
