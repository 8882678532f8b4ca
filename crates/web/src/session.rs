//! The session's cookie becomes the person signed in, before any route sees the request.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use directory::session;
use directory::token::Bearer;

use crate::bearer::{self, API};
use crate::{App, Fault, cookie, set_cookie};

/// The name of the session's cookie.
pub const CLIENT_COOKIE: &str = "gk_session";

/// The `Set-Cookie` that carries a session's token.
pub fn session_cookie(token: &str, secure: bool) -> HeaderValue {
    set_cookie(CLIENT_COOKIE, token, None, secure)
}

/// Puts the principal, if there is one, into the request's extensions.
pub(crate) async fn load(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if request.uri().path().starts_with(API) {
        if let Err(error) = bearer::load(&app, &mut request).await {
            request.extensions_mut().insert(LoadFailed(Arc::new(error.into())));
        }
    } else if let Some(token) = cookie(request.headers(), CLIENT_COOKIE).map(str::to_owned) {
        match find(&app, &token).await {
            Ok(Some(principal)) => drop(request.extensions_mut().insert(principal)),
            Ok(None) => {}
            // The edge, which makes pages of failures, lies inside.
            Err(error) => drop(request.extensions_mut().insert(LoadFailed(Arc::new(error.into())))),
        }
    }
    let extensions = request.extensions();
    let signed_in = extensions.get::<directory::Principal>().is_some() || extensions.get::<Bearer>().is_some();
    let mut response = next.run(request).await;
    // What a signed-in person sees belongs to nobody else's cache.
    if signed_in || !response.headers().contains_key(header::CACHE_CONTROL) {
        let value = if signed_in { "private, no-store" } else { "no-cache" };
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    }
    response
}

async fn find(app: &App, token: &str) -> db::Result<Option<directory::Principal>> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let Some((principal, seen)) = session::principal(&mut tx, now, token).await? else { return Ok(None) };
    drop(tx);
    if seen < now.plus_minutes(-1) {
        // A page is not refused because the writer is busy; the next request notes it.
        if let Err(error) = touch(app, now, &principal.session).await {
            tracing::warn!(%error, "a session's use was not noted");
        }
    }
    Ok(Some(principal))
}

async fn touch(app: &App, now: kernel::Time, session: &str) -> db::Result<()> {
    let mut tx = app.db.write().await?;
    session::touch(&mut tx, now, session).await?;
    tx.commit().await
}

/// Why nobody could be asked who is signed in.
#[derive(Clone)]
pub(crate) struct LoadFailed(pub Arc<kernel::Problem>);

/// Where a request comes from.
#[derive(Clone, Debug)]
pub struct Client {
    /// Network address, without the port.
    pub address: String,
    /// The browser as it names itself.
    pub agent: String,
}

impl FromRequestParts<App> for Client {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Fault> {
        let direct = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip().to_string());
        let forwarded = app.settings.behind_proxy.then(|| forwarded(&parts.headers)).flatten();
        let agent = parts.headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
        Ok(Self { address: forwarded.or(direct).unwrap_or_else(|| "-".into()), agent: agent.to_owned() })
    }
}

/// The last address is the one our own proxy added; those before it are the client's word.
fn forwarded(headers: &HeaderMap) -> Option<String> {
    let line = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    line.rsplit(',').next().map(|a| a.trim().to_owned()).filter(|a| !a.is_empty() && a.len() <= 64)
}
