//! Calendar feeds: due dates under secret addresses, for people's own calendar programs (RFC 5545).

mod desk;
pub mod ical;
mod serve;
pub mod store;

pub(crate) use desk::{Offer, offers};

use web::{Access, Routes};

/// The feeds and the pages that make and revoke them.
pub fn routes() -> Routes {
    Routes::new()
        .get("/calendar/{file}", Access::Public, serve::show)
        .post("/desk/me/notices/feeds", Access::SignedIn, desk::make)
        .get("/desk/me/notices/feeds/{id}/revoke", Access::SignedIn, desk::ask)
        .post("/desk/me/notices/feeds/{id}/revoke", Access::SignedIn, desk::revoke)
}
