//! An item's numbered versions for people, from the journal.

use db::Tx;

use crate::item::{Change, Particulars, SUBJECT};

/// One version.
pub(super) struct Past {
    pub version: i64,
    pub when: String,
    pub who: String,
    pub what: &'static str,
    pub words: String,
    pub changes: Vec<Change>,
}

/// The newest versions that are shown; the journal has them all.
pub(super) const SHOWN: usize = 50;

/// What was done to an item, newest first.
pub(super) async fn of(tx: &mut Tx, id: &str) -> db::Result<Vec<Past>> {
    let acts = journal::of_subject(tx, SUBJECT, id, SHOWN).await?;
    let read = |act: journal::Entry| {
        let particulars: Particulars = serde_json::from_str(&act.payload)
            .map_err(|e| db::Error::Corrupt(format!("particulars of journal entry {}: {e}", act.seq)))?;
        let what = match act.act.as_str() {
            "catalogue_item.generated" => "按标准生成",
            "catalogue_item.added" => "添加",
            "catalogue_item.moved" => "调整次序",
            "catalogue_item.retired" => "停用",
            "catalogue_item.restored" => "恢复使用",
            "catalogue_item.imported" => "从表格写入",
            _ => "修改",
        };
        Ok(Past {
            version: particulars.version,
            when: act.at.to_string(),
            who: act.actor.name,
            what,
            words: particulars.words,
            changes: particulars.changes,
        })
    };
    acts.into_iter().map(read).collect()
}

/// What was changed since a version, newest first.
pub(super) async fn since(tx: &mut Tx, id: &str, version: i64) -> db::Result<Vec<Past>> {
    let mut acts = of(tx, id).await?;
    acts.retain(|past| past.version > version);
    Ok(acts)
}
