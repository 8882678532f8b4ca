//! Official documents from draft to public page: attribute, secrecy review, sign-off, publication, validity.

pub mod api;
mod attach;
pub mod cleanup;
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

use std::collections::HashMap;

use db::Tx;
use domain::Effect;
pub use sweep::{publish_due, turn_days};
pub use waiting::{Waiting, waiting};
use web::Routes;

/// The public documents that do something to a public address, or explain it.
pub async fn named_by(tx: &mut Tx, target_id: &str) -> db::Result<Vec<String>> {
    Ok(store::on_target(tx, target_id).await?.into_iter().map(|effect| effect.source_id).collect())
}

/// How many documents each of some public documents does something to, by what it does.
pub async fn effects_of(tx: &mut Tx, ids: &[&str]) -> db::Result<HashMap<String, Vec<(Effect, i64)>>> {
    let mut found: HashMap<String, Vec<(Effect, i64)>> = HashMap::new();
    for (id, effect, count) in store::effects_of(tx, ids).await? {
        found.entry(id).or_default().push((effect, count));
    }
    Ok(found)
}

/// The slice's routes.
pub fn routes() -> Routes {
    desk::routes().merge(cleanup::desk::routes()).merge(api::routes())
}
