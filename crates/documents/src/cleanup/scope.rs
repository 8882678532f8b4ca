//! Which public documents a clean-up is about: those that one may rely on that day.

use std::collections::HashSet;

use db::Tx;
use kernel::Date;
use publishing::{Item, Validity, Wanted};

use super::domain::Scope;
use crate::domain::{KINDS, Kind};
use crate::snapshot::DOCUMENT;

/// So many are read at a time.
const AT_ONCE: usize = 500;

/// Sorts that a clean-up can be about: those that have a validity.
pub(crate) fn kinds() -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().filter(|kind| kind.valid)
}

/// What a government's clean-up takes in that day, by unit and then the newest of each first.
pub(crate) async fn matching(tx: &mut Tx, government_id: &str, scope: &Scope, today: Date) -> db::Result<Vec<Item>> {
    let mut found = Vec::new();
    for kind in &scope.kinds {
        for validity in Validity::ALL.into_iter().filter(|one| one.binds()) {
            let wanted = Wanted {
                government_id: Some(government_id.to_owned()),
                unit_id: scope.unit_id.clone(),
                kind: Some(DOCUMENT.to_owned()),
                form: Some(kind.code.to_owned()),
                validity: Some((validity, today)),
                dated_upto: scope.made_upto,
                ..Wanted::default()
            };
            let mut before = None;
            loop {
                let key = before.as_ref().map(|(at, id): &(kernel::Time, String)| (*at, id.as_str()));
                let page = publishing::page(tx, &wanted, key, AT_ONCE).await?;
                before = page.last().map(|item| (item.published_at, item.id.clone()));
                let more = page.len() == AT_ONCE;
                found.extend(page);
                if !more {
                    break;
                }
            }
        }
    }
    found.sort_by(|a, b| (&a.unit_id, b.dated_on, &a.id).cmp(&(&b.unit_id, a.dated_on, &b.id)));
    Ok(found)
}

/// Ids of everything of a government that one may rely on that day.
pub(crate) async fn binding(tx: &mut Tx, government_id: &str, today: Date) -> db::Result<HashSet<String>> {
    let scope = Scope { kinds: kinds().collect(), ..Scope::default() };
    Ok(matching(tx, government_id, &scope, today).await?.into_iter().map(|item| item.id).collect())
}
