//! A document's history for people: who did what, when, and each field from what to what.

use db::Tx;
use serde::Deserialize;

use crate::domain::Change;
use crate::store::SUBJECT;

/// The newest acts shown on a document's page; the journal has them all.
const SHOWN: usize = 100;

/// One act.
#[derive(Clone, Debug)]
pub(super) struct Past {
    pub when: String,
    pub who: String,
    pub what: &'static str,
    pub words: String,
    pub mark: &'static str,
    pub changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Particulars {
    words: String,
    changes: Vec<Change>,
}

/// Acts with their name on a page and the kind of mark they get.
const ACTS: &[(&str, &str, &str)] = &[
    ("document.begun", "新建", ""),
    ("document.received", "从公文系统接收", ""),
    ("document.imported", "接收历史公开文件", ""),
    ("document.edited", "修改内容", ""),
    ("document.determined", "认定公开属性", "now"),
    ("document.masked", "遮盖个人信息", ""),
    ("document.let_through", "说明理由后放行", "late"),
    ("document.file_added", "添加附件", ""),
    ("document.file_removed", "移除附件", ""),
    ("document.related", "确认与其他文件的关系", ""),
    ("document.submitted", "提交保密审查", "now"),
    ("document.reviewed", "保密审查通过", "ok"),
    ("document.signed", "签发", "ok"),
    ("document.returned", "退文", "late"),
    ("document.scheduled", "定时公开", "now"),
    ("document.unscheduled", "取消定时公开", ""),
    ("document.published", "公开", "ok"),
    ("document.filed", "归档", "ok"),
    ("document.correcting", "开始更正", "now"),
    ("document.discarded", "放弃更正", ""),
    ("document.withdrawn", "撤下", "late"),
    ("document.dropped", "作废", "late"),
    ("document.reassessed", "重新审查公开属性", "now"),
];

/// What was done to a document, newest first.
pub(super) async fn of(tx: &mut Tx, id: &str) -> db::Result<Vec<Past>> {
    let acts = journal::of_subject(tx, SUBJECT, id, SHOWN).await?;
    acts.into_iter()
        .map(|act| {
            let corrupt = |e| db::Error::Corrupt(format!("particulars of journal entry {}: {e}", act.seq));
            let particulars: Particulars = serde_json::from_str(&act.payload).map_err(corrupt)?;
            let named = ACTS.iter().find(|(code, ..)| *code == act.act);
            let (_, what, mark) = named.copied().unwrap_or(("", "其他", ""));
            let (words, changes) = (particulars.words, particulars.changes);
            Ok(Past { when: act.at.to_string(), who: act.actor.name, what, words, mark, changes })
        })
        .collect()
}

/// What was done since the save that made `version`.
pub(super) async fn since(tx: &mut Tx, id: &str, version: i64, now: i64) -> db::Result<Vec<Past>> {
    // Every act is one save.
    let acts = usize::try_from(now - version).unwrap_or(0);
    Ok(of(tx, id).await?.into_iter().take(acts).collect())
}
