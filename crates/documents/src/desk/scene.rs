//! One document on the desk with what stands around it.

use std::collections::HashMap;

use db::Tx;
use directory::{Principal, unit};
use kernel::{Problem, Time, is_id};
use web::Desk;

use crate::domain::{Act, Change, Document, Hand};
use crate::store;

/// The document of an address, if they may know of it.
pub(super) async fn find(desk: &Desk, tx: &mut Tx, id: &str) -> kernel::Result<Document> {
    let found = if is_id(id) { store::find(tx, id).await? } else { None };
    let missing = Problem::NotFound("这份文件");
    let Some(document) = found else { return Err(missing) };
    let reader = document.face.restricted && store::is_reader(tx, id, &desk.who).await?;
    if document.seen_by(&desk.who, reader) { Ok(document) } else { Err(missing) }
}

/// As [`find`], for an act that they may do now.
pub(super) async fn find_for(desk: &Desk, tx: &mut Tx, id: &str, act: Act) -> kernel::Result<Document> {
    let document = find(desk, tx, id).await?;
    document.may(act, &desk.who).map_err(|why| Problem::refused(why.to_string()))?;
    Ok(document)
}

/// Who does something now.
pub(super) fn hand(who: &Principal, now: Time) -> Hand {
    Hand { id: who.person_id.clone(), name: who.name.clone(), at: now }
}

/// Saves a document with the act that changed it, and commits.
pub(super) async fn keep(
    desk: &Desk,
    mut tx: Tx,
    after: &Document,
    act: &'static str,
    words: &str,
    changes: &[Change],
) -> kernel::Result<()> {
    let now = desk.now();
    store::save(&mut tx, now, after).await.map_err(stale)?;
    store::record(&mut tx, now, &desk.who.actor(), act, after, words, changes).await?;
    Ok(tx.commit().await?)
}

/// Somebody else saved first: in the words of who reads it.
pub(super) fn stale(error: db::Error) -> Problem {
    match error {
        db::Error::Stale => Problem::Conflict("别人刚刚改过这份文件，您这一步没有做。请看过现在的内容再决定。".into()),
        other => other.into(),
    }
}

/// Refuses when the form was opened before the last save.
pub(super) fn same(document: &Document, version: &str) -> kernel::Result<()> {
    if version.parse() == Ok(document.version) { Ok(()) } else { Err(stale(db::Error::Stale)) }
}

/// The names of columns and themes, for words about changes.
pub(super) async fn names(tx: &mut Tx, government_id: &str) -> kernel::Result<HashMap<String, String>> {
    let mut names: HashMap<String, String> = HashMap::new();
    let themes = catalogue::theme::with_retired(tx, government_id).await?;
    names.extend(themes.into_iter().map(|theme| (theme.id, theme.name)));
    let items = catalogue::item::of_government(tx, government_id).await?;
    names.extend(items.into_iter().map(|item| (item.id, item.text.name)));
    Ok(names)
}

/// The units somebody may draft for: their own, or any of their government.
pub(crate) async fn units(desk: &Desk, tx: &mut Tx) -> kernel::Result<Vec<(String, String)>> {
    if let Some(own) = &desk.who.unit {
        return Ok(vec![(own.id.clone(), own.short_name.clone())]);
    }
    let all = unit::page(tx, &desk.government()?.id, unit::Filter::default(), usize::MAX).await?;
    Ok(all.into_iter().map(|unit| (unit.id, unit.short_name)).collect())
}
