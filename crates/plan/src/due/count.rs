//! Minimum numbers in a year: 每年至少听取1次, 年内组织培训不少于1次.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, Place, is_quoted};
use crate::model::DueKind;
use official::numerals::number;

static COUNT: LazyLock<Regex> = LazyLock::new(|| {
    let n = official::numerals::NUMERAL;
    let stop = "[^，。；：！？、,;:（）()]";
    Regex::new(&format!(
        "(?:每年度?|今年|本年度?|年度?内|全年|一年|年均|年度)(?:内)?{stop}*?\
         (?:(?:至少|不少于|不低于|不得少于|原则上)(?:[^，。；：0-9〇一二两三四五六七八九十]*?))?\
         (?P<count>{n}{{1,3}})(?:(?:至|到|-|—|～|~){n}{{1,3}})?(?:次|场|轮|期|回)(?:以上)?"
    ))
    .expect("the count pattern is valid")
});

/// A longer phrase, in bytes, speaks of something else.
const LONGEST: usize = 150;

pub(super) fn find(text: &str, _year: i32, _place: Place) -> Vec<Found> {
    let mut out = Vec::new();
    for found in COUNT.captures_iter(text) {
        let (Some(whole), Some(count)) = (found.get(0), found.name("count")) else { continue };
        // 第1次 counts which, not how often; 每年1次会议 is fine.
        let ordinal = text[..count.start()].ends_with(['第', '首']);
        if is_quoted(text, whole.start()) || ordinal || whole.len() > LONGEST {
            continue;
        }
        if let Some(count) = number(count.as_str()).filter(|&count| count > 0) {
            out.push(Found { range: whole.range(), kind: DueKind::CountPerYear { count } });
        }
    }
    out
}
