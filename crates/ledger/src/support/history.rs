//! A record's history for people, from the journal.

use db::Tx;

use super::store::SUBJECT;
use crate::entries::acts::{Change, Particulars};

/// One act.
pub(super) struct Past {
    pub when: String,
    pub who: String,
    pub what: String,
    pub changes: Vec<Change>,
    version: i64,
}

/// The newest acts that are shown; the journal has them all.
pub(super) const SHOWN: usize = 50;

/// What was done to a record, newest first.
pub(super) async fn of(tx: &mut Tx, id: &str) -> db::Result<Vec<Past>> {
    let acts = journal::of_subject(tx, SUBJECT, id, SHOWN).await?;
    acts.into_iter()
        .map(|act| {
            let particulars: Particulars = serde_json::from_str(&act.payload)
                .map_err(|e| db::Error::Corrupt(format!("particulars of journal entry {}: {e}", act.seq)))?;
            let what = match act.act.as_str() {
                "support.recorded" => "登记".to_owned(),
                "support.changed" => "修改".to_owned(),
                "support.file_added" => format!("添加附件：{}", particulars.words),
                "support.file_removed" => format!("移除附件：{}", particulars.words),
                other => other.to_owned(),
            };
            let (changes, version) = (particulars.changes, particulars.version);
            Ok(Past { when: act.at.to_string(), who: act.actor.name, what, changes, version })
        })
        .collect()
}

/// What was changed since a version, newest first.
pub(super) async fn since(tx: &mut Tx, id: &str, version: i64) -> db::Result<Vec<Past>> {
    let mut acts = of(tx, id).await?;
    acts.retain(|past| past.version > version && !past.changes.is_empty());
    Ok(acts)
}
