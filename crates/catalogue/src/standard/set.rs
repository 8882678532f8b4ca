//! The standard sets as data, read from the files of `data/`.

use std::sync::LazyLock;

use directory::{Level, Unit, UnitKind};
use serde::Deserialize;

use crate::rule::UpdateRule;
use crate::theme::Audience;

/// A statutory column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Names it for good, whatever a government calls it.
    pub key: String,
    /// The key of the entry above.
    pub under: Option<String>,
    /// 编码
    pub code: String,
    /// 名称
    pub name: String,
    /// 公开依据, with the article.
    pub basis: String,
    /// 内容概述
    pub content: String,
    /// Governments whose own duty it is.
    pub levels: Vec<Level>,
    /// Units each of which keeps one of its own.
    #[serde(default)]
    pub kinds: Vec<UnitKind>,
    /// 更新时限
    #[serde(default)]
    pub rule: UpdateRule,
}

/// A theme.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeEntry {
    /// Names it for good.
    pub key: String,
    /// Whose concern it is.
    pub audience: Audience,
    /// Its name.
    pub name: String,
}

#[derive(Deserialize)]
struct Columns {
    item: Vec<Entry>,
}

#[derive(Deserialize)]
struct Themes {
    theme: Vec<ThemeEntry>,
}

static COLUMNS: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    // A test reads the file, so a broken one is never built.
    toml::from_str(include_str!("../../data/standard.toml")).map(|read: Columns| read.item).unwrap_or_default()
});

static THEMES: LazyLock<Vec<ThemeEntry>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/themes.toml")).map(|read: Themes| read.theme).unwrap_or_default()
});

/// The statutory columns of a government with these units, those above before those under them.
pub fn columns(level: Level, units: &[Unit]) -> Vec<&'static Entry> {
    let has = |kind: &UnitKind| units.iter().any(|unit| unit.kind == *kind && !unit.retired);
    COLUMNS.iter().filter(|entry| entry.levels.contains(&level) || entry.kinds.iter().any(has)).collect()
}

/// The standard themes in their order.
pub fn themes() -> &'static [ThemeEntry] {
    &THEMES
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_files_are_whole() {
        let read: Columns = toml::from_str(include_str!("../../data/standard.toml")).unwrap();
        let (mut keys, mut codes) = (HashSet::new(), HashSet::new());
        for entry in &read.item {
            assert!(keys.insert(&entry.key) && codes.insert(&entry.code), "{} comes twice", entry.key);
            assert!(
                entry.under.as_ref().is_none_or(|above| keys.contains(above)),
                "{} comes before its own",
                entry.key
            );
            assert!(entry.basis.contains('条') && !entry.content.is_empty(), "{}", entry.key);
            assert_eq!(entry.rule.objection(), None);
        }
        let of_art_20 = read.item.iter().filter(|entry| entry.basis.contains("第二十条第（")).count();
        assert_eq!(of_art_20, 15);
        let themes: Themes = toml::from_str(include_str!("../../data/themes.toml")).unwrap();
        let names: HashSet<_> = themes.theme.iter().map(|one| (one.audience.code(), &one.name)).collect();
        assert_eq!(names.len(), themes.theme.len());
    }

    #[test]
    fn levels_and_units_decide_what_a_government_gets() {
        let keys = |level, units: &[Unit]| columns(level, units).iter().map(|one| one.key.as_str()).collect::<Vec<_>>();
        let town = Unit {
            id: "u".into(),
            government_id: "g".into(),
            name: "河西镇".into(),
            short_name: "河西镇".into(),
            kind: UnitKind::Town,
            child_government_id: None,
            issues_normative: false,
            retired: false,
            version: 1,
        };
        let city = keys(Level::City, &[]);
        assert!(city.contains(&"local.construction") && !city.contains(&"town.homestead"));
        let county = keys(Level::County, std::slice::from_ref(&town));
        assert!(county.contains(&"local.construction") && county.contains(&"town.homestead"));
        let own = keys(Level::Town, &[]);
        assert!(!own.contains(&"local.construction") && own.contains(&"town.homestead"));
        assert!(keys(Level::County, &[Unit { retired: true, ..town }]).iter().all(|key| !key.starts_with("town")));
    }
}
