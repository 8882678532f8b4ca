//! Everything between the network and the routes, in order.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::bearer::API;
use crate::shell::{ELDER, KIOSK};
use crate::{App, Routes, assets, fault, logged, redirect, security, session, set_cookie};

/// A form without files may carry this many bytes.
const FORM_BYTES: usize = 1024 * 1024;
/// A request may take this long.
const LONGEST: Duration = Duration::from_secs(60);

/// The whole server: the slices' routes behind sessions, guards, limits, error pages and headers.
pub fn router(app: &App, routes: Routes) -> Router {
    let pages = routes
        .into_router()
        .route("/elder", get(elder))
        .route("/kiosk", get(kiosk))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(CsrfLayer::new().with_insecure_bypass(|_, uri| uri.path().starts_with(API)))
        .layer(from_fn(security::origin_known))
        .layer(from_fn(security::no_nul))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, LONGEST))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(app.clone(), fault::at_the_edge))
        .layer(from_fn_with_state(app.clone(), session::load));
    Router::new()
        .merge(pages)
        .route("/assets/{version}/{*name}", get(assets::serve))
        // Browsers ask for it where a page names no icon, as when they show a file.
        .route("/favicon.ico", get(async || redirect(&assets::asset("favicon.svg"))))
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(from_fn_with_state(app.clone(), security::headers))
        .layer(CompressionLayer::new())
        .layer(TraceLayer::new_for_http().make_span_with(logged::span))
        .with_state(app.clone())
}

/// Whether a text fits where it is to be kept; the sentence says what to do when it does not.
pub fn within_limits(text: &str, most: usize) -> Option<String> {
    let length = text.chars().count();
    (length > most).then(|| format!("最多 {most} 个字，现在有 {length} 个"))
}

#[derive(Deserialize)]
struct Wish {
    on: u8,
    #[serde(default)]
    to: String,
}

/// Elder mode is the reader's own wish, remembered for a year on this browser.
async fn elder(State(app): State<App>, Query(wish): Query<Wish>) -> Response {
    remember(&app, ELDER, &wish)
}

/// A reading room's machine is made a kiosk once, and stays one.
async fn kiosk(State(app): State<App>, Query(wish): Query<Wish>) -> Response {
    remember(&app, KIOSK, &wish)
}

fn remember(app: &App, name: &str, wish: &Wish) -> Response {
    let (value, seconds) = if wish.on == 1 { ("1", 365 * 86_400) } else { ("", 0) };
    redirect(&wish.to).cookie(set_cookie(name, value, Some(seconds), app.settings.secure)).into_response()
}
