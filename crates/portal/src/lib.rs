//! The public front pages: all governments, one government, its published work plans.
//!
//! Reads publications and the register of governments, nothing else.

mod export;
mod home;
mod order;
mod plan;
mod plans;
mod progress;
mod robots;
mod text;

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
        .get("/robots.txt", Access::Public, robots::robots)
        .get("/sitemap.xml", Access::Public, robots::sitemap)
}
