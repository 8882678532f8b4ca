//! Items of the catalogue, each also a column (栏目) of the public site.

mod domain;
mod store;
mod tree;

pub use domain::{Change, Item, Text, changes, responsible};
pub use store::{Particulars, SUBJECT, record};
pub use store::{choices, find, insert, of_government, place, retire, save};
pub use tree::{Placed, in_order};

/// A government's catalogue in its order, retired items left out.
pub async fn tree(tx: &mut db::Tx, government_id: &str) -> db::Result<Vec<Placed>> {
    let mut items = of_government(tx, government_id).await?;
    items.retain(|item| item.retired.is_none());
    Ok(in_order(items))
}
