//! Governments, units, people, their roles and how they sign in.

use web::Routes;

/// The slice's routes.
pub fn routes() -> Routes {
    Routes::new()
}
