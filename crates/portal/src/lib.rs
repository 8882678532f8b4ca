//! The public front pages: all governments, one government, what was published.

use web::Routes;

/// The slice's routes.
pub fn routes() -> Routes {
    Routes::new()
}
