//! Number plates: ordinary, of new-energy vehicles (eight characters) and special ones.

use std::sync::LazyLock;

use regex::Regex;

use super::compiled;
use crate::Kind;
use crate::context::Page;
use crate::finding::Hit;

static PLATE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·.• -]?[A-HJ-NP-Z0-9]{4,6}[挂学警港澳]?",
    )
});
/// Of the police and of embassies: not a private person's.
static OFFICIAL: &[char] = &['警', '学'];

pub(super) fn hits(page: &Page<'_>) -> Vec<Hit> {
    PLATE.find_iter(page.text()).filter_map(|found| hit(page, found.range())).collect()
}

fn hit(page: &Page<'_>, at: std::ops::Range<usize>) -> Option<Hit> {
    let written: Vec<char> =
        page.text()[at.clone()].chars().filter(|c| !matches!(c, '·' | '.' | '•' | ' ' | '-')).collect();
    let (ends, tail) = match written.split_last() {
        Some((last, rest)) if !last.is_ascii() => (Some(*last), &rest[2..]),
        _ => (None, &written[2..]),
    };
    let digits = tail.iter().filter(|c| c.is_ascii_digit()).count();
    let plausible = match tail.len() {
        4 => ends.is_some() && digits >= 3,
        5 => ends.is_none() && digits >= 2,
        6 => ends.is_none() && digits >= 4 && [tail[0], tail[5]].iter().any(char::is_ascii_uppercase),
        _ => false,
    };
    if !plausible || page.next(at.end).is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    Some(match ends {
        Some(end) if OFFICIAL.contains(&end) => Hit::hint(Kind::Plate, at, "公务或教练车的号牌，请确认是否需要公开。"),
        _ => Hit::stop(Kind::Plate, at, "符合机动车号牌的写法。"),
    })
}
