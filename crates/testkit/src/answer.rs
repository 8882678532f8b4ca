//! An answer of the server, with what tests expect of it said in sentences; each failure shows the answer.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;

use crate::html;

/// An answer, read to its end. Expectations hand it on, so that they can be chained.
pub struct Answer {
    asked: String,
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Answer {
    pub(crate) async fn read(asked: String, response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.expect("the answer can be read to its end");
        Self { asked, status: parts.status, headers: parts.headers, bytes: bytes.to_vec() }
    }

    /// The content as it came.
    pub fn body(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// What a reader of the page sees: no tags, runs of white space as one space. The content itself when it is no page.
    pub fn text(&self) -> String {
        let body = self.body();
        if self.header("content-type").starts_with("text/html") { html::text(&body) } else { body }
    }

    /// What the page's form has in the field `name`, typed or chosen; none when there is no such field.
    pub fn field(&self, name: &str) -> Option<String> {
        html::field(&self.body(), name)
    }

    /// Where the page's links lead, in order.
    pub fn links(&self) -> Vec<String> {
        html::links(&self.body())
    }

    /// A header; empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// Where it sends the browser.
    pub fn location(&self) -> &str {
        self.header(header::LOCATION.as_str())
    }

    /// The message it carries to the next page, if any.
    pub fn message(&self) -> Option<String> {
        let lines = self.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok());
        let value = lines.filter_map(|l| l.split(';').next()?.strip_prefix("gk_flash=")).next()?;
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&format!("m={value}")).ok()?;
        pairs.into_iter().next().map(|(_, message)| message)
    }

    #[track_caller]
    fn has_status(self, expected: StatusCode) -> Self {
        if self.status != expected {
            self.fail(&format!("expected {expected}"));
        }
        self
    }

    #[track_caller]
    fn fail(&self, why: &str) -> ! {
        let Self { asked, status, .. } = self;
        panic!("{asked}: {why}\nanswered {status} {}\n{}", self.location(), self.text());
    }

    /// 200.
    #[track_caller]
    pub fn ok(self) -> Self {
        self.has_status(StatusCode::OK)
    }

    /// Sends the browser on to exactly this path.
    #[track_caller]
    pub fn redirects_to(self, path: &str) -> Self {
        let answer = self.has_status(StatusCode::SEE_OTHER);
        if answer.location() != path {
            answer.fail(&format!("expected to be sent on to {path}"));
        }
        answer
    }

    /// Sends the browser on to a path that begins so, e.g. to something just made; answers the rest of the path.
    #[track_caller]
    pub fn redirects_below(self, path: &str) -> String {
        let answer = self.has_status(StatusCode::SEE_OTHER);
        let rest = answer.location().strip_prefix(path).map(str::to_owned);
        rest.unwrap_or_else(|| answer.fail(&format!("expected to be sent on below {path}")))
    }

    /// Sends the browser on with a message that contains this.
    #[track_caller]
    pub fn saying(self, message: &str) -> Self {
        if !self.message().unwrap_or_default().contains(message) {
            self.fail(&format!("expected the message {message}, got {:?}", self.message()));
        }
        self
    }

    /// 403, with this in the reason.
    #[track_caller]
    pub fn refused(self, reason: &str) -> Self {
        self.has_status(StatusCode::FORBIDDEN).contains(reason)
    }

    /// 422: the form again, with this among its messages.
    #[track_caller]
    pub fn invalid(self, message: &str) -> Self {
        self.has_status(StatusCode::UNPROCESSABLE_ENTITY).contains(message)
    }

    /// 409, with this in the reason.
    #[track_caller]
    pub fn conflict(self, reason: &str) -> Self {
        self.has_status(StatusCode::CONFLICT).contains(reason)
    }

    /// 429, with this in the reason.
    #[track_caller]
    pub fn busy(self, reason: &str) -> Self {
        self.has_status(StatusCode::TOO_MANY_REQUESTS).contains(reason)
    }

    /// 404.
    #[track_caller]
    pub fn not_found(self) -> Self {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// Asks to sign in first, by sending a reader to the page or by 401.
    #[track_caller]
    pub fn must_sign_in(self) -> Self {
        if self.status != StatusCode::UNAUTHORIZED && !self.location().starts_with("/sign-in") {
            self.fail("expected to be asked to sign in");
        }
        self
    }

    /// A reader sees this.
    #[track_caller]
    pub fn contains(self, text: &str) -> Self {
        if !self.text().contains(text) {
            self.fail(&format!("expected {text:?} on the page"));
        }
        self
    }

    /// A reader does not see this.
    #[track_caller]
    pub fn lacks(self, text: &str) -> Self {
        if self.text().contains(text) {
            self.fail(&format!("expected no {text:?} on the page"));
        }
        self
    }

    /// The page leads to this address.
    #[track_caller]
    pub fn links_to(self, path: &str) -> Self {
        if !self.links().iter().any(|href| href == path) {
            self.fail(&format!("expected a link to {path}"));
        }
        self
    }

    /// The form keeps this in the field.
    #[track_caller]
    pub fn keeps(self, field: &str, value: &str) -> Self {
        if self.field(field).as_deref() != Some(value) {
            self.fail(&format!("expected {value:?} in the field {field}, found {:?}", self.field(field)));
        }
        self
    }
}
