//! Numbers in front of headings and items: 一、 （一） 1. （1） ① 一是 第一条.

use std::sync::LazyLock;

use regex::Regex;

use official::numerals::number;

/// Kind of number, in the order in which official documents nest them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    /// 第一章, 第一部分
    Chapter,
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
    /// 第一条
    Article,
    /// 一是
    Firstly,
}

/// A number found at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marker {
    pub(crate) kind: Kind,
    pub(crate) number: u32,
    /// Bytes of the label, with its punctuation.
    pub(crate) len: usize,
}

static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "^(?:\
         第(?P<chapter>[一二三四五六七八九十百0-9]{1,4})(?:章|部分|节)[、：:]?\
         |第(?P<article>[一二三四五六七八九十百0-9]{1,4})条[、：:]?\
         |(?P<firstly>[一二三四五六七八九十]{1,2})(?:是|要)\
         |(?P<section>[一二三四五六七八九十]{1,3})[、．.]\
         |[（(](?P<bracketed>[一二三四五六七八九十]{1,3})[）)][、．.]?\
         |[（(](?P<bracketed_arabic>[0-9０-９]{1,2})[）)][、．.]?\
         |(?P<half>[0-9０-９]{1,2})[）)]\
         |(?P<arabic>[0-9０-９]{1,3})(?:[、．]|\\.[、]?)\
         |(?P<circled>[①-⑳])\
         )",
    )
    .expect("the marker pattern is valid")
});

static DATED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("^(?:[0-9]{4}年|[0-9]{1,2}月)").expect("the pattern is valid"));

/// The number at the beginning of `text`, if there is one.
pub(crate) fn marker(text: &str) -> Option<Marker> {
    let found = MARKER.captures(text)?;
    let whole = found.get(0)?;
    let of = |name: &str, kind: Kind| found.name(name).and_then(|m| Some((kind, number(m.as_str())?)));
    let (kind, number) = of("chapter", Kind::Chapter)
        .or_else(|| of("article", Kind::Article))
        .or_else(|| of("firstly", Kind::Firstly))
        .or_else(|| of("section", Kind::Section))
        .or_else(|| of("bracketed", Kind::Bracketed))
        .or_else(|| of("bracketed_arabic", Kind::BracketedArabic))
        .or_else(|| of("half", Kind::HalfBracketed))
        .or_else(|| of("arabic", Kind::Arabic))
        .or_else(|| circled(found.name("circled")?.as_str()))?;
    let rest = &text[whole.end()..];
    let first = rest.chars().next();
    // `3.5` is a number, not item 3; but `2. 2022年…` and `1. 6月…` are items that begin with a date.
    let decimal = kind == Kind::Arabic
        && whole.as_str().ends_with('.')
        && first.is_some_and(|c| c.is_ascii_digit())
        && !DATED.is_match(rest);
    // `一要` and `一是` need something to demand.
    if decimal || number == 0 || (kind == Kind::Firstly && first.is_none()) {
        return None;
    }
    Some(Marker { kind, number, len: whole.end() })
}

/// The kind of a label that stands alone, such as `一是`.
pub(crate) fn marker_of_label(label: &str) -> Option<Kind> {
    marker(&format!("{label}项")).map(|found| found.kind)
}

fn circled(text: &str) -> Option<(Kind, u32)> {
    let character = text.chars().next()?;
    Some((Kind::Circled, character as u32 - '①' as u32 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_number_is_recognised() {
        let cases = [
            ("一、总体要求", Kind::Section, 1),
            ("十二、附则", Kind::Section, 12),
            ("（三）加强", Kind::Bracketed, 3),
            ("(十四)加强", Kind::Bracketed, 14),
            ("1.加强", Kind::Arabic, 1),
            ("12、加强", Kind::Arabic, 12),
            ("３．加强", Kind::Arabic, 3),
            ("（2）加强", Kind::BracketedArabic, 2),
            ("2）加强", Kind::HalfBracketed, 2),
            ("③加强", Kind::Circled, 3),
            ("第五条各单位", Kind::Article, 5),
            ("第一章总则", Kind::Chapter, 1),
            ("二是加强", Kind::Firstly, 2),
        ];
        for (text, kind, number) in cases {
            let found = marker(text).unwrap_or_else(|| panic!("no marker in {text}"));
            assert_eq!((found.kind, found.number), (kind, number), "{text}");
        }
    }

    #[test]
    fn numbers_inside_prose_are_not_labels() {
        assert_eq!(marker("2.2022年9月底前").map(|found| found.number), Some(2));
        for text in ["2022年要点", "3.5%以上", "一般不少于", "132号）", "第一时间公开", "11县（市、区）"]
        {
            assert_eq!(marker(text), None, "{text}");
        }
    }
}
