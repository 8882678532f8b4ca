//! A clean-up on the desk with what stands around it.

use std::collections::HashMap;

use db::Tx;
use directory::unit::{self, Filter};
use kernel::{Problem, is_id};
use web::Desk;

use crate::cleanup::domain::Cleanup;
use crate::cleanup::store;
use crate::domain::Stage;

/// The reader's own unit, when they see only that one.
pub(super) fn own_unit(desk: &Desk) -> Option<String> {
    if desk.sees_all() { None } else { desk.who.post.unit_id.clone() }
}

/// The clean-up of an address, if it is one of the reader's government and asks their unit something.
pub(super) async fn find(desk: &Desk, tx: &mut Tx, id: &str) -> kernel::Result<Cleanup> {
    let found = if is_id(id) { store::find(tx, id).await? } else { None };
    seen(desk, tx, found).await
}

/// As [`find`], for a change: nobody else changes it until the transaction ends. Refused when it has ended.
pub(super) async fn hold(desk: &Desk, tx: &mut Tx, id: &str) -> kernel::Result<Cleanup> {
    let found = if is_id(id) { store::hold(tx, id).await? } else { None };
    let cleanup = seen(desk, tx, found).await?;
    open(&cleanup)?;
    Ok(cleanup)
}

/// Refuses when it has ended.
pub(super) fn open(cleanup: &Cleanup) -> kernel::Result<()> {
    match (cleanup.is_open(), &cleanup.given_up) {
        (true, _) => Ok(()),
        (false, Some(_)) => Err(Problem::refused("这次清理已经放弃了，不能再改。")),
        (false, None) if matches!(cleanup.result, Some((_, Stage::Published))) => {
            Err(Problem::refused("这次清理的结果已经公开，不能再改。要改，先撤下结果文件。"))
        }
        (false, None) => Err(Problem::refused("这次清理的结果正在办理，不能再改。要改，先把结果文件作废。")),
    }
}

async fn seen(desk: &Desk, tx: &mut Tx, found: Option<Cleanup>) -> kernel::Result<Cleanup> {
    let missing = Problem::NotFound("这次清理");
    let government = &desk.government()?.id;
    let Some(cleanup) = found.filter(|one| one.government_id == *government) else { return Err(missing) };
    if let Some(own) = own_unit(desk)
        && store::progress(tx, std::slice::from_ref(&cleanup), Some(&own)).await?.is_empty()
    {
        return Err(missing);
    }
    Ok(cleanup)
}

/// Refuses when the form was opened before the last save.
pub(super) fn same(cleanup: &Cleanup, version: &str) -> kernel::Result<()> {
    if version.parse() == Ok(cleanup.version) { Ok(()) } else { Err(stale(db::Error::Stale)) }
}

/// Somebody else saved first: in the words of who reads it.
pub(super) fn stale(error: db::Error) -> Problem {
    match error {
        db::Error::Stale => Problem::Conflict("别人刚刚改过，您这一步没有做。请看过现在的内容再决定。".into()),
        other => other.into(),
    }
}

/// Names of a government's units, retired ones too: a clean-up may be older.
pub(super) async fn units(tx: &mut Tx, government_id: &str) -> kernel::Result<Vec<(String, String)>> {
    let all = unit::page(tx, government_id, Filter { retired: true, ..Filter::default() }, usize::MAX).await?;
    Ok(all.into_iter().map(|unit| (unit.id, unit.short_name)).collect())
}

/// The name of each of them.
pub(super) fn by_id(units: &[(String, String)]) -> HashMap<&str, &str> {
    units.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect()
}
