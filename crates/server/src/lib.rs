//! The server: every slice's routes in one router, the configuration, and the command line.

pub mod cli;
pub mod config;
pub mod demo;
pub mod run;

use axum::Router;
use web::{App, Routes};

/// Every route with what it demands.
pub fn routes() -> Routes {
    Routes::new()
        .merge(accounts::routes())
        .merge(mail::routes())
        .merge(documents::routes())
        .merge(ledger::routes())
        .merge(catalogue::routes())
        .merge(jobs::routes())
        .merge(visits::routes())
        .merge(portal::routes())
}

/// The work that the background does.
pub const JOBS: &[jobs::Kind] = ledger::JOBS;

/// The whole server.
pub fn router(app: &App) -> Router {
    web::router(app, routes())
}
