//! Dates as documents print them: 2022年4月15日, 二〇二二年四月十五日, 2022-04-15, 2022.4.15.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use crate::numerals::number;

/// The pattern of a whole date, without named groups; spaces may stand between its parts.
pub(crate) const DATE: &str = "(?:[12１２][0-9０-９ ]{3,6}|[一二][一二三四五六七八九〇○ＯＯO零Ｏ]{3})[ \u{3000}]*年[ \u{3000}]*[0-9０-９一二三四五六七八九十〇○零元 ]{1,4}[ \u{3000}]*月[ \u{3000}]*[0-9０-９一二三四五六七八九十〇○零 ]{1,5}[ \u{3000}]*[日号]|[12][0-9]{3}[-./][0-9]{1,2}[-./][0-9]{1,2}";

static PARTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "^(?:(?P<y>[^年]+)年(?P<m>[^月]+)月(?P<d>[^日号]+)[日号]|(?P<wy>[0-9]{4})[-./](?P<wm>[0-9]{1,2})[-./](?P<wd>[0-9]{1,2}))$",
    )
    .expect("the pattern is valid")
});

static FIND: LazyLock<Regex> = LazyLock::new(|| Regex::new(DATE).expect("the date pattern is valid"));

/// Reads a string that is one date. `None` when it is not, or when the day does not exist.
pub fn parse(text: &str) -> Option<Date> {
    if text.len() > 120 {
        return None;
    }
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let found = PARTS.captures(&compact)?;
    let whole = |name: &str| found.name(name).map(|m| m.as_str());
    match (whole("y"), whole("m"), whole("d")) {
        (Some(year), Some(month), Some(day)) => civil(value(year)?, value(month)?, value(day)?),
        _ => western(&found),
    }
}

/// Every date in a text with its place in bytes, in order. Days that do not exist are left out.
pub fn find_all(text: &str) -> Vec<(Range<usize>, Date)> {
    FIND.find_iter(text)
        .filter(|found| !continues(&text[found.end()..], found.as_str()))
        .filter_map(|found| Some((found.range(), parse(found.as_str())?)))
        .collect()
}

/// `2022.4.15` followed by another digit is no date.
fn continues(rest: &str, found: &str) -> bool {
    found.ends_with(|c: char| c.is_ascii_digit()) && rest.starts_with(|c: char| c.is_ascii_digit())
}

fn western(found: &Captures<'_>) -> Option<Date> {
    let of = |name: &str| number(found.name(name)?.as_str());
    civil(of("wy")?, of("wm")?, of("wd")?)
}

fn value(text: &str) -> Option<u32> {
    let plain: String = text.chars().map(|c| if "OＯ".contains(c) { '〇' } else { c }).collect();
    number(&plain)
}

fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    // Documents of the People's Republic, with room on both sides; 1022年 is a slip or a page number.
    (1900..=2200).contains(&year).then_some(())?;
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_script() {
        let texts = [
            "2022年4月15日",
            "2022 年 4 月 15 日",
            "２０２２年４月１５日",
            "二〇二二年四月十五日",
            "二○二二年四月十五日",
            "二O二二年四月十五日",
            "2022-04-15",
            "2022.4.15",
            "2022/4/15",
        ];
        for text in texts {
            assert_eq!(parse(text).map(|d| d.to_string()).as_deref(), Some("2022-04-15"), "{text}");
        }
        assert_eq!(parse("二〇一九年十二月三十一日").unwrap().to_string(), "2019-12-31");
    }

    #[test]
    fn days_that_do_not_exist_and_other_texts_are_no_dates() {
        for text in ["2022年2月30日", "2022年13月1日", "2022年4月", "1022年1月1日", "4.15", "", "年月日", "2022-4"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_found_in_prose() {
        let text = "自2020年1月1日起施行，有效期至2024年12月31日；2021年2月30日不算，版本1.2022.4.155。";
        let dates: Vec<_> = find_all(text).into_iter().map(|(at, date)| (&text[at], date.to_string())).collect();
        assert_eq!(dates, [("2020年1月1日", "2020-01-01".to_owned()), ("2024年12月31日", "2024-12-31".to_owned())]);
    }
}
