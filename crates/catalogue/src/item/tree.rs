//! The catalogue's order: each item after what is above it, with its depth and the names above.

use std::collections::{HashMap, HashSet};

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
    let there: HashSet<String> = items.iter().map(|item| item.id.clone()).collect();
    let mut under: HashMap<Option<String>, Vec<Item>> = HashMap::new();
    for item in items {
        let parent = item.parent_id.clone().filter(|id| there.contains(id));
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

/// Levels a catalogue may have.
pub const DEEPEST: usize = 4;

/// Why an item cannot stand under another, if it cannot; `tree` is the catalogue as it is, `id` the item, none for a new
/// one.
pub fn misplaced(tree: &[Placed], id: Option<&str>, parent: &str) -> Option<String> {
    let Some(above) = tree.iter().find(|placed| placed.item.id == parent) else {
        return Some("请选择一个使用中的上级".into());
    };
    let own = |placed: &&Placed| id.is_some_and(|id| placed.item.id == id || line(tree, placed).any(|one| one == id));
    if own(&above) {
        return Some("不能放到自己或者自己的下级里面".into());
    }
    let mine = tree.iter().find(|placed| Some(placed.item.id.as_str()) == id);
    let deepest = tree.iter().filter(own).map(|placed| placed.depth).max().unwrap_or(0);
    let height = mine.map_or(0, |mine| deepest.saturating_sub(mine.depth));
    (above.depth + 1 + height >= DEEPEST).then(|| format!("目录最多 {DEEPEST} 级"))
}

/// The ids above an item, the nearest first.
fn line<'a>(tree: &'a [Placed], placed: &'a Placed) -> impl Iterator<Item = &'a str> {
    let above = |id: &&'a str| {
        let found = tree.iter().find(|one| one.item.id == *id)?;
        found.item.parent_id.as_deref()
    };
    std::iter::successors(placed.item.parent_id.as_deref(), above)
}
