//! Work plans reviewed and adopted; every unit's share of every task.

pub mod adopt;
pub mod api;
pub mod entries;
pub mod feeds;
pub mod intake;
pub mod plans;
pub mod remind;
pub mod review;
pub mod snapshot;
pub mod support;
pub mod work;

use web::Routes;

/// The work that takes too long for an answer.
pub const JOBS: &[jobs::Kind] = &[entries::KIND];

/// The slice's routes.
pub fn routes() -> Routes {
    Routes::new()
        .merge(intake::desk::routes())
        .merge(review::desk::routes())
        .merge(adopt::desk::routes())
        .merge(plans::desk::routes())
        .merge(entries::routes())
        .merge(work::routes())
        .merge(remind::routes())
        .merge(feeds::routes())
        .merge(api::routes())
        .merge(support::routes())
}
