//! Clean-ups (清理): the office asks every unit which of its documents stay in force, and publishes the result.

pub(crate) mod desk;
pub(crate) mod domain;
mod lines;
mod scope;
mod store;
mod text;
mod waiting;

use db::Tx;
pub(crate) use waiting::waiting;

/// The series under which results of clean-ups are published.
pub const SERIES: &str = "cleanup";

/// The series in which a document is published, if it is in one.
pub(crate) async fn series(tx: &mut Tx, document_id: &str) -> db::Result<Option<&'static str>> {
    Ok(store::is_result(tx, document_id).await?.then_some(SERIES))
}
