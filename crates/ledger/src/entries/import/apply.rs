//! A reviewed sheet is written: every row that was taken, in one transaction, as if filled in by hand.

use std::collections::HashMap;

use db::Tx;

use super::super::acts::{Particulars, changes, record};
use super::super::desk::Desk;
use super::super::domain::{Entry, Texts};
use super::super::{list, store as entries};
use super::domain::Judged;
use super::matching::changeable;
use super::store::{self, Import, Rows, State};

/// Rows written before the next are read.
const BATCH: usize = 500;

/// Writes what was taken; answers how many were written and how many were skipped, each with its reason.
pub(super) async fn apply(desk: &Desk, tx: &mut Tx, import: &Import) -> kernel::Result<(usize, usize)> {
    store::close(tx, desk.app.clock.now(), &import.id, State::Applied, &desk.who.name).await?;
    let mut which = Rows { taken: true, ..Rows::default() };
    let (mut written, mut skipped) = (0, 0);
    loop {
        let rows = store::rows(tx, &import.id, &which, BATCH).await?;
        let Some(last) = rows.last() else { return Ok((written, skipped)) };
        which.after = last.number;
        let ids: Vec<&str> = rows.iter().filter_map(|row| Some(row.entry.as_ref()?.0.as_str())).collect();
        let found = list::by_ids(tx, &ids).await?.into_iter().map(|line| (line.entry.id.clone(), line.entry));
        let mut found: HashMap<String, Entry> = found.collect();
        for row in &rows {
            let entry = row.entry.as_ref().and_then(|(id, _)| found.remove(id));
            let why = one(desk, tx, row, entry).await?;
            store::told(tx, &import.id, row.number, why.as_deref()).await?;
            if why.is_some() { skipped += 1 } else { written += 1 }
        }
    }
}

/// Writes one row; answers why not, when it was skipped.
async fn one(desk: &Desk, tx: &mut Tx, row: &Judged, entry: Option<Entry>) -> kernel::Result<Option<String>> {
    let entry = entry.filter(|entry| entry.seen_by(&desk.who));
    let Some(before) = entry else { return Ok(Some("没有这条台账，或者它不归您填写".into())) };
    if row.entry.as_ref().is_none_or(|(_, version)| *version != before.version) {
        return Ok(Some("核对以后别人又改过这条，没有写入。请重新导入".into()));
    }
    let filled = changeable(&before, desk).and_then(|()| before.clone().fill(texts(&before, row)));
    let after = match filled {
        Ok(after) => after,
        Err(refusal) => return Ok(Some(refusal.to_string())),
    };
    let now = desk.app.clock.now();
    entries::save(tx, now, &after).await?;
    let particulars =
        Particulars { version: before.version + 1, changes: changes(&before, &after), ..Particulars::default() };
    record(tx, now, &desk.who.actor(), "ledger_entry.imported", &after, particulars).await?;
    Ok(None)
}

fn texts(before: &Entry, row: &Judged) -> Texts {
    let mut texts = before.texts.clone();
    for change in &row.body.changes {
        change.field.put(&mut texts, change.new.clone());
    }
    texts
}
