//! Official documents from draft to public page: attribute, secrecy review, sign-off, publication, validity.

pub mod api;
mod attach;
mod desk;
pub mod difference;
pub mod domain;
mod gate;
pub mod intake;
mod offer;
mod public;
mod reading;
pub mod snapshot;
mod store;
mod sweep;
mod waiting;

use db::Tx;
pub use sweep::{publish_due, turn_days};
pub use waiting::{Waiting, waiting};
use web::Routes;

/// The public documents that do something to a public address, or explain it.
pub async fn named_by(tx: &mut Tx, target_id: &str) -> db::Result<Vec<String>> {
    Ok(store::on_target(tx, target_id).await?.into_iter().map(|effect| effect.source_id).collect())
}

/// The slice's routes.
pub fn routes() -> Routes {
    desk::routes().merge(api::routes())
}
