//! What a written name stands for: a unit under any of its names, or a group; and what it may have meant.

use std::collections::HashMap;

use db::{FromRow, Row, Tx, args};
use unicode_normalization::UnicodeNormalization as _;

use crate::group::{self, Group};
use crate::unit::{self, Unit};

/// The form in which names are compared: NFKC, without white space, brackets of one style.
pub fn key(name: &str) -> String {
    name.nfkc()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '〈' | '《' | '[' | '〔' | '【' | '<' => '(',
            '〉' | '》' | ']' | '〕' | '】' | '>' => ')',
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// What a name is claimed for.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    /// A unit's id.
    Unit(&'a str),
    /// A group's id.
    Group(&'a str),
}

/// A row of the register of names.
#[derive(Clone, Debug)]
pub struct Name {
    /// As written.
    pub name: String,
    /// The unit it stands for.
    pub unit_id: Option<String>,
    /// The group it stands for.
    pub group_id: Option<String>,
}

impl FromRow for Name {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { name: row.get("name")?, unit_id: row.get("unit_id")?, group_id: row.get("group_id")? })
    }
}

/// Claims `name` for a unit or group. [`db::Error::Exists`] when it already stands for another.
pub async fn claim(tx: &mut Tx, government_id: &str, name: &str, target: Target<'_>) -> db::Result<()> {
    let (unit, group) = match target {
        Target::Unit(id) => (Some(id), None),
        Target::Group(id) => (None, Some(id)),
    };
    let key = key(name);
    let same = tx
        .exec(
            "INSERT INTO addressee_name (government_id, name_key, name, unit_id, group_id) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (government_id, name_key) DO UPDATE SET name = excluded.name
             WHERE addressee_name.unit_id IS NOT DISTINCT FROM excluded.unit_id
               AND addressee_name.group_id IS NOT DISTINCT FROM excluded.group_id",
            args![government_id, &key, name.trim(), unit, group],
        )
        .await?;
    if same == 1 { Ok(()) } else { Err(db::Error::Exists(name.to_owned())) }
}

/// Who a name stands for already: the unit, retired or not, or the group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A unit.
    Unit(Unit),
    /// A group.
    Group(Group),
}

impl Holder {
    /// As a sentence names it, e.g. 单位“市教育和体育局”.
    pub fn described(&self) -> String {
        match self {
            Self::Unit(u) if u.retired => format!("已停用的单位“{}”", u.name),
            Self::Unit(u) => format!("单位“{}”", u.name),
            Self::Group(g) => format!("统称对象“{}”", g.name),
        }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Self::Unit(u) => &u.id,
            Self::Group(g) => &g.id,
        }
    }
}

/// Who holds `name` at a government, if anybody does.
pub async fn holder(tx: &mut Tx, government_id: &str, name: &str) -> db::Result<Option<Holder>> {
    let found: Option<Name> = tx
        .opt(
            "SELECT name, unit_id, group_id FROM addressee_name WHERE government_id = $1 AND name_key = $2",
            args![government_id, key(name)],
        )
        .await?;
    Ok(match found {
        Some(Name { unit_id: Some(id), .. }) => unit::find(tx, &id).await?.map(Holder::Unit),
        Some(Name { group_id: Some(id), .. }) => group::find(tx, &id).await?.map(Holder::Group),
        _ => None,
    })
}

/// Gives up an alias. The current full and short names are not given up; the caller sees to that.
pub async fn release(tx: &mut Tx, government_id: &str, name: &str) -> db::Result<()> {
    tx.exec_one(
        "DELETE FROM addressee_name WHERE government_id = $1 AND name_key = $2",
        args![government_id, key(name)],
    )
    .await
}

/// Every written form of a unit.
pub async fn of_unit(tx: &mut Tx, unit_id: &str) -> db::Result<Vec<Name>> {
    tx.all("SELECT name, unit_id, group_id FROM addressee_name WHERE unit_id = $1 ORDER BY name_key", args![unit_id])
        .await
}

/// Every written form of every unit of a government: one read for an export or an import.
pub async fn of_government(tx: &mut Tx, government_id: &str) -> db::Result<Vec<Name>> {
    tx.all(
        "SELECT name, unit_id, group_id FROM addressee_name WHERE government_id = $1 ORDER BY name_key",
        args![government_id],
    )
    .await
}

/// Every written form of a group.
pub async fn of_group(tx: &mut Tx, group_id: &str) -> db::Result<Vec<Name>> {
    tx.all("SELECT name, unit_id, group_id FROM addressee_name WHERE group_id = $1 ORDER BY name_key", args![group_id])
        .await
}

/// What a name stands for.
#[derive(Clone, Debug)]
pub enum Addressee {
    /// One unit.
    Unit(Unit),
    /// A group with the active units it stands for now.
    Group(Group, Vec<Unit>),
}

impl Addressee {
    /// The units that receive what is addressed to it.
    pub fn units(&self) -> &[Unit] {
        match self {
            Self::Unit(unit) => std::slice::from_ref(unit),
            Self::Group(_, units) => units,
        }
    }
}

/// A government's whole register of names in memory: resolves a plan's hundreds of names in one read.
#[derive(Clone, Debug, Default)]
pub struct Register {
    units: Vec<Unit>,
    groups: Vec<Group>,
    by_key: HashMap<String, Found>,
}

#[derive(Clone, Copy, Debug)]
enum Found {
    Unit(usize),
    Group(usize),
}

impl Register {
    /// Reads it.
    pub async fn read(tx: &mut Tx, government_id: &str) -> db::Result<Self> {
        let units = unit::active(tx, government_id).await?;
        let groups = group::all(tx, government_id).await?;
        let names = of_government(tx, government_id).await?;
        let unit_at: HashMap<&str, usize> = units.iter().enumerate().map(|(i, u)| (u.id.as_str(), i)).collect();
        let group_at: HashMap<&str, usize> = groups.iter().enumerate().map(|(i, g)| (g.id.as_str(), i)).collect();
        let mut by_key = HashMap::new();
        for name in names {
            let found = match (&name.unit_id, &name.group_id) {
                (Some(id), _) => unit_at.get(id.as_str()).copied().map(Found::Unit),
                (None, Some(id)) => group_at.get(id.as_str()).copied().map(Found::Group),
                (None, None) => None,
            };
            by_key.extend(found.map(|f| (key(&name.name), f)));
        }
        Ok(Self { units, groups, by_key })
    }

    /// Every active unit.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Every group.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// What `name` stands for.
    pub fn resolve(&self, name: &str) -> Option<Addressee> {
        Some(match *self.by_key.get(&key(name))? {
            Found::Unit(i) => Addressee::Unit(self.units[i].clone()),
            Found::Group(i) => self.expanded(&self.groups[i]),
        })
    }

    fn expanded(&self, group: &Group) -> Addressee {
        let members = self.units.iter().filter(|u| group.kinds.contains(&u.kind)).cloned().collect();
        Addressee::Group(group.clone(), members)
    }

    /// Units that `name` may be a short form of, likeliest first, at most five: 市教体局 for 市教育和体育局.
    pub fn suggest(&self, name: &str) -> Vec<&Unit> {
        let wanted = key(name);
        let mut scored: Vec<(usize, &Unit)> = (self.units.iter())
            .filter_map(|unit| {
                let full = key(&unit.name);
                let likely = is_subsequence(&wanted, &full) || is_subsequence(&full, &wanted);
                likely.then(|| (full.chars().count().abs_diff(wanted.chars().count()), unit))
            })
            .collect();
        scored.sort_by_key(|(distance, _)| *distance);
        scored.into_iter().take(5).map(|(_, unit)| unit).collect()
    }
}

fn is_subsequence(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().count() >= 2 && short.chars().all(|c| rest.any(|l| l == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_widths_and_spaces_do_not_matter() {
        assert_eq!(key("各县(市、区) 政府"), key("各县（市、区）政府"));
        assert_eq!(key("各区〈市〉政府"), key("各区（市）政府"));
    }

    #[test]
    fn a_short_form_is_a_subsequence_of_the_full_name() {
        assert!(is_subsequence("市教体局", "市教育和体育局"));
        assert!(!is_subsequence("市财政局", "市教育和体育局"));
        assert!(!is_subsequence("局", "市教育和体育局"), "one character says nothing");
    }
}
