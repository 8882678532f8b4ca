//! The public front pages: all governments, one government, its published work plans, its catalogue and columns.
//!
//! Reads publications and the register of governments, nothing else.

mod address;
mod catalogue;
mod column;
mod document;
mod export;
mod feed;
mod home;
mod kinds;
mod order;
mod plan;
mod plans;
mod progress;
mod robots;
mod text;
mod validity;

use web::{Access, Routes};

/// The slice's routes.
pub fn routes() -> Routes {
    Routes::new()
        .get("/", Access::Public, home::front)
        .get("/g/{slug}", Access::Public, home::government)
        .get("/g/{slug}/plans", Access::Public, plans::list)
        .get("/g/{slug}/plans/{id}", Access::Public, plan::text)
        .get("/g/{slug}/plans/{id}/tasks", Access::Public, plan::tasks)
        .get("/g/{slug}/plans/{id}/tasks.csv", Access::Public, export::tasks)
        .get("/g/{slug}/plans/{id}/units", Access::Public, plan::units)
        .get("/g/{slug}/plans/{id}/progress", Access::Public, progress::show)
        .get("/g/{slug}/catalogue", Access::Public, catalogue::show)
        .get("/g/{slug}/catalogue.csv", Access::Public, catalogue::csv)
        .get("/g/{slug}/columns/{id}", Access::Public, column::show)
        .merge(document::routes())
        .get("/g/{slug}/feed.atom", Access::Public, feed::atom)
        .get("/robots.txt", Access::Public, robots::robots)
        .get("/sitemap.xml", Access::Public, robots::sitemap)
}
