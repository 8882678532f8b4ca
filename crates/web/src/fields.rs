//! What a form or an address carries, kept as typed so that a page with mistakes can show it again.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use kernel::{FieldError, Problem};

use crate::Fault;

/// Names and values in the order they were sent. A name may repeat (checkboxes).
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// From pairs.
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// From the query of an address as [`Fields::with`] writes it; nothing when it is none.
    pub fn from_query(query: &str) -> Self {
        parse(query.as_bytes()).unwrap_or_default()
    }

    /// The first value of `name`, trimmed; empty when absent.
    pub fn get(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The first value of `name` exactly as typed, for passwords; empty when absent.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// The first value of `name`, trimmed, if it is not empty.
    pub fn opt(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|v| !v.is_empty())
    }

    /// Every value of `name`.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Whether `name` was sent at all (a ticked checkbox).
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    /// All pairs.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// As the query of an address, with `name` set to `value` (removed when empty), for links that change one filter.
    pub fn with(&self, name: &str, value: &str) -> String {
        let kept = self.0.iter().filter(|(n, v)| n != name && !v.is_empty()).cloned();
        let added = (!value.is_empty()).then(|| (name.to_owned(), value.to_owned()));
        serde_urlencoded::to_string(kept.chain(added).collect::<Vec<_>>()).unwrap_or_default()
    }
}

fn parse(bytes: &[u8]) -> Result<Fields, Fault> {
    // PostgreSQL keeps no NUL in text; nobody types one.
    let clean = |pairs: Vec<(String, String)>| pairs.into_iter().map(|(n, v)| (n, v.replace('\0', ""))).collect();
    serde_urlencoded::from_bytes(bytes)
        .map(clean)
        .map(Fields)
        .map_err(|_| Fault(Problem::refused("提交的内容读不懂，没有处理。")))
}

/// A form sent by POST.
#[derive(Clone, Debug, Default)]
pub struct Typed(pub Fields);

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Fault;
    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| Fault(Problem::refused("提交的内容太大或没有传完，没有处理。")))?;
        parse(&bytes).map(Self)
    }
}

/// The query of the address.
#[derive(Clone, Debug, Default)]
pub struct Query(pub Fields);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        parse(parts.uri.query().unwrap_or_default().as_bytes()).map(Self)
    }
}

/// `text` for use inside an address.
pub fn encode(text: &str) -> String {
    // The value half of a form pair is the text percent-encoded.
    serde_urlencoded::to_string([("", text)]).unwrap_or_default().trim_start_matches('=').to_owned()
}

/// What is wrong with a form, as its template shows it.
#[derive(Clone, Debug, Default)]
pub struct Mistakes(Vec<FieldError>);

impl Mistakes {
    /// Adds one.
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        self.0.push(FieldError { field: field.to_owned(), message: message.into() });
    }

    /// Adds one if there is something to say.
    pub fn check(&mut self, field: &str, objection: Option<String>) {
        if let Some(message) = objection {
            self.add(field, message);
        }
    }

    /// Whether all is well.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Each with its field.
    pub fn iter(&self) -> std::slice::Iter<'_, FieldError> {
        self.0.iter()
    }

    /// The message about `field`; empty when there is none.
    pub fn of(&self, field: &str) -> &str {
        self.0.iter().find(|e| e.field == field).map_or("", |e| &e.message)
    }
}

impl From<Vec<FieldError>> for Mistakes {
    fn from(errors: Vec<FieldError>) -> Self {
        Self(errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_changes_one_filter_and_keeps_the_rest() {
        let fields = parse("unit=u1&status=late&after=9&q=".as_bytes()).unwrap();
        assert_eq!(fields.with("status", "done"), "unit=u1&after=9&status=done");
        assert_eq!(fields.with("after", ""), "unit=u1&status=late");
        assert_eq!(encode("/a?b=台账"), "%2Fa%3Fb%3D%E5%8F%B0%E8%B4%A6");
    }
}
