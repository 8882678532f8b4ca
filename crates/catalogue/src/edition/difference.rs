//! What differs between two editions of a catalogue, column by column.

use std::collections::HashMap;

use super::snapshot::{Column, Snapshot};
use crate::item::Change;

/// What happened to a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is new.
    Added,
    /// It says something else, or stands elsewhere.
    Changed,
    /// It is gone.
    Removed,
}

impl Kind {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "新增",
            Self::Changed => "修改",
            Self::Removed => "去掉",
        }
    }

    /// Its mark on pages.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Added => "ok",
            Self::Changed => "info",
            Self::Removed => "off",
        }
    }
}

/// One column that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What happened.
    pub kind: Kind,
    /// Its code and name.
    pub label: String,
    /// What it says now that it did not say before; for a changed one.
    pub changes: Vec<Change>,
}

/// Every column that differs, in the new order; those that are gone last. The list of single units behind 各政府部门
/// follows the register and is no change of the catalogue.
pub fn differences(before: &Snapshot, after: &Snapshot) -> Vec<Difference> {
    let old: HashMap<&str, &Column> = before.columns.iter().map(|column| (column.id.as_str(), column)).collect();
    let label = |column: &Column| format!("{} {}", column.code, column.name);
    let mut found = Vec::new();
    for column in &after.columns {
        match old.get(column.id.as_str()) {
            None => found.push(Difference { kind: Kind::Added, label: label(column), changes: Vec::new() }),
            Some(was) => {
                let changes = changes((before, was), (after, column));
                if !changes.is_empty() {
                    found.push(Difference { kind: Kind::Changed, label: label(column), changes });
                }
            }
        }
    }
    let gone = before.columns.iter().filter(|column| after.column(&column.id).is_none());
    found.extend(gone.map(|column| Difference { kind: Kind::Removed, label: label(column), changes: Vec::new() }));
    found
}

fn changes(before: (&Snapshot, &Column), after: (&Snapshot, &Column)) -> Vec<Change> {
    let (old, new) = (read(before, after.0), read(after, before.0));
    let pairs = old.into_iter().zip(new).filter(|((_, old), (_, new))| old != new);
    pairs.map(|((field, old), (_, new))| Change { field: field.into(), old, new }).collect()
}

/// What a column says; its place is told among the neighbours that the other edition has as well.
fn read((all, column): (&Snapshot, &Column), other: &Snapshot) -> [(&'static str, String); 10] {
    let above = column.parent.as_deref().and_then(|id| all.column(id)).map(|one| one.name.clone());
    let same_parent = |one: &Column| other.column(&one.id).is_some_and(|there| there.parent == one.parent);
    let same = all.columns.iter().filter(|one| one.parent == column.parent && same_parent(one));
    let before = same.take_while(|one| one.id != column.id).last().map(|one| one.name.clone());
    [
        ("编码", column.code.clone()),
        ("名称", column.name.clone()),
        ("上级", above.unwrap_or_default()),
        ("排在", before.map(|name| format!("“{name}”之后")).unwrap_or_else(|| "最前".into())),
        ("内容概述", column.content.clone()),
        ("公开依据", column.basis.clone()),
        ("责任单位", column.responsible.clone()),
        ("更新时限", column.rule.clone()),
        ("公开渠道", column.channels.clone()),
        ("公开对象", column.audience.clone()),
    ]
}
