//! Who is responsible, in words, and read back from them.

use directory::names::Register;
use directory::{Addressee, UnitKind};

use super::Text;

/// The words for all units of a kind.
const KINDS: [(UnitKind, &str); 7] = [
    (UnitKind::Department, "各部门"),
    (UnitKind::LowerGovernment, "各下级政府"),
    (UnitKind::Town, "各乡镇"),
    (UnitKind::Subdistrict, "各街道"),
    (UnitKind::Zone, "各开发区"),
    (UnitKind::Institution, "各企事业单位"),
    (UnitKind::Other, "各其他单位"),
];

/// The words for all units of a kind.
pub fn kind_words(kind: UnitKind) -> &'static str {
    KINDS.iter().find(|(one, _)| *one == kind).map_or("", |(_, words)| words)
}

/// Who is responsible; empty when nobody in particular is. `name` tells a unit's name.
pub fn responsible(text: &Text, name: impl Fn(&str) -> String) -> String {
    let kinds = text.kinds.iter().map(|kind| kind_words(*kind).to_owned());
    kinds.chain(text.units.iter().map(|id| name(id))).collect::<Vec<_>>().join("、")
}

/// Kinds and units that words name, by the register's names, aliases and groups; or the names it does not know.
pub fn read_units(register: &Register, words: &str) -> Result<(Vec<UnitKind>, Vec<String>), Vec<String>> {
    let (mut kinds, mut units, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for name in split(words) {
        match (KINDS.iter().find(|(_, words)| *words == name), register.resolve(&name)) {
            (Some((kind, _)), _) => kinds.push(*kind),
            (None, Some(Addressee::Unit(unit))) => units.push(unit.id),
            (None, Some(Addressee::Group(group, _))) if !group.kinds.is_empty() => kinds.extend(group.kinds),
            (None, _) => unknown.push(name),
        }
    }
    kinds.sort();
    kinds.dedup();
    units.sort();
    units.dedup();
    if unknown.is_empty() { Ok((kinds, units)) } else { Err(unknown) }
}

/// Names parted by commas and line ends; those inside brackets part nothing: 各县（市、区）政府 is one name.
fn split(words: &str) -> Vec<String> {
    let (mut names, mut name, mut depth) = (Vec::new(), String::new(), 0i32);
    for c in words.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            _ => {}
        }
        if depth <= 0 && matches!(c, '、' | '，' | ',' | '；' | ';' | '\n') {
            names.push(std::mem::take(&mut name));
        } else {
            name.push(c);
        }
    }
    names.push(name);
    names.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_hold_a_name_together() {
        assert_eq!(split("各县（市、区）政府、市财政局，\n 市统计局"), ["各县（市、区）政府", "市财政局", "市统计局"]);
        assert!(split(" 、").is_empty());
    }
}
