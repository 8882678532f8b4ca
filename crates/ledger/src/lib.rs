//! Work plans reviewed and adopted; every unit's share of every task.

use web::Routes;

/// The slice's routes.
pub fn routes() -> Routes {
    Routes::new()
}
