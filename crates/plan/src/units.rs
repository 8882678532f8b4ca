//! Names of units: where one ends and the next begins, and what a unit's name looks like.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::numbering::marker;

/// How names of administrative units, groups of units and places that answer as a unit end.
static SUFFIX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "(?:局|委|办|厅|部|院|室|处|科|股|署|关|会|委员会|中心|政府|管委会|管委|党工委|办事处|公所|街道|街|镇|乡|苏木|镇街|乡镇\
         |部门|单位|机构|机关|公司|集团|企业|总队|支队|大队|中队|银行|学校|大学|学院|高校|中学|小学|医院|馆|社|报|台|站|所|队|协会\
         |团委|妇联|工会|侨联|科协|文联|残联|工商联|贸促会|红十字会|联社|组|专班|区|县|市|州|盟|旗|省|园|园区|库|法院|检察院\
         |税务|海关|电网|电力|通信|烟草|军分区|武装部|供销社|主体|高新区|经开区|开发区|各级|各地|地方)(?:[（(〈][^）)〉]+[）)〉])?$",
    )
    .expect("the suffix pattern is valid")
});

/// How names begin that a joining 和 may lead to.
static PREFIX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:省|市|区|县|州|盟|旗|镇|乡|国家|全国|全省|全市|全区|全县|各|有关|相关|其他|其它|所属|驻|直属|街道|开发区|高新区|经开区|中央|人民|军队)")
        .expect("the prefix pattern is valid")
});

/// Longest name, in bytes.
const LONGEST: usize = 120;

/// True when `text` reads like the name of a unit or of a group of units.
pub(crate) fn is_unit(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let length = text.chars().count();
    let sentence = text.chars().any(|c| matches!(c, '。' | '；' | '：' | '！' | '？' | '“' | '”' | '《' | '》' | ';'));
    (2..=30).contains(&length) && !sentence && SUFFIX.is_match(text)
}

/// True when `text` as a whole is a list of units, with or without words of duty.
pub(crate) fn is_unit_list(text: &str) -> bool {
    // Sentences and quotations are cheaper to see than names.
    if text.is_empty() || text.trim_end_matches('。').contains(['。', '“', '《', '"', '！', '？']) {
        return false;
    }
    let parsed = crate::responsibility::parse_units(text);
    let names: Vec<&String> = parsed.lead.iter().chain(&parsed.units).collect();
    let good = names.iter().filter(|name| is_unit(name)).count();
    !names.is_empty() && good * 3 >= names.len() * 2 && (good > 0)
}

/// Cuts a list into names: at 、 ， , and at a 和/及 that joins two units, never inside brackets.
pub(crate) fn split(list: &str) -> Vec<Range<usize>> {
    let balanced = depth_is_sound(list);
    let mut out = Vec::new();
    let mut depth = 0usize;
    let mut start = 0;
    for (at, character) in list.char_indices() {
        match character {
            '（' | '(' | '〈' | '[' | '【' | '〔' | '<' if balanced => depth += 1,
            '）' | ')' | '〉' | ']' | '】' | '〕' | '>' if balanced => depth = depth.saturating_sub(1),
            '、' | '，' | ',' | '；' | ';' | '。' | '/' | '／' if depth == 0 => {
                out.push(start..at);
                start = at + character.len_utf8();
            }
            '和' | '及' | '与' | '暨' if depth == 0 => {
                let left = &list[start..at];
                let left = left.strip_suffix('以').filter(|_| character == '及').unwrap_or(left);
                let right = &list[at + character.len_utf8()..];
                if joins(left, right, character) {
                    out.push(start..start + left.len());
                    start = at + character.len_utf8();
                }
            }
            _ => {}
        }
    }
    out.push(start..list.len());
    out.retain(|range| !range.is_empty());
    out
}

/// Whether a joining word stands between two units rather than inside one name (工业和信息化局).
fn joins(left: &str, right: &str, word: char) -> bool {
    // After a separator (…，和市财政局) there is nothing on the left to end.
    if left.is_empty() {
        return !right.is_empty();
    }
    if right.starts_with("其") || (left.ends_with("党委") && right.starts_with("政府")) {
        return false;
    }
    let next: &str =
        &right[..right.find(['、', '，', ',', '和', '及', '与', '暨', '；', ';', '。']).unwrap_or(right.len())];
    if word == '和'
        && matches!(next, "单位" | "部门" | "机构" | "企业")
        && (left.ends_with("部门") || left.ends_with("单位"))
    {
        return false;
    }
    is_unit(left) && left.chars().count() >= 2 && (PREFIX.is_match(right) || is_long_unit(next))
}

/// Two letters such as 信息 or 规划 never make the second unit of a pair; a full name does.
fn is_long_unit(text: &str) -> bool {
    text.chars().count() >= 4 && is_unit(text)
}

fn depth_is_sound(list: &str) -> bool {
    let mut depth = 0i32;
    for character in list.chars() {
        match character {
            '（' | '(' | '〈' | '[' | '【' | '〔' | '<' => depth += 1,
            '）' | ')' | '〉' | ']' | '】' | '〕' | '>' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// A number in front of a name is a label of the list, not part of the name.
pub(crate) fn without_label(name: &str) -> &str {
    marker(name).map_or(name, |found| &name[found.len..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &str) -> Vec<&str> {
        split(list).into_iter().map(|range| &list[range]).collect()
    }

    #[test]
    fn a_joining_word_splits_only_between_units() {
        assert_eq!(names("各区政府、高新区管委会和市财政局"), ["各区政府", "高新区管委会", "市财政局"]);
        assert_eq!(names("市工业和信息化局、市文化和旅游局"), ["市工业和信息化局", "市文化和旅游局"]);
        assert_eq!(names("县科技局及相关部门单位"), ["县科技局", "相关部门单位"]);
        assert_eq!(names("市住房和城乡建设局和市自然资源和规划局"), ["市住房和城乡建设局", "市自然资源和规划局"]);
        assert_eq!(names("各县政府以及市直各部门"), ["各县政府", "市直各部门"]);
        assert_eq!(names("各部门和单位"), ["各部门和单位"]);
        assert_eq!(names("各级政府及其部门"), ["各级政府及其部门"]);
    }

    #[test]
    fn brackets_hold_together() {
        assert_eq!(names("各县（市、区）政府、市直各部门"), ["各县（市、区）政府", "市直各部门"]);
        assert_eq!(names("各县（市、区政府、市直各部门"), ["各县（市", "区政府", "市直各部门"]);
    }
}
