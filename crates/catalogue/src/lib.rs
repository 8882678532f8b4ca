//! The disclosure catalogue (主动公开基本目录): what a government publishes, who is responsible, how often, how fresh it is.

mod desk;
pub mod edition;
mod freshness;
mod import;
pub mod item;
pub mod owed;
pub mod rule;
pub mod standard;
pub mod theme;

pub use freshness::{Freshness, Line, SOON, State, freshness};

use web::Routes;

/// The slice's routes.
pub fn routes() -> Routes {
    Routes::new().merge(desk::routes()).merge(import::routes())
}
