//! An item of the catalogue: what it says, who is responsible, what differs between two states of it.

use directory::{Unit, UnitKind};
use kernel::Time;
use serde::{Deserialize, Serialize};

use super::units::responsible;
use crate::rule::UpdateRule;

/// An item of the disclosure catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Id, by which the public finds the column.
    pub id: String,
    /// The government.
    pub government_id: String,
    /// The item above.
    pub parent_id: Option<String>,
    /// What it says.
    pub text: Text,
    /// Its place among the items under the same parent.
    pub position: i64,
    /// The entry of the standard set it was made from.
    pub standard: Option<String>,
    /// Why it was retired; none while it is in use.
    pub retired: Option<String>,
    /// Since when it stands in the catalogue.
    pub created_at: Time,
    /// Last saved.
    pub updated_at: Time,
    /// Counts saves.
    pub version: i64,
}

/// What an item says; all of it can be changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// 编码
    pub code: String,
    /// 名称
    pub name: String,
    /// 内容概述
    pub content: String,
    /// 公开依据, with the article.
    pub basis: String,
    /// 公开渠道
    pub channels: String,
    /// 公开对象
    pub audience: String,
    /// 更新时限
    pub rule: UpdateRule,
    /// Units that are responsible by name, in order of their ids.
    pub units: Vec<String>,
    /// Kinds of units each of which is responsible.
    pub kinds: Vec<UnitKind>,
}

impl Item {
    /// Code and name, for lists to choose from.
    pub fn label(&self) -> String {
        format!("{} {}", self.text.code, self.text.name)
    }

    /// Where its page is at the desk.
    pub fn path(&self) -> String {
        format!("/desk/catalogue/{}", self.id)
    }

    /// Whether nobody in particular is responsible: then it is the whole government's.
    pub fn of_all(&self) -> bool {
        self.text.units.is_empty() && self.text.kinds.is_empty()
    }

    /// Whether a unit is responsible for it.
    pub fn is_of(&self, unit: &Unit) -> bool {
        self.text.kinds.contains(&unit.kind) || self.text.units.contains(&unit.id)
    }
}

/// One field that changed, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The field, by its name for people.
    pub field: String,
    /// Before.
    pub old: String,
    /// After.
    pub new: String,
}

/// Every field in which two states of an item differ; `before` is none for a new one. `name` tells a unit's name.
pub fn changes(
    before: Option<&Item>,
    after: &Item,
    name: impl Fn(&str) -> String,
    parent: impl Fn(&str) -> String,
) -> Vec<Change> {
    let read = |item: &Item| {
        let text = &item.text;
        [
            ("编码", text.code.clone()),
            ("名称", text.name.clone()),
            ("上级", item.parent_id.as_deref().map(&parent).unwrap_or_default()),
            ("内容概述", text.content.clone()),
            ("公开依据", text.basis.clone()),
            ("责任单位", responsible(text, &name)),
            ("更新时限", text.rule.to_string()),
            ("公开渠道", text.channels.clone()),
            ("公开对象", text.audience.clone()),
        ]
    };
    let old = before.map(read);
    let of = |at: usize| old.as_ref().map(|fields| fields[at].1.clone()).unwrap_or_default();
    let all = read(after).into_iter().enumerate();
    all.map(|(at, (field, new))| Change { field: field.into(), old: of(at), new }).filter(|c| c.old != c.new).collect()
}
