//! Applying the standard sets: what is missing is added, what is there stays as it was edited.

use std::collections::{HashMap, HashSet};

use db::Tx;
use directory::{Government, unit};
use journal::{Act, Actor, Subject};
use kernel::{Time, new_id};
use serde_json::json;

use super::set::{Entry, ThemeEntry, columns, themes};
use crate::item::{self, Item, Particulars, Text};
use crate::theme::{self, Theme};

/// A column that would be added.
#[derive(Clone, Debug)]
pub struct Addition {
    /// The entry of the set.
    pub entry: &'static Entry,
    /// The item it becomes.
    pub item: Item,
}

/// What applying the set would add, those above before those under them. What a government has retired is there, and
/// what would stand under it is left out with it.
pub async fn missing_columns(tx: &mut Tx, now: Time, government: &Government) -> db::Result<Vec<Addition>> {
    let units = unit::active(tx, &government.id).await?;
    let there = item::of_government(tx, &government.id).await?;
    let mut ids: HashMap<&str, String> = HashMap::new();
    let mut shut: HashSet<&str> = HashSet::new();
    for one in &there {
        let Some(key) = one.standard.as_deref() else { continue };
        ids.insert(key, one.id.clone());
        shut.extend(one.retired.is_some().then_some(key));
    }
    let mut codes: HashSet<String> = there.iter().map(|one| one.text.code.clone()).collect();
    let mut last = there.iter().map(|one| one.position).max().unwrap_or(0);
    let mut additions = Vec::new();
    for entry in columns(government.level, &units) {
        if ids.contains_key(entry.key.as_str()) {
            continue;
        }
        let above = entry.under.as_deref();
        if above.is_some_and(|key| shut.contains(key)) {
            shut.insert(&entry.key);
            continue;
        }
        last += 1;
        let code = free(&codes, &entry.code);
        codes.insert(code.clone());
        let item = Item {
            id: new_id(now),
            government_id: government.id.clone(),
            parent_id: above.and_then(|key| ids.get(key).cloned()),
            text: text(entry, code),
            position: last,
            standard: Some(entry.key.clone()),
            retired: None,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        ids.insert(&entry.key, item.id.clone());
        additions.push(Addition { entry, item });
    }
    Ok(additions)
}

fn text(entry: &Entry, code: String) -> Text {
    Text {
        code,
        name: entry.name.clone(),
        content: entry.content.clone(),
        basis: entry.basis.clone(),
        channels: "政府网站".into(),
        audience: "全社会".into(),
        rule: entry.rule,
        units: Vec::new(),
        kinds: entry.kinds.clone(),
    }
}

/// The code, or the first one after it that nobody uses.
fn free(taken: &HashSet<String>, code: &str) -> String {
    let others = (2..).map(|n| format!("{code}-{n}"));
    std::iter::once(code.to_owned()).chain(others).find(|one| !taken.contains(one)).unwrap_or_default()
}

/// Adds what is missing; answers how many.
pub async fn add_columns(tx: &mut Tx, now: Time, actor: &Actor, government: &Government) -> db::Result<usize> {
    let additions = missing_columns(tx, now, government).await?;
    for Addition { item, .. } in &additions {
        item::insert(tx, item).await?;
        let changes = item::changes(None, item, |_| String::new(), |_| String::new());
        let particulars = Particulars { version: 1, name: item.text.name.clone(), changes, words: String::new() };
        item::record(tx, now, actor, "catalogue_item.generated", item, particulars).await?;
    }
    Ok(additions.len())
}

/// The standard themes that a government has not, by name or by what they were made from.
pub async fn missing_themes(tx: &mut Tx, government_id: &str) -> db::Result<Vec<&'static ThemeEntry>> {
    let there = theme::with_retired(tx, government_id).await?;
    let known = |entry: &ThemeEntry| {
        let same = |one: &Theme| one.audience == entry.audience && one.name == entry.name;
        there.iter().any(|one| one.standard.as_deref() == Some(&entry.key) || same(one))
    };
    Ok(themes().iter().filter(|entry| !known(entry)).collect())
}

/// Adds the standard themes that are missing; answers how many.
pub async fn add_themes(tx: &mut Tx, now: Time, actor: &Actor, government_id: &str) -> db::Result<usize> {
    let missing = missing_themes(tx, government_id).await?;
    let mut last = theme::with_retired(tx, government_id).await?.iter().map(|one| one.position).max().unwrap_or(0);
    for entry in &missing {
        last += 1;
        let added = Theme {
            id: new_id(now),
            government_id: government_id.to_owned(),
            name: entry.name.clone(),
            audience: entry.audience,
            position: last,
            standard: Some(entry.key.clone()),
            retired: false,
            version: 1,
        };
        theme::insert(tx, &added).await?;
    }
    if !missing.is_empty() {
        let names: Vec<&str> = missing.iter().map(|entry| entry.name.as_str()).collect();
        let act = Act {
            actor,
            government: Some(government_id),
            unit: None,
            act: "theme.generated",
            subject: Subject { kind: "government", id: government_id },
            payload: json!({ "names": names }),
        };
        journal::record(tx, now, act).await?;
    }
    Ok(missing.len())
}
