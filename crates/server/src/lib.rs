//! The server: every slice's routes in one router.

use axum::Router;
use web::{App, Routes};

/// Every route with what it demands.
pub fn routes() -> Routes {
    Routes::new().merge(accounts::routes()).merge(ledger::routes()).merge(portal::routes())
}

/// The whole server.
pub fn router(app: &App) -> Router {
    web::router(app, routes())
}
