//! Lists of documents that end: below 决定废止下列文件：, under a heading, in an annex, in a table.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::mention;
use super::model::{Found, Statement, Target};
use super::sentence::Text;
use crate::form::Form;
use crate::marker::{Kind, marker};
use crate::number;
use crate::words::tight;

/// A line that opens a list of what ends.
static OPENS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:废止|失效|停止执行)[^。《》]{0,40}(?:文件|规章|目录|清单|规定|公告|法规|解释|政策|一览表|制度|[0-9一二三四五六七八九十百]+[件部项个])|(?:下列|以下|所列|文件|规章|规定|解释)[^。《》]{0,40}(?:予以|宣布|同时|决定)?(?:废止|失效|停止执行)")
        .expect("the pattern is valid")
});

/// Lists of what stays or changes end a list of what ends.
const OTHER: [&str; 8] = ["修改", "修订", "继续有效", "保留", "现行有效", "未", "拟", "予以公布"];

/// Lines read as one entry up to this length, in characters.
const ENTRY: usize = 300;

pub(super) fn find(text: &Text, out: &mut Vec<Found>) {
    let mut list: Option<List> = None;
    for line in lines(text.whole) {
        let words = text.whole[line.clone()].trim_start_matches('#').trim();
        if words.is_empty() || text.is_quoted(line.start) {
            continue;
        }
        let row = text.whole[line.clone()].contains('\t');
        let own = marker(words).map(|found| found.kind);
        if !row && opens(words) {
            list = Some(List { level: own, said: words.to_owned(), row_seen: false });
            continue;
        }
        let Some(current) = list.as_mut() else { continue };
        if row {
            current.row_seen = true;
            entry_of_row(text, &line, current, out);
            continue;
        }
        let count = words.chars().count();
        let cites = words.contains('《') || !number::find_all(words).is_empty();
        let sibling = matches!((own, current.level), (Some(own), Some(level)) if own <= level);
        let ends = sibling
            || (!cites && own.is_none() && (words.ends_with('。') || count > 60))
            || words.starts_with('附') && !cites;
        if ends {
            list = None;
        } else if count <= ENTRY && (own.is_some() || words.starts_with('《') || cites && !words.ends_with('。')) {
            entry_of_line(text, &line, current, out);
        }
    }
}

/// An open list.
struct List {
    /// The kind of number of its heading.
    level: Option<Kind>,
    said: String,
    row_seen: bool,
}

fn opens(words: &str) -> bool {
    let named = words.contains('《') && !words.ends_with(['：', ':']);
    words.chars().count() <= 160
        && !named
        && !words.ends_with('。')
        && OPENS.is_match(words)
        && !OTHER.iter().any(|other| words.contains(other))
}

fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end + 1;
        range
    })
}

/// The number in a cell and the title in another; a cell of running text is none.
fn entry_of_row(text: &Text, line: &Range<usize>, list: &List, out: &mut Vec<Found>) {
    let mut target = Target::default();
    let mut start = line.start;
    for cell in text.whole[line.clone()].split('\t') {
        let range = start..start + cell.len();
        start = range.end + 1;
        if let Some(found) = mention::find(text.whole, &range).into_iter().next() {
            target.title = target.title.or(found.target.title);
            target.number = target.number.or(found.target.number);
        }
        let plain = tight(cell);
        if target.title.is_none()
            && plain.chars().count() >= 6
            && (Form::of_title(&plain).is_some() || plain.starts_with("关于"))
        {
            target.title = Some(plain);
        }
    }
    push(target, list, line.clone(), out);
}

/// 1.《…》（文号） or 1.关于…的通知（文号）.
fn entry_of_line(text: &Text, line: &Range<usize>, list: &List, out: &mut Vec<Found>) {
    let whole = &text.whole[line.clone()];
    let mentions = mention::find(text.whole, line);
    let titled: Vec<_> = mentions.iter().filter(|m| m.target.title.is_some()).collect();
    if let [first, ..] = titled[..]
        && !starts_bare(whole)
    {
        // 《甲》（…）、《乙》（…） on one line are two; 《甲》中关于《乙》的 is one.
        for mention in titled
            .iter()
            .filter(|m| m.at.start == first.at.start || whole[..m.at.start - line.start].ends_with(['、', '，', '和']))
        {
            push(mention.target.clone(), list, mention.at.clone(), out);
        }
        return;
    }
    let words = whole.trim();
    let body = marker(words).map_or(words, |found| words[found.len..].trim());
    let body = body.trim_end_matches(['。', '；', ';', '，', '、']);
    let number = number::find_all(body).into_iter().last();
    let title = match &number {
        Some((at, _)) => body[..at.start].trim_end_matches(['（', '(', '〔', ' ', '\u{3000}', '，', '原']),
        None => body,
    };
    let title = tight(title);
    let named = Form::of_title(&title).is_some() || title.contains("关于");
    let target = Target {
        title: Some(title).filter(|title| named && title.chars().count() >= 4),
        number: number.map(|(_, number)| number),
    };
    push(target, list, line.clone(), out);
}

/// 1.某某局关于转发《…》的通知（文号）: the 《》 is a part of the name.
fn starts_bare(line: &str) -> bool {
    let words = line.trim();
    let body = marker(words).map_or(words, |found| words[found.len..].trim());
    let Some((before, after)) = body.split_once('《') else { return true };
    before.contains("关于")
        && after
            .split_once('》')
            .is_some_and(|(_, rest)| rest.starts_with('的') || rest.contains("的通知") || rest.contains("的意见"))
}

fn push(target: Target, list: &List, at: Range<usize>, out: &mut Vec<Found>) {
    if target.title.is_some() || target.number.is_some() {
        out.push(Found { statement: Statement::Repeals { target }, quote: list.said.clone(), at });
    }
}
