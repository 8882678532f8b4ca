//! Documents that a piece of text names: 《…》 with a number beside it, or a number alone.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::model::Target;
use crate::number::{self, Number, Style};
use crate::words::title_line;

/// A document named in a text.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub(super) target: Target,
    /// From the beginning of the name to the end of the brackets behind it.
    pub(super) at: Range<usize>,
}

impl Target {
    /// The same for every way of naming: the number when there is one, else the title without its spaces.
    pub(super) fn key(&self) -> String {
        match (&self.number, &self.title) {
            (Some(number), Some(title)) if number.agency.is_empty() => format!("{title}{}", number.key()),
            (Some(number), _) => number.key(),
            (None, title) => title.clone().unwrap_or_default(),
        }
    }
}

/// 2016年第52号 after a full number of the same kind.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^[ ]*(?:[、，和及]|以及)[ ]*(?:(?P<year>[12][0-9]{3})年)?第(?P<n>[0-9]{1,5})号(?P<kind>公告|通告|令)?")
        .expect("valid")
});

/// Whom a number belongs to that only publishes or changes: 第3号公布的, 第5号修改.
static PUBLISHES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^[ ]*(?:[（(][^（）()]*[）)])?(?:[、，]?[ ]*(?:第[一二三四五六]次)?(?:公布|发布|颁布|批准|印发|下发|修改|修正|修订|通过|转发|批转|重新))").expect("valid")
});

/// Every document named in `range`, in order. Linear in the length of the range.
pub(super) fn find(whole: &str, range: &Range<usize>) -> Vec<Mention> {
    let text = &whole[range.clone()];
    let titles = titles(text);
    let mut out: Vec<Mention> = Vec::new();
    let numbers = number::find_all(text);
    let mut numbers = numbers.into_iter().peekable();
    let mut issued_by: Option<Number> = None;
    let mut titles = titles.into_iter().peekable();
    loop {
        let number_first = match (numbers.peek(), titles.peek()) {
            (None, None) => break,
            (Some((at, _)), Some(title)) => at.start < title.start,
            (Some(_), None) => true,
            (None, Some(_)) => false,
        };
        if number_first {
            let Some((at, value)) = numbers.next() else { break };
            if out.last().is_some_and(|last| at.start + range.start < last.at.end) {
                continue;
            }
            // 2018年4月28日某某局令第7号修改的: a number behind a date tells of issue or change.
            let dated = text[..at.start].trim_end_matches('原').ends_with(['日', '年']);
            if dated || PUBLISHES.is_match(&text[at.end..]) {
                issued_by.get_or_insert(value);
                continue;
            }
            let (title, end) = bracketed_title(text, at.end);
            let start = at.start;
            out.push(Mention {
                target: Target { title, number: Some(value.clone()) },
                at: range.start + start..range.start + end,
            });
            let mut end = end;
            while let Some(found) = SHORT.captures(&text[end..]) {
                let Some(next) = short(&found, &value) else { break };
                let whole = found.get(0).map_or(0, |m| m.end());
                let (title, stop) = bracketed_title(text, end + whole);
                out.push(Mention {
                    target: Target { title, number: Some(next) },
                    at: range.start + end..range.start + stop,
                });
                end = stop;
            }
        } else {
            let Some(title) = titles.next() else { break };
            if out.last().is_some_and(|last| title.start + range.start < last.at.end) {
                continue;
            }
            while numbers.next_if(|(at, _)| at.start < title.end).is_some() {}
            let (number, end) = bracketed_number(text, title.end);
            while numbers.next_if(|(at, _)| at.start < end).is_some() {}
            let name = title_line(&text[title.start + '《'.len_utf8()..title.end - '》'.len_utf8()]);
            let number = number.or(issued_by.take());
            issued_by = None;
            out.push(Mention {
                target: Target { title: Some(name).filter(|name| !name.is_empty()), number },
                at: range.start + title.start..range.start + end,
            });
        }
    }
    out
}

/// The outermost 《…》.
fn titles(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut depth = 0usize;
    let mut start = 0;
    for (at, c) in text.char_indices() {
        match c {
            '《' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            '》' if depth > 0 => {
                depth -= 1;
                if depth == 0 && at - start <= 1200 {
                    out.push(start..at + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    out
}

/// （青政发〔2020〕3号） or （某部令第3号公布，…） behind a title; the brackets belong to the name whatever they say.
fn bracketed_number(text: &str, at: usize) -> (Option<Number>, usize) {
    let Some(inner) = bracket(text, at) else { return (None, at) };
    let said = &text[inner.clone()];
    let number = number::find_all(said).into_iter().next().map(|(_, number)| number).or_else(|| number::parse(said));
    (number, inner.end + closing(text, inner.end))
}

/// （关于…的公告） behind a number.
fn bracketed_title(text: &str, at: usize) -> (Option<String>, usize) {
    let Some(inner) = bracket(text, at) else { return (None, at) };
    let said = title_line(&text[inner.clone()]);
    let bare = said.trim_start_matches('《').trim_end_matches('》');
    let title = (bare.starts_with("关于") || said.starts_with('《')).then(|| bare.to_owned());
    (title, inner.end + closing(text, inner.end))
}

/// The inside of brackets that open at once.
fn bracket(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at..];
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
    let open = rest[gap..].chars().next().filter(|c| matches!(c, '（' | '('))?;
    let start = at + gap + open.len_utf8();
    let mut depth = 1;
    for (offset, c) in text[start..].char_indices().take(300) {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(start..start + offset);
        }
    }
    None
}

fn closing(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

fn short(found: &regex::Captures<'_>, like: &Number) -> Option<Number> {
    let value = |name: &str| found.name(name)?.as_str().parse::<u32>().ok();
    let year = value("year").and_then(|year| u16::try_from(year).ok()).or(like.year);
    let form = if like.form == Style::Bracketed || year.is_none() { like.form } else { Style::YearThenSerial };
    Some(Number { agency: like.agency.clone(), year, serial: value("n").filter(|n| *n > 0)?, form })
}
