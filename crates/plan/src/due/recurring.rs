//! Periods: 每月, 按季度公开, 每季度首月10日前, 每月后10个工作日内.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, Place, is_quoted};
use crate::model::{DueKind, Every};
use official::numerals::number;

static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    let n = official::numerals::NUMERAL;
    Regex::new(&format!(
        "(?:(?P<each>每个?|逐|按)(?P<period>半年|季度|季|月度?|年度?|周|星期|日|天)|(?P<once>一)(?P<period2>季度|季|月|周|年|日)一\
         |(?P<plain>月度|季度|半年|年度)(?P<act>公开|发布|通报|调度|报送|检查|更新))\
         (?P<within>(?:度)?(?:结束|终了)?之?后?(?P<days>{n}{{1,3}})个?工作日(?:之|以)?内)?\
         (?P<by>(?:(?:首|第[一二三]|末|次)?个?月)?(?:{n}{{1,3}}月(?:份)?)?(?:{n}{{1,3}}[日号]|[底末初]|[上中下]旬)(?:之|以)?前?)?\
         (?P<verb>公开|发布|公布|更新|检查|通报|报送|调度|督查|报告|汇总)?"
    ))
    .expect("the period pattern is valid")
});

pub(super) fn find(text: &str, _year: i32, place: Place) -> Vec<Found> {
    let mut out = Vec::new();
    for found in PERIOD.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let Some(word) = found.name("period").or(found.name("period2")).or(found.name("plain")) else { continue };
        let lead = found.name("each").map_or("", |m| m.as_str());
        if is_quoted(text, whole.start()) || is_rate(text, whole.start(), whole.end()) {
            continue;
        }
        // 按日, 按年度计划, 按月份 are manners of working; only a publishing act makes them a period in prose.
        if lead == "按" && !is_periodic(word.as_str(), &text[word.end()..]) {
            continue;
        }
        let plain = found.name("plain").is_some() || found.name("once").is_some();
        if plain && place == Place::Prose {
            continue;
        }
        let Some(every) = every(word.as_str()) else { continue };
        let working_days = found.name("days").and_then(|m| number(m.as_str()));
        let verb = found.name("verb");
        // 按季度公开 is one phrase; elsewhere the verb belongs to the sentence.
        let end = match verb {
            Some(verb) if !(lead == "按" && word.as_str() == "季度") => verb.start(),
            _ => whole.end(),
        };
        out.push(Found { range: whole.start()..end, kind: DueKind::Recurring { every: Some(every), working_days } });
    }
    out
}

fn every(word: &str) -> Option<Every> {
    Some(match word {
        "日" | "天" => Every::Day,
        "周" | "星期" => Every::Week,
        "月" | "月度" => Every::Month,
        "季" | "季度" => Every::Quarter,
        "半年" => Every::HalfYear,
        "年" | "年度" => Every::Year,
        _ => return None,
    })
}

/// 每人每月, 每月500元: a rate, not a rhythm.
fn is_rate(text: &str, start: usize, end: usize) -> bool {
    text[..start].ends_with(['人', '户', '亩']) || text[end..].chars().take(8).any(|c| c == '元')
}

fn is_periodic(word: &str, rest: &str) -> bool {
    let shared = ["照", "份", "计划", "规定", "要求", "程序", "工作", "目标", "任务", "度计划", "期", "常"];
    !matches!(word, "日" | "天") && !shared.iter().any(|tail| rest.starts_with(tail))
}
