//! A record of support (组织保障记录): whose it is, what it says, what differs between two states of it.

use directory::{Capability, Principal};
use kernel::{Date, Time};

use super::kinds::{Kind, Values};
use crate::entries::acts::Change;

/// Something done to support the work.
#[derive(Clone, Debug)]
pub struct Support {
    /// Id.
    pub id: String,
    /// The government.
    pub government_id: String,
    /// Whose it is; none for the office's own, for its government.
    pub unit_id: Option<String>,
    /// Its kind.
    pub kind: &'static Kind,
    /// What it says.
    pub text: Text,
    /// Last saved.
    pub updated_at: Time,
    /// Counts saves.
    pub version: i64,
}

/// What a record says; all of it can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The day it was done.
    pub on: Date,
    /// What it was.
    pub title: String,
    /// 备注
    pub note: String,
    /// The kind's own fields.
    pub values: Values,
}

impl Support {
    /// Whether it is among `who`'s own: those of their unit, or of their government.
    pub fn seen_by(&self, who: &Principal) -> bool {
        who.may(Capability::ViewLedger) && who.reaches(&self.government_id, self.unit_id.as_deref())
    }

    /// Where what it counts for is taken back by `who`, as the end of a sentence.
    pub fn way_out(&self, who: &Principal) -> &'static str {
        if self.seen_by(who) {
            "请打开那条记录，取消计入这条台账。"
        } else {
            "那条记录是政务公开办登记的。要撤销，请给政务公开办留言。"
        }
    }

    /// Where its page is.
    pub fn path(&self) -> String {
        format!("/desk/support/{}", self.id)
    }
}

/// Every field in which two states of a record differ, by its name for people and in words; `before` is none for a
/// new one.
pub fn changes(kind: &Kind, before: Option<&Text>, after: &Text) -> Vec<Change> {
    let head = [("日期", "on"), ("标题", "title"), ("备注", "note")];
    let read = |text: &Text, name: &str| match name {
        "on" => text.on.to_string(),
        "title" => text.title.clone(),
        _ => text.note.clone(),
    };
    let old = |name| before.map(|text| read(text, name)).unwrap_or_default();
    let mut found: Vec<Change> = head
        .into_iter()
        .map(|(label, name)| Change { field: label.into(), old: old(name), new: read(after, name) })
        .collect();
    for field in kind.fields {
        let words = |text: &Text| text.values.get(field.name).map(|kept| field.sort.words(kept)).unwrap_or_default();
        found.push(Change { field: field.label.into(), old: before.map(words).unwrap_or_default(), new: words(after) });
    }
    found.retain(|change| change.old != change.new);
    found
}
