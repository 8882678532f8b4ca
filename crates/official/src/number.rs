//! Document numbers: 青政办发〔2022〕77号, 某某部令第7号, 某某局公告2024年第151号.

use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde::{Deserialize, Serialize};

use crate::numerals::number;
use crate::words::is_body;

/// 发文字号. [`fmt::Display`] gives its normal form, [`Number::key`] what equal numbers share.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Number {
    /// 机关代字 or who issues with what: `青政办发`, `某某部令`, `某某局公告`. May be empty for 第3号 alone.
    pub agency: String,
    /// The year, when the number has one.
    pub year: Option<u16>,
    /// The number within the agency and year.
    pub serial: u32,
    /// How it is written.
    pub form: Style,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// 青政办发〔2022〕77号
    Bracketed,
    /// 某某局公告2024年第151号
    YearThenSerial,
    /// 某某部令第7号
    Serial,
}

impl Number {
    /// The same for every way of writing one number: for equality and lookup.
    pub fn key(&self) -> String {
        let agency: String = self.agency.chars().filter(|c| !c.is_whitespace() && !"、，,·".contains(*c)).collect();
        let agency = agency.to_uppercase();
        let agency = agency.trim_end_matches('第').trim_start_matches("中华人民共和国");
        match self.year {
            Some(year) => format!("{agency}|{year}|{}", self.serial),
            None => format!("{agency}||{}", self.serial),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { agency, year, serial, form } = self;
        match (form, year) {
            (Style::Bracketed, Some(year)) => write!(f, "{agency}〔{year}〕{serial}号"),
            (Style::YearThenSerial, Some(year)) => write!(f, "{agency}{year}年第{serial}号"),
            _ => write!(f, "{agency}第{serial}号"),
        }
    }
}

/// Bracketed, 令 and 公告, and 某某第7号令. Spaces may stand anywhere.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let s = "[ \u{3000}\u{a0}]{0,3}";
    let year = format!("[12１２](?:{s}[0-9０-９]){{3}}");
    let serial = format!("(?:[0-9０-９](?:{s}[0-9０-９]){{0,4}}|[一二三四五六七八九十百〇○零]{{1,7}})");
    let code = "[\u{3400}-\u{9fff}〇A-Za-z]";
    let kind = "(?:公告|通告|令|公报)";
    Regex::new(&format!(
        "(?P<a1>{code}(?:{s}{code}){{0,29}}?){s}第?{s}[〔\\[【（(﹝［〈<{{]{s}(?P<y1>{year}){s}年?{s}[〕\\]】）)﹞］〉>}}]{s}第?{s}(?P<n1>{serial}){s}号\
         |(?P<a2>{code}(?:[ \u{3000}\u{a0}、]?{code}){{0,59}}?{kind}){s}[（(]?{s}(?:(?P<y2>{year}){s}年{s})?第{s}(?P<n2>{serial}){s}号\
         |(?P<a4>{code}(?:[ \u{3000}\u{a0}、]?{code}){{0,59}}?)(?P<y4>{year}){s}年{s}(?P<k4>(?:联合)?{kind}){s}[（(]?第{s}(?P<n4>{serial}){s}号\
         |(?P<a3>{code}(?:[ \u{3000}\u{a0}、]?{code}){{0,29}}?){s}[（(]?(?:(?P<y3>{year}){s}年{s})?第{s}(?P<n3>{serial}){s}号{s}[）)]?(?P<k3>{kind})"
    ))
    .expect("the document number pattern is valid")
});

/// Words of running text that stand before an agency and are no part of it.
const BEFORE: [&str; 61] = [
    "决定",
    "发文字号",
    "文件编号",
    "文号",
    "文件",
    "按照",
    "根据",
    "依据",
    "依照",
    "参照",
    "遵照",
    "贯彻",
    "落实",
    "执行",
    "废止",
    "印发",
    "公布",
    "发布",
    "转发",
    "修改",
    "修订",
    "以及",
    "关于",
    "对于",
    "现将",
    "现对",
    "现就",
    "同时",
    "包括",
    "其中",
    "详见",
    "参见",
    "替代",
    "代替",
    "取代",
    "按",
    "以",
    "和",
    "及",
    "与",
    "见",
    "原",
    "在",
    "对",
    "将",
    "把",
    "即",
    "由",
    "经",
    "的",
    "了",
    "是",
    "为",
    "或",
    "依",
    "据",
    "至",
    "自",
    "从",
    "号",
    "并",
];

/// Characters that begin an agency's code as well as being words: 原, 自, 与 … are taken off only when more stays.
fn trimmed(agency: &str) -> String {
    let compact: String = agency.chars().filter(|c| !c.is_whitespace()).collect();
    let mut rest = compact.as_str();
    // 某某局对某某局公告…, 已被覆盖的某某局公告…: the agency is what stands last.
    if let Some((_, after)) =
        rest.rsplit_once('对').filter(|(before, after)| is_body(before) && after.chars().count() >= 4)
    {
        rest = after;
    }
    if let Some((_, after)) = rest.rsplit_once('的').filter(|(_, after)| after.chars().count() >= 3) {
        rest = after;
    }
    let begins = ["日", "年"];
    while let Some(shorter) = BEFORE.iter().chain(&begins).find_map(|word| rest.strip_prefix(word)) {
        if shorter.chars().count() < 2 {
            break;
        }
        rest = shorter;
    }
    // A space or 、 parts joint agencies and is kept in print; it is not part of a code.
    if rest.len() == compact.len() && agency.trim().contains([' ', '\u{3000}']) && agency.ends_with(['告', '令']) {
        return agency.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    rest.to_owned()
}

/// Reads a string that is one document number, in whatever brackets, width and spacing. `None` when it is not.
pub fn parse(text: &str) -> Option<Number> {
    let text = text.trim();
    if text.len() > 400 {
        return None;
    }
    let inner = text.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')'])).unwrap_or(text);
    let found = NUMBER.captures(inner);
    if let Some(found) = found {
        let whole = found.get(0)?;
        if whole.start() == 0 && inner[whole.end()..].trim_start_matches(['）', ')']).trim().is_empty() {
            return of(&found);
        }
        return None;
    }
    alone(inner)
}

/// Every document number in a text with its place in bytes, in order.
pub fn find_all(text: &str) -> Vec<(Range<usize>, Number)> {
    NUMBER
        .captures_iter(text)
        .filter_map(|found| {
            let whole = found.get(0)?;
            let value = of(&found)?;
            // The place begins where the trimmed agency begins.
            let skipped = whole.as_str().chars().filter(|c| !c.is_whitespace()).count().checked_sub(0)?;
            let agency = ["a1", "a2", "a3", "a4"].iter().find_map(|name| found.name(name))?.as_str();
            let printed = agency.chars().filter(|c| !c.is_whitespace()).count();
            let kept = value.agency.chars().filter(|c| !c.is_whitespace()).count().min(printed);
            let kept = if found.name("k3").is_some() {
                kept.saturating_sub(found.name("k3")?.as_str().chars().count())
            } else {
                kept
            };
            let drop = printed.saturating_sub(kept).min(skipped);
            Some((whole.start() + offset(whole.as_str(), drop)..whole.end(), value))
        })
        .collect()
}

/// Bytes before the character after `count` characters that are no space.
fn offset(text: &str, count: usize) -> usize {
    text.char_indices().filter(|(_, c)| !c.is_whitespace()).nth(count).map_or(0, |(at, _)| at)
}

fn of(found: &Captures<'_>) -> Option<Number> {
    let value = |name: &str| {
        let digits: String = found.name(name)?.as_str().chars().filter(|c| !c.is_whitespace()).collect();
        number(&digits)
    };
    let year = |name: &str| value(name).and_then(|year| u16::try_from(year).ok()).filter(|y| (1900..=2200).contains(y));
    let build = |agency: String, year: Option<u16>, serial: u32, form| {
        let form = if year.is_none() { Style::Serial } else { form };
        (serial > 0).then_some(Number { agency, year, serial, form })
    };
    if let Some(agency) = found.name("a1") {
        return build(trimmed(agency.as_str()), Some(year("y1")?), value("n1")?, Style::Bracketed);
    }
    if let Some(agency) = found.name("a2") {
        return build(trimmed(agency.as_str()), year("y2"), value("n2")?, Style::YearThenSerial);
    }
    if let Some(agency) = found.name("a4") {
        let agency = format!("{}{}", trimmed(agency.as_str()), found.name("k4")?.as_str());
        return build(agency, year("y4"), value("n4")?, Style::YearThenSerial);
    }
    let agency = format!("{}{}", trimmed(found.name("a3")?.as_str()), found.name("k3")?.as_str());
    build(agency, year("y3"), value("n3")?, Style::YearThenSerial)
}

static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:(?P<y>[12][0-9]{3}) ?年 ?)?第 ?(?P<n>[0-9０-９]{1,5}|[一二三四五六七八九十百]{1,7}) ?号$")
        .expect("valid")
});

/// 第3号, 2024年第3号: the agency stands elsewhere.
fn alone(text: &str) -> Option<Number> {
    let found = ALONE.captures(text)?;
    let year = found.name("y").and_then(|m| number(m.as_str())).and_then(|year| u16::try_from(year).ok());
    let serial = number(found.name("n")?.as_str()).filter(|serial| *serial > 0)?;
    let form = if year.is_some() { Style::YearThenSerial } else { Style::Serial };
    Some(Number { agency: String::new(), year, serial, form })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_in_many_ways_of_writing_is_one() {
        let ways = [
            "青政办发〔2022〕77号",
            "青政办发[2022]77号",
            "青政办发(2022)77号",
            "青政办发（2022） 77 号",
            "青政办发【2022】第77号",
            "青政办发﹝２０２２﹞７７号",
            "青政办发 〔2022〕 77号",
            "（青政办发〔2022〕77号）",
        ];
        for way in ways {
            let read = parse(way).unwrap_or_else(|| panic!("{way}"));
            assert_eq!(read.to_string(), "青政办发〔2022〕77号", "{way}");
            assert_eq!(read.key(), parse(ways[0]).unwrap().key());
        }
    }

    #[test]
    fn orders_and_announcements_are_numbers() {
        let cases = [
            ("青山市人民政府令第7号", "青山市人民政府令第7号"),
            ("青山市人民政府令（第 7 号）", "青山市人民政府令第7号"),
            ("青山市人民政府第7号令", "青山市人民政府令第7号"),
            ("青山市人民代表大会常务委员会公告（第十二号）", "青山市人民代表大会常务委员会公告第12号"),
            ("青山市税务局公告2024年第15号", "青山市税务局公告2024年第15号"),
            ("青山市税务局2024年第15号公告", "青山市税务局公告2024年第15号"),
            ("第3号", "第3号"),
        ];
        for (text, normal) in cases {
            assert_eq!(parse(text).map(|n| n.to_string()).as_deref(), Some(normal), "{text}");
        }
        assert_eq!(parse("税务局公告2024年第15号").unwrap().key(), parse("税务局公告〔2024〕15号").unwrap().key());
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "号",
            "青政办发2022 77号文",
            "青政办发〔22〕7号",
            "青政办发〔2022〕0号",
            "第三条",
            "见青政办发〔2022〕7号和8号",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_found_in_prose_without_the_words_before_them() {
        let text =
            "根据《办法》（青政发〔2020〕3号）和青政办字〔2021〕8 号，现对青山市税务局公告2019年第5号作如下补充。";
        let found: Vec<_> = find_all(text).into_iter().map(|(at, n)| (text[at].to_owned(), n.to_string())).collect();
        let expected = [
            ("青政发〔2020〕3号", "青政发〔2020〕3号"),
            ("青政办字〔2021〕8 号", "青政办字〔2021〕8号"),
            ("青山市税务局公告2019年第5号", "青山市税务局公告2019年第5号"),
        ];
        assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }
}
