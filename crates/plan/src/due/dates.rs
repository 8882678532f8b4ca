//! Days by which something must be done: 2022年9月底前, 年底前, 6月30日前, 第三季度, 上半年.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use super::{Found, Place, is_quoted};
use crate::model::DueKind;
use official::numerals::number;

/// The parts of a date phrase: its year, what of the year, and 前.
static PARTS: LazyLock<[String; 3]> = LazyLock::new(|| {
    let n = official::numerals::NUMERAL;
    [
        format!("(?:(?P<year>{n}{{4}})年度?|(?P<relative>今年|本年度?|当年|明年|次年|翌年))"),
        format!(
            "(?:(?P<yearend>(?:年度?)?[底末]|岁末|年终)\
             |(?P<inyear>年度?内|内)\
             |(?P<half>[上下])半年(?:[底末]|内)?\
             |第?(?P<quarter>[一二三四1-4１-４])季度?(?:[底末]|内)?\
             |(?P<month>{n}{{1,3}})月份?(?:(?P<third>[上中下]旬)|(?P<monthend>[底末]|内)|(?P<day>{n}{{1,3}})[日号])?)"
        ),
        "(?P<before>(?:之|以)?前|为?止)?".to_owned(),
    ]
});

/// Finds phrases; cheaper than taking them apart.
static PHRASE: LazyLock<Regex> = LazyLock::new(|| {
    let [year, part, before] = PARTS.each_ref().map(|part| unnamed(part));
    Regex::new(&format!("{year}?{part}{before}|{year}{before}")).expect("the phrase pattern is valid")
});

/// Takes a phrase apart.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let [year, part, before] = &*PARTS;
    Regex::new(&format!("^{year}?{part}?{before}$")).expect("the date pattern is valid")
});

/// The pattern without names for its groups.
fn unnamed(pattern: &str) -> String {
    let mut pieces = pattern.split("?P<");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        out.push_str("?:");
        out.push_str(piece.split_once('>').map_or(piece, |(_, rest)| rest));
    }
    out
}

/// Words that make a date a fact told or a beginning, not a limit.
const NOT_A_LIMIT: [&str; 7] = ["截至", "截止", "截止到", "截至到", "截止至", "自", "从"];

pub(super) fn find(text: &str, year: i32, place: Place) -> Vec<Found> {
    let mut out = Vec::new();
    for phrase in PHRASE.find_iter(text) {
        let range = phrase.range();
        let Some(captures) = DATE.captures(phrase.as_str()) else { continue };
        let before = captures.name("before").is_some();
        let column = place == Place::Column;
        let fact = NOT_A_LIMIT.iter().any(|word| text[..range.start].ends_with(word)) && !(column && before);
        let beginning = ["起", "以来", "以后", "至今"].iter().any(|word| text[range.end..].starts_with(word));
        if fact || beginning || is_quoted(text, range.start) || !is_explicit(&captures, text, &range, place) {
            continue;
        }
        if column && continues_as_range(&text[range.end..]) {
            continue;
        }
        let Some(date) = resolve(&captures, year) else { continue };
        // A date long past is something that the text tells, not something it asks.
        if i32::from(date.year()) >= year - 1 || column {
            out.push(Found { range, kind: DueKind::ByDate { date } });
        }
    }
    out
}

/// Whether the phrase sets a limit by itself. Prose needs 前, 底 or 内; a column may name the bare month or day.
fn is_explicit(captures: &Captures<'_>, text: &str, range: &Range<usize>, place: Place) -> bool {
    let has = |name: &str| captures.name(name).is_some();
    let preceding = text[..range.start].chars().next_back();
    let dated = has("year") || has("relative");
    if has("inyear") {
        // 三年内, 一年内 are spans; 年内 alone is this year. 内 needs its year: 2022年内.
        let own_word = captures.name("inyear").is_some_and(|m| m.as_str().starts_with('年'));
        let counted =
            preceding.is_some_and(|c| number(&c.to_string()).is_some() || matches!(c, '几' | '多' | '数' | '半'));
        return (own_word || dated) && !counted;
    }
    if has("yearend") {
        let own_word = captures.name("yearend").is_some_and(|m| m.as_str() != "底" && m.as_str() != "末");
        let event =
            preceding.is_some_and(|c| matches!(c, '周' | '去')) || text[range.end..].starts_with(['考', '评', '总']);
        // 纳入年底考核 names an occasion; 年底前 and 年底完成 set a limit.
        let set = has("before") || ["完成", "实现", "达到"].iter().any(|verb| text[range.end..].starts_with(verb));
        return (dated || own_word && (set || place == Place::Column)) && !event;
    }
    let stated = has("before") || has("monthend");
    match place {
        Place::Prose if has("half") || has("quarter") => stated || text[range.clone()].ends_with(['底', '末', '内']),
        Place::Prose => has("month") && (has("before") || has("monthend")),
        Place::Column => true,
    }
}

/// `3月至12月`: the limit is the end of the range.
fn continues_as_range(rest: &str) -> bool {
    let mut characters = rest.chars();
    let joins = matches!(characters.next(), Some('至' | '到' | '—' | '-' | '－' | '~' | '～' | '–'));
    joins && characters.as_str().trim_start_matches(['—', '-']).starts_with(|c: char| number(&c.to_string()).is_some())
}

/// The last day of what the phrase names.
fn resolve(captures: &Captures<'_>, plan_year: i32) -> Option<Date> {
    let value = |name: &str| captures.name(name).and_then(|m| number(m.as_str()));
    let year = match (value("year"), captures.name("relative").map(|m| m.as_str())) {
        (Some(year), _) => i32::try_from(year).ok()?,
        (None, Some("明年" | "次年" | "翌年")) => plan_year + 1,
        _ => plan_year,
    };
    let year = i16::try_from(year).ok().filter(|year| (1900..=2200).contains(year))?;
    let before = captures.name("before").is_some();
    if let Some(month) = value("month") {
        let month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        let first = Date::new(year, month, 1).ok()?;
        return match (value("day"), captures.name("third").map(|m| m.as_str())) {
            (Some(day), _) => Date::new(year, month, i8::try_from(day).ok()?).ok(),
            (None, Some("上旬")) => Date::new(year, month, 10).ok(),
            (None, Some("中旬")) => Date::new(year, month, 20).ok(),
            // 9月前 ends before September begins; 9月底前, 9月内 and a bare 9月 end with it.
            (None, None) if before && captures.name("monthend").is_none() => first.yesterday().ok(),
            _ => Some(first.last_of_month()),
        };
    }
    let month = if let Some(quarter) = value("quarter") {
        i8::try_from(quarter * 3).ok()?
    } else if captures.name("half").is_some_and(|m| m.as_str() == "上") {
        6
    } else {
        12
    };
    let bare_year = ["yearend", "inyear", "half", "quarter"].iter().all(|name| captures.name(name).is_none());
    // 2025年前 ends before 2025 begins.
    let year = if bare_year && before { year - 1 } else { year };
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}
