//! Numbers in front of parts, clauses and items: 第一章, 第三条, 一、, （一）, 1., （1）, ①.

use std::sync::LazyLock;

use regex::Regex;

use crate::numerals::number;

/// Kind of number, in the order in which documents nest them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    /// 第一编, 第一部分
    Book,
    /// 第一章
    Chapter,
    /// 第一节
    Division,
    /// 第三条, 第三条之一
    Article,
    /// 一、
    Section,
    /// （一）
    Bracketed,
    /// 1.
    Arabic,
    /// （1）
    BracketedArabic,
    /// 1）
    HalfBracketed,
    /// ①
    Circled,
}

impl Kind {
    /// As in [`crate::Block::Heading`].
    pub(crate) fn level(self) -> u8 {
        match self {
            Self::Book => 1,
            Self::Chapter => 2,
            Self::Division => 3,
            Self::Article | Self::Section => 4,
            Self::Bracketed => 5,
            Self::Arabic => 6,
            Self::BracketedArabic => 7,
            Self::HalfBracketed | Self::Circled => 8,
        }
    }
}

/// A number at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marker {
    pub(crate) kind: Kind,
    pub(crate) number: u32,
    /// 1 for 第三条之一; 0 for 第三条.
    pub(crate) inserted: u32,
    /// Bytes of the label, with its punctuation.
    pub(crate) len: usize,
}

static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "^(?:\
         第[ \u{3000}]?(?P<n>[一二三四五六七八九十百千零〇两0-9０-９]{1,7})[ \u{3000}]?(?P<unit>编|部分|章|节|条)(?:之(?P<inserted>[一二三四五六七八九十]{1,3}))?[、：:]?\
         |(?P<section>[一二三四五六七八九十]{1,3})[、．.]\
         |[（(][ \u{3000}]?(?P<bracketed>[一二三四五六七八九十]{1,3})[ \u{3000}]?[）)][、．.]?\
         |[（(](?P<bracketed_arabic>[0-9０-９]{1,2})[）)][、．.]?\
         |(?P<half>[0-9０-９]{1,2})[）)]\
         |(?P<arabic>[0-9０-９]{1,3})(?:[、．]|\\.[、]?)\
         |(?P<circled>[①-⑳])\
         )",
    )
    .expect("the marker pattern is valid")
});

/// What may follow the dot of an item at once although it is a digit: a date.
static DATED: LazyLock<Regex> = LazyLock::new(|| Regex::new("^(?:[0-9]{4}年|[0-9]{1,2}月)").expect("valid"));

/// The number at the beginning of `line`, if there is one.
pub(crate) fn marker(line: &str) -> Option<Marker> {
    let found = MARKER.captures(line)?;
    let len = found.get(0)?.end();
    let rest = &line[len..];
    let of = |name: &str| found.name(name).map(|m| m.as_str());
    let (kind, value) = if let Some(unit) = of("unit") {
        let kind = match unit {
            "编" | "部分" => Kind::Book,
            "章" => Kind::Chapter,
            "节" => Kind::Division,
            _ => Kind::Article,
        };
        // 第三条第二款…, 第三条至第五条…, 第一节课, 第三条的规定: prose that begins by citing.
        let cites = rest.starts_with([
            '第', '和', '、', '的', '中', '至', '规', '所', '到', '课', '，', ',', '及', '与', '已', '修', '改', '删',
        ]) || found.get(0)?.as_str().ends_with('、');
        if cites {
            return None;
        }
        (kind, number(of("n")?)?)
    } else if let Some(text) = of("section") {
        (Kind::Section, number(text)?)
    } else if let Some(text) = of("bracketed") {
        (Kind::Bracketed, number(text)?)
    } else if let Some(text) = of("bracketed_arabic") {
        (Kind::BracketedArabic, number(text)?)
    } else if let Some(text) = of("half") {
        (Kind::HalfBracketed, number(text)?)
    } else if let Some(text) = of("arabic") {
        if line[..len].ends_with('.') && rest.starts_with(|c: char| c.is_ascii_digit()) && !DATED.is_match(rest) {
            return None;
        }
        (Kind::Arabic, number(text)?)
    } else {
        (Kind::Circled, of("circled")?.chars().next()? as u32 - '①' as u32 + 1)
    };
    let inserted = of("inserted").and_then(number).unwrap_or(0);
    (value > 0 && !rest.trim().is_empty()).then_some(Marker { kind, number: value, inserted, len })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_number_is_recognised() {
        let cases = [
            ("第一编 总则", Kind::Book, 1),
            ("第二章　职责", Kind::Chapter, 2),
            ("第一节 一般规定", Kind::Division, 1),
            ("第三条 各单位应当公开。", Kind::Article, 3),
            ("第一百二十条　本条例自公布之日起施行。", Kind::Article, 120),
            ("一、总体要求", Kind::Section, 1),
            ("（三）加强", Kind::Bracketed, 3),
            ("3．加强", Kind::Arabic, 3),
            ("2.2022年9月底前", Kind::Arabic, 2),
            ("（2）加强", Kind::BracketedArabic, 2),
            ("2）加强", Kind::HalfBracketed, 2),
            ("③加强", Kind::Circled, 3),
        ];
        for (text, kind, number) in cases {
            let found = marker(text).unwrap_or_else(|| panic!("no marker in {text}"));
            assert_eq!((found.kind, found.number, found.inserted), (kind, number, 0), "{text}");
        }
        assert_eq!(marker("第三条之二 新增").map(|m| (m.number, m.inserted)), Some((3, 2)));
    }

    #[test]
    fn prose_that_begins_with_a_number_is_no_item() {
        for text in
            ["3.5%以上", "2022年要点", "第三条第二款修改为", "第一条、第二条", "第一时间", "一、", "第二次会议", "（一"]
        {
            assert_eq!(marker(text), None, "{text}");
        }
    }
}
