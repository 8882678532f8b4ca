//! Letters to people: an outbox in the database, the sender that hands each over once, and the desk's pages about them.

pub mod desk;
pub mod domain;
mod message;
mod sender;
mod smtp;
pub mod store;

pub use domain::{Letter, State, address_objection};
pub use sender::{Round, run, send_due};
pub use smtp::{Security, Server, Unusable, Written};
pub use store::{enqueue, of_government, states, to_person, withdraw};

use web::Routes;

/// The slice's routes.
pub fn routes() -> Routes {
    desk::routes()
}
