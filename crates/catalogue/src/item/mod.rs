//! Items of the catalogue, each also a column (栏目) of the public site.

mod domain;
mod store;
mod tree;
mod units;

pub use domain::{Change, Item, Text, changes};
pub use store::{Particulars, SUBJECT, record};
pub use store::{choices, find, insert, of_government, place, renumber, retire, save};
pub use tree::{DEEPEST, Placed, in_order, misplaced};
pub use units::{kind_words, read_units, responsible};

/// A government's catalogue in its order, retired items left out.
pub async fn tree(tx: &mut db::Tx, government_id: &str) -> db::Result<Vec<Placed>> {
    let mut items = of_government(tx, government_id).await?;
    items.retain(|item| item.retired.is_none());
    Ok(in_order(items))
}
