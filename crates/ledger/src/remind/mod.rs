//! Reminders: one letter a person and working day about what is due, given back or asked; and letters by hand (催办).

pub mod choice;
pub mod desk;
pub mod digest;
pub mod domain;
pub mod material;
pub mod notices;
pub mod nudge;
pub mod people;
pub mod run;
pub mod store;

pub use nudge::{Nudged, nudge};
pub use run::run;

use directory::Capability;
use web::{Access, Routes};

/// The pages about reminders.
pub fn routes() -> Routes {
    Routes::new()
        .get("/desk/reminders", Access::May(Capability::EditAllEntries), desk::show)
        .get("/desk/me/notices", Access::SignedIn, notices::show)
        .post("/desk/me/notices", Access::SignedIn, notices::save)
}
