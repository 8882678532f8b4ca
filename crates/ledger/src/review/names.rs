//! What the names written in a draft mean: units, groups, a choice for this draft alone, or nobody in particular.

use std::collections::{BTreeSet, HashMap};

use directory::names::{self, Register};
use directory::{Addressee, Unit, UnitKind};

/// What a written name means.
#[derive(Clone, Debug)]
pub enum Meaning {
    /// A unit of the register.
    Unit(Unit),
    /// A group of the register, with the units it stands for now.
    Group(Vec<Unit>),
    /// Units chosen for this draft alone.
    Chosen(Vec<Unit>),
    /// Deliberately nobody: the task has no entry for it.
    NotBrokenDown,
    /// Nobody has said.
    Unknown,
}

impl Meaning {
    /// The units that get an entry.
    pub fn units(&self) -> &[Unit] {
        match self {
            Self::Unit(unit) => std::slice::from_ref(unit),
            Self::Group(units) | Self::Chosen(units) => units,
            Self::NotBrokenDown | Self::Unknown => &[],
        }
    }

    /// Whether somebody has to decide.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}

/// The meaning of every name of a draft, by the name as written.
#[derive(Clone, Debug, Default)]
pub struct Meanings(HashMap<String, Meaning>);

static UNKNOWN: Meaning = Meaning::Unknown;

impl Meanings {
    /// Looks up each name: `chosen` (ids of units by the name's key) goes before the register.
    pub fn new<'a>(
        register: &Register,
        chosen: &HashMap<String, Vec<String>>,
        written: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let units: HashMap<&str, &Unit> = register.units().iter().map(|unit| (unit.id.as_str(), unit)).collect();
        let mut meanings = HashMap::new();
        for name in written {
            if !meanings.contains_key(name) {
                let choice = chosen.get(&names::key(name)).and_then(|ids| choice(&units, ids));
                meanings.insert(name.to_owned(), choice.unwrap_or_else(|| registered(register, name)));
            }
        }
        Self(meanings)
    }

    /// What a name means.
    pub fn of(&self, name: &str) -> &Meaning {
        self.0.get(name).unwrap_or(&UNKNOWN)
    }

    /// Names nobody has decided about, sorted.
    pub fn unknown(&self) -> BTreeSet<&str> {
        self.0.iter().filter(|(_, meaning)| meaning.is_unknown()).map(|(name, _)| name.as_str()).collect()
    }

    /// How many different names there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

/// A choice of units that no longer take tasks is no choice any more.
fn choice(units: &HashMap<&str, &Unit>, ids: &[String]) -> Option<Meaning> {
    if ids.is_empty() {
        return Some(Meaning::NotBrokenDown);
    }
    let chosen: Vec<Unit> = ids.iter().filter_map(|id| units.get(id.as_str()).map(|unit| (*unit).clone())).collect();
    Some(Meaning::Chosen(chosen)).filter(|meaning| !meaning.units().is_empty())
}

fn registered(register: &Register, name: &str) -> Meaning {
    match register.resolve(name) {
        Some(Addressee::Unit(unit)) => Meaning::Unit(unit),
        Some(Addressee::Group(group, _)) if group.kinds.is_empty() => Meaning::NotBrokenDown,
        Some(Addressee::Group(_, units)) => Meaning::Group(units),
        None => Meaning::Unknown,
    }
}

/// Words of names that stand for many, or for whoever it concerns.
const COLLECTIVE: [&str; 16] = [
    "各", "有关", "相关", "其他", "其它", "部门", "单位", "牵头", "责任", "承办", "起草", "所有", "全体", "镇街",
    "乡镇", "驻",
];

/// How the names of single units end.
const ENDINGS: [&str; 46] = [
    "局",
    "委",
    "办",
    "厅",
    "部",
    "院",
    "室",
    "署",
    "海关",
    "会",
    "中心",
    "政府",
    "管委",
    "街道",
    "镇",
    "乡",
    "公司",
    "集团",
    "总队",
    "支队",
    "大队",
    "银行",
    "学校",
    "大学",
    "学院",
    "中学",
    "小学",
    "医院",
    "馆",
    "报社",
    "供销社",
    "台",
    "站",
    "所",
    "队",
    "妇联",
    "科协",
    "文联",
    "残联",
    "侨联",
    "工商联",
    "办事处",
    "税务",
    "工商",
    "开发区",
    "高新区",
];

/// Whether a name reads like that of one unit, which can be created under it.
pub fn looks_like_unit(name: &str) -> bool {
    let key = names::key(name);
    let length = key.chars().count();
    let plain = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '(' | ')' | '、' | '·'));
    let bare = key.split('(').next().unwrap_or_default();
    (3..=30).contains(&length)
        && plain
        && !COLLECTIVE.iter().any(|word| key.contains(word))
        && ENDINGS.iter().any(|ending| bare.ends_with(ending))
}

/// What becomes of names nobody has decided about when all are decided at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorting {
    /// Names that become units, with the kind they most likely are.
    pub units: Vec<(String, UnitKind)>,
    /// Names that stay undivided.
    pub not_broken_down: Vec<String>,
}

/// Sorts names into units to create and names to leave undivided. Two spellings of one name count once.
pub fn sort<'a>(unknown: impl IntoIterator<Item = &'a str>) -> Sorting {
    let mut seen = BTreeSet::new();
    let mut sorting = Sorting::default();
    for name in unknown {
        if !seen.insert(names::key(name)) {
            continue;
        }
        if looks_like_unit(name) {
            sorting.units.push((name.to_owned(), UnitKind::guess(name)));
        } else {
            sorting.not_broken_down.push(name.to_owned());
        }
    }
    sorting
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_units_are_told_from_collective_names() {
        for unit in
            ["市教育和体育局", "县政府办公室", "高新区管委会", "城关镇", "市融媒体中心", "市城投集团", "东河县人民政府"]
        {
            assert!(looks_like_unit(unit), "{unit}");
        }
        for many in ["各县（市、区）政府", "市直有关部门", "各镇", "文件起草部门", "牵头单位", "局", "按照职责分工。"]
        {
            assert!(!looks_like_unit(many), "{many}");
        }
    }

    #[test]
    fn sorting_takes_two_spellings_of_a_name_once() {
        let sorting = sort(["市 教育局", "市教育局", "各部门"]);
        assert_eq!(sorting.units, [("市 教育局".to_owned(), UnitKind::Department)]);
        assert_eq!(sorting.not_broken_down, ["各部门"]);
    }
}
