//! What an edition of the catalogue holds.

use directory::Unit;
use serde::{Deserialize, Serialize};

use crate::item::{Placed, responsible};

/// The kind of publication an edition is.
pub const CATALOGUE: &str = "catalogue";

/// A whole catalogue, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Its columns, those above before those under them.
    pub columns: Vec<Column>,
}

/// An item of the catalogue, as the public reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its id: the column's address.
    pub id: String,
    /// The id of the one above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The entry of the standard set it was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<String>,
    /// 0 at the top.
    pub depth: usize,
    /// Whether nothing stands under it.
    pub leaf: bool,
    /// 编码
    pub code: String,
    /// 名称
    pub name: String,
    /// 内容概述
    pub content: String,
    /// 公开依据
    pub basis: String,
    /// 责任单位, in words; empty when it is the whole government's.
    pub responsible: String,
    /// The names of all units that are responsible.
    pub units: Vec<String>,
    /// 更新时限, in words.
    pub rule: String,
    /// 公开渠道
    pub channels: String,
    /// 公开对象
    pub audience: String,
}

impl Snapshot {
    /// The column made from an entry of the standard set.
    pub fn standard(&self, key: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.standard.as_deref() == Some(key))
    }

    /// The column with an id.
    pub fn column(&self, id: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.id == id)
    }
}

/// A catalogue as it is now.
pub fn snapshot(tree: &[Placed], units: &[Unit]) -> Snapshot {
    let name =
        |id: &str| units.iter().find(|unit| unit.id == id).map(|unit| unit.short_name.clone()).unwrap_or_default();
    let columns = tree.iter().map(|Placed { item, depth, leaf, .. }| Column {
        id: item.id.clone(),
        parent: item.parent_id.clone().filter(|_| *depth > 0),
        standard: item.standard.clone(),
        depth: *depth,
        leaf: *leaf,
        code: item.text.code.clone(),
        name: item.text.name.clone(),
        content: item.text.content.clone(),
        basis: item.text.basis.clone(),
        responsible: responsible(&item.text, name),
        units: units.iter().filter(|unit| item.is_of(unit)).map(|unit| unit.short_name.clone()).collect(),
        rule: item.text.rule.to_string(),
        channels: item.text.channels.clone(),
        audience: item.text.audience.clone(),
    });
    Snapshot { columns: columns.collect() }
}
