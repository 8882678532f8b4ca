//! The catalogue's order: each item after what is above it, with its depth and the names above.

use std::collections::HashMap;

use super::Item;

/// An item at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The item.
    pub item: Item,
    /// 0 at the top.
    pub depth: usize,
    /// The names above it, the outermost first.
    pub above: Vec<String>,
    /// Whether nothing stands under it: documents are filed under leaves.
    pub leaf: bool,
}

/// Items in the catalogue's order. What stands under an item that is not among them comes to the top.
pub fn in_order(mut items: Vec<Item>) -> Vec<Placed> {
    items.sort_by(|a, b| (a.position, &a.text.code).cmp(&(b.position, &b.text.code)));
    let there: HashMap<String, ()> = items.iter().map(|item| (item.id.clone(), ())).collect();
    let mut under: HashMap<Option<String>, Vec<Item>> = HashMap::new();
    for item in items {
        let parent = item.parent_id.clone().filter(|id| there.contains_key(id));
        under.entry(parent).or_default().push(item);
    }
    let mut placed = Vec::new();
    put(&mut under, None, &[], &mut placed);
    placed
}

fn put(
    under: &mut HashMap<Option<String>, Vec<Item>>,
    parent: Option<String>,
    above: &[String],
    placed: &mut Vec<Placed>,
) {
    for item in under.remove(&parent).unwrap_or_default() {
        let id = Some(item.id.clone());
        let inner: Vec<String> = above.iter().cloned().chain([item.text.name.clone()]).collect();
        let leaf = !under.contains_key(&id);
        placed.push(Placed { item, depth: above.len(), above: above.to_vec(), leaf });
        put(under, id, &inner, placed);
    }
}
