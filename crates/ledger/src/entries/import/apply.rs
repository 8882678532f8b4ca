//! A reviewed sheet is written: every row that was taken, piece by piece, as if filled in by hand.

use std::collections::HashMap;

use db::Tx;
use serde_json::json;

use super::super::acts::{self, Particulars, changes};
use super::super::desk::Desk;
use super::super::domain::{Entry, Texts};
use super::super::{list, store as entries};
use super::domain::Judged;
use super::matching::changeable;
use super::preview;
use super::store::{self, Import, Rows, State};
use super::upload::record;

/// Rows of one transaction: others wait no longer for the writer than these take.
const PIECE: usize = 200;

/// Writes what was taken, piece by piece; answers how many rows were written and how many were skipped in all, each with
/// its reason. What was broken off goes on where it stopped: a row is written once, and what became of it is kept with it.
pub(super) async fn apply(desk: &Desk, id: &str) -> kernel::Result<(i64, i64)> {
    let mut begun = false;
    loop {
        let mut tx = desk.app.db.write().await?;
        let import = preview::find(desk, &mut tx, id).await?;
        if !store::begin(&mut tx, id).await? {
            let import = preview::find(desk, &mut tx, id).await?;
            // Somebody else went on with it meanwhile, and came to the end first.
            if begun && import.state == State::Applied {
                return Ok(store::outcome(&mut tx, id).await?);
            }
            import.state.can_apply()?;
        }
        begun = true;
        if piece(desk, &mut tx, &import).await? == PIECE {
            tx.commit().await?;
            continue;
        }
        let (written, skipped) = store::outcome(&mut tx, id).await?;
        let close = (State::Applying, State::Applied);
        store::close(&mut tx, desk.app.clock.now(), id, close, &desk.who.name).await?;
        let payload = json!({ "file": import.file_name, "entries": written, "skipped": skipped });
        record(&mut tx, desk, &import, "ledger_import.applied", payload).await?;
        tx.commit().await?;
        return Ok((written, skipped));
    }
}

/// Writes the next rows; answers how many there were.
async fn piece(desk: &Desk, tx: &mut Tx, import: &Import) -> kernel::Result<usize> {
    let rows = store::rows(tx, &import.id, &Rows { to_do: true, ..Rows::default() }, PIECE).await?;
    let ids: Vec<&str> = rows.iter().filter_map(|row| Some(row.entry.as_ref()?.0.as_str())).collect();
    let found = list::by_ids(tx, &ids).await?.into_iter().map(|line| (line.entry.id.clone(), line.entry));
    let mut found: HashMap<String, Entry> = found.collect();
    for row in &rows {
        let entry = row.entry.as_ref().and_then(|(id, _)| found.remove(id));
        let why = one(desk, tx, row, entry).await?;
        store::told(tx, &import.id, row.number, why.as_deref()).await?;
    }
    Ok(rows.len())
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
    acts::record(tx, now, &desk.who.actor(), "ledger_entry.imported", &after, particulars).await?;
    Ok(None)
}

fn texts(before: &Entry, row: &Judged) -> Texts {
    let mut texts = before.texts.clone();
    for change in &row.body.changes {
        change.field.put(&mut texts, change.new.clone());
    }
    texts
}
