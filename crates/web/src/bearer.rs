//! Programs that come with a token: who they are, and what a request of theirs says in JSON.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use directory::token::{self, Bearer};
use kernel::Problem;
use serde::de::DeserializeOwned;

use crate::{App, Fault};

/// Where programs ask; nothing else takes tokens, and nothing here takes cookies.
pub(crate) const API: &str = "/api/";

/// The program that asks; only on routes that demand a token.
#[derive(Clone, Debug)]
pub struct Program(pub Bearer);

/// It has asked too often: the seconds to wait.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TooOften(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for Program {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        parts.extensions.get::<Bearer>().cloned().map(Self).ok_or(Fault(Problem::SignIn))
    }
}

/// Puts the bearer of the request's token, if it is good, into its extensions.
pub(crate) async fn load(app: &App, request: &mut Request) -> db::Result<()> {
    let Some(secret) = secret(request.headers()).map(str::to_owned) else { return Ok(()) };
    let now = app.clock.now();
    let found = token::bearer(&mut app.db.read().await?, now, &secret).await?;
    let Some(bearer) = found else { return Ok(()) };
    if let Err(seconds) = app.rates().take(&bearer.token.id, now) {
        request.extensions_mut().insert(TooOften(seconds));
    } else if bearer.token.last_used_at.is_none_or(|used| used < now.plus_minutes(-1)) {
        // A request is not refused because the writer is busy; the next one notes it.
        if let Err(error) = touch(app, &bearer.token.id).await {
            tracing::warn!(%error, "a token's use was not noted");
        }
    }
    request.extensions_mut().insert(bearer);
    Ok(())
}

async fn touch(app: &App, id: &str) -> db::Result<()> {
    let mut tx = app.db.write().await?;
    token::touch(&mut tx, app.clock.now(), id).await?;
    tx.commit().await
}

fn secret(headers: &HeaderMap) -> Option<&str> {
    let line = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = line.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(secret.trim())
}

/// A body of JSON.
#[derive(Clone, Debug)]
pub struct Sent<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Fault;
    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| Fault(Problem::refused("提交的内容太大或没有传完，没有处理。")))?;
        Ok(Self(from_json("body", &String::from_utf8_lossy(&bytes))?))
    }
}

/// What a field says in JSON.
///
/// # Errors
/// The field's, when it is not the JSON that is wanted.
pub fn from_json<T: DeserializeOwned>(field: &str, text: &str) -> kernel::Result<T> {
    // What was no UTF-8 has been replaced by then.
    if text.contains('\u{fffd}') {
        return Err(Problem::field(field, "不是 UTF-8 编码的文字"));
    }
    // PostgreSQL keeps no NUL in text.
    let text = text.replace("\\u0000", "");
    serde_json::from_str(&text).map_err(|error| Problem::field(field, format!("不是要求的 JSON：{error}")))
}
