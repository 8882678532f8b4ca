//! Work plans reviewed and adopted; every unit's share of every task.

pub mod snapshot;

pub mod adopt;
pub mod entries;

use web::Routes;

/// The slice's routes.
pub fn routes() -> Routes {
    Routes::new()
}
