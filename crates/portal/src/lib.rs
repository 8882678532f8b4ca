//! The public front pages: all governments, one government, its published work plans, its catalogue and columns;
//! the same for programs.
//!
//! Reads publications and the registers that exist to be public, nothing else.

mod address;
mod api;
mod catalogue;
mod cleanups;
mod column;
mod document;
mod export;
mod facets;
mod feed;
mod guide;
mod home;
mod issuers;
mod kinds;
mod listed;
mod map;
mod order;
mod plan;
mod plans;
mod progress;
mod robots;
pub mod search;
mod section;
mod text;
mod unit;
mod units;
mod validity;
mod wanted;

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
        .get("/g/{slug}/disclosure", Access::Public, section::show)
        .get("/g/{slug}/cleanups", Access::Public, cleanups::list)
        .get("/g/{slug}/issuers", Access::Public, issuers::list)
        .get("/g/{slug}/guide", Access::Public, guide::show)
        .get("/g/{slug}/map", Access::Public, map::show)
        .get("/g/{slug}/units", Access::Public, units::list)
        .get("/g/{slug}/units/{id}", Access::Public, unit::show)
        .get("/g/{slug}/feed.atom", Access::Public, feed::atom)
        .merge(search::routes())
        .merge(api::routes())
        .get("/robots.txt", Access::Public, robots::robots)
        .get("/sitemap.xml", Access::Public, robots::index)
        .get("/g/{slug}/sitemap.xml", Access::Public, robots::sitemap)
}
