//! An entry's history for people: who did what, when, and each field from what to what.

use db::Tx;
use journal::Entry as Act;

use super::acts::{Change, KIND, Particulars};
use super::domain::Status;
use super::due::DueKey;
use super::task::clipped;

/// One act.
#[derive(Clone, Debug)]
pub(crate) struct Past {
    pub when: String,
    pub who: String,
    pub what: String,
    pub mark: &'static str,
    pub changes: Vec<Changed>,
}

/// One field that changed, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Changed {
    pub field: &'static str,
    pub old: String,
    pub new: String,
}

/// The newest acts on an entry shown on its page; the journal has them all.
const SHOWN: usize = 100;

/// What was done to an entry, newest first.
pub(crate) async fn of_entry(tx: &mut Tx, id: &str) -> db::Result<Vec<Past>> {
    Ok(acts(tx, id).await?.iter().map(|(act, particulars)| past(act, particulars)).collect())
}

/// The acts on an entry with their particulars, newest first.
pub(crate) async fn acts(tx: &mut Tx, id: &str) -> db::Result<Vec<(Act, Particulars)>> {
    let acts = journal::of_subject(tx, KIND, id, SHOWN).await?;
    acts.into_iter().map(|act| particulars(&act).map(|particulars| (act, particulars))).collect()
}

/// The particulars of an act on an entry.
pub(crate) fn particulars(act: &Act) -> db::Result<Particulars> {
    serde_json::from_str(&act.payload)
        .map_err(|e| db::Error::Corrupt(format!("particulars of journal entry {}: {e}", act.seq)))
}

fn past(act: &Act, particulars: &Particulars) -> Past {
    let recorded = particulars.recorded.as_ref();
    let about = recorded.map(|r| format!("“{}”{}（{}）", r.limit, r.name, r.on)).unwrap_or_default();
    let words = particulars.words.as_str();
    let (what, mark) = match act.act.as_str() {
        "ledger_entry.filled" => ("填报".to_owned(), ""),
        "ledger_entry.imported" => ("从表格读入".to_owned(), ""),
        "ledger_entry.done" => (with(&format!("登记完成：{about}"), words), "ok"),
        "ledger_entry.done_undone" => (with(&format!("撤销完成登记：{about}"), words), ""),
        "ledger_entry.happened" => (format!("登记事项发生：{about}"), "now"),
        "ledger_entry.event_undone" => (format!("撤销事项登记：{about}"), ""),
        "ledger_entry.noted" => (with("写进展", words), ""),
        "ledger_entry.commented" => (with("留言", words), ""),
        "ledger_entry.answered" => ("留言不用回复".to_owned(), ""),
        "ledger_entry.evidence_added" => (with("添加证明材料", words), ""),
        "ledger_entry.evidence_removed" => (with("移除证明材料", words), ""),
        "ledger_entry.submitted" => (with("提交验收", words), "now"),
        "ledger_entry.withdrawn" => ("撤回提交".to_owned(), ""),
        "ledger_entry.accepted" => (with("验收通过", words), "ok"),
        "ledger_entry.returned" => (with("退回", words), "late"),
        "ledger_entry.extended" => (with(&format!("延期：{about}"), words), "now"),
        "ledger_entry.assigned" => ("分派".to_owned(), ""),
        "ledger_entry.reminded" => (with("催办", words), "now"),
        "ledger_entry.corrected" => ("计划修正".to_owned(), "now"),
        "ledger_entry.due_recomputed" => ("重新计算期限".to_owned(), ""),
        other => (other.to_owned(), ""),
    };
    let changes = particulars.changes.iter().map(in_words).collect();
    Past { when: act.at.to_string(), who: act.actor.name.clone(), what, mark, changes }
}

fn with(what: &str, words: &str) -> String {
    if words.is_empty() { what.to_owned() } else { format!("{what}：{}", clipped(words, 120)) }
}

/// A change in words.
pub(crate) fn in_words(change: &Change) -> Changed {
    let field = name(&change.field);
    Changed { field, old: value(&change.field, &change.old), new: value(&change.field, &change.new) }
}

fn name(field: &str) -> &'static str {
    match field {
        "measure" => "工作举措",
        "leader" => "单位分管领导",
        "office_in_charge" => "责任科室",
        "notes" => "备注",
        "status" => "状态",
        "finished_on" => "完成日期",
        "late" => "是否逾期完成",
        "is_lead" => "是否牵头",
        "dropped" => "是否移出台账",
        "due_key" => "下一期限",
        "provisional" => "是否暂定",
        "calendar" => "日历版本",
        _ => "其他",
    }
}

fn value(field: &str, kept: &str) -> String {
    match field {
        // As it was called before units handed in what they had done.
        "status" if kept == "done" => Status::Accepted.name().to_owned(),
        "status" => Status::from_code(kept).map_or_else(|| kept.to_owned(), |status| status.name().to_owned()),
        "is_lead" | "dropped" | "provisional" | "late" => if kept == "1" { "是" } else { "否" }.to_owned(),
        "due_key" => match kept.parse().map(DueKey::from_column) {
            Ok(DueKey::Waiting) => "等待事项发生".to_owned(),
            Ok(DueKey::Standing) => "长期".to_owned(),
            Ok(DueKey::Nothing) => "没有".to_owned(),
            Ok(DueKey::On(_)) | Err(_) => kept.to_owned(),
        },
        _ => kept.to_owned(),
    }
}
