//! API v1: another system (公文管理系统) hands in documents and asks what became of them.

mod described;
mod receive;
mod received;

pub use described::described;
use directory::token::Scope;
use web::{Access, Routes};

/// One document with all its files, in bytes.
const MOST_AT_ONCE: usize = 200 << 20;

/// The routes of the API.
pub(crate) fn routes() -> Routes {
    let hand_in = Access::Token(Scope::DocumentsWrite);
    Routes::new().upload("/api/v1/documents", hand_in, MOST_AT_ONCE, receive::take).get(
        "/api/v1/documents/received/{own}",
        hand_in,
        received::show,
    )
}
