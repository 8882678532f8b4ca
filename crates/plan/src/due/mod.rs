//! Time limits: phrases in prose or in a column become dates, periods, counts and spans of days.

mod after;
mod count;
mod dates;
mod ongoing;
mod recurring;

use std::ops::Range;

use crate::model::{Due, DueFrom, DueKind};

/// Where a phrase stands decides how much of it must be spelled out: a column may say `9月`, prose must say `9月底前`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Running text.
    Prose,
    /// A cell or clause that is there for the time limit alone.
    Column,
}

/// A phrase and its meaning, by byte range of the text.
#[derive(Debug)]
pub(crate) struct Found {
    range: Range<usize>,
    kind: DueKind,
}

/// Reads the time limits of a cell, a clause or an officer's input.
///
/// Undated phrases (`9月底前`, `年底前`) are resolved against `year`. Whitespace inside phrases is understood, but
/// `raw` is then without it. An empty result means that no explicit time is given.
pub fn parse_due(text: &str, year: i32) -> Vec<Due> {
    let squeezed: String = text.chars().filter(|c| !crate::tracked::is_blank(*c)).collect();
    find(&squeezed, year, Place::Column)
}

/// A text with more time limits than this is garbage.
const MOST: usize = 100;

/// How far, in bytes, a clause reaches around a time phrase.
const REACH: usize = 600;

/// Reads the time limits of `text`, which has no whitespace.
pub(crate) fn find(text: &str, year: i32, place: Place) -> Vec<Due> {
    let mut taken: Vec<Found> = Vec::new();
    // Most specific first: a phrase that is read as a count or a period is not read again as a date.
    for finder in [count::find, recurring::find, after::find, dates::find, ongoing::find] {
        for found in finder(text, year, place) {
            if taken.len() < MOST && !taken.iter().any(|known| overlap(&known.range, &found.range)) {
                taken.push(found);
            }
        }
    }
    taken.sort_by_key(|found| found.range.start);
    let from = if place == Place::Column { DueFrom::Column } else { DueFrom::Text };
    let due = |found: Found| Due {
        raw: text[found.range].to_owned(),
        kind: found.kind,
        from,
        inherited: false,
        optional: false,
    };
    let mut out: Vec<Due> = Vec::new();
    for item in taken.into_iter().map(due) {
        // The same limit said twice in one place is one limit.
        if !out.iter().any(|known| known.kind == item.kind && known.raw == item.raw) {
            out.push(item);
        }
    }
    out
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// True when `text` is a time with at most a verb beside it (年底前, 6月底前完成), and so no unit.
pub(crate) fn is_time(text: &str) -> bool {
    // Most cells name no time at all, and are quickly told.
    if text.len() > REACH
        || !text.contains(['年', '月', '日', '季', '周', '天', '期', '长', '持', '常', '全', '随', '贯', '始'])
    {
        return false;
    }
    let told: usize = find(text, 2000, Place::Column).iter().map(|due| due.raw.chars().count()).sum();
    told > 0 && told * 5 >= text.chars().count() * 3
}

/// True when the character before `at` opens a quotation: what follows is a name, not a rule.
fn is_quoted(text: &str, at: usize) -> bool {
    text[..at].ends_with(['“', '"', '《', '‘', '「'])
}

/// Start of the clause that contains `at`.
fn clause_start(text: &str, at: usize) -> usize {
    let from = text.ceil_char_boundary(at.saturating_sub(REACH));
    text[from..at].char_indices().rev().find(|(_, c)| is_clause_end(*c)).map_or(from, |(i, c)| from + i + c.len_utf8())
}

/// End of the clause that contains `at`.
fn clause_end(text: &str, at: usize) -> usize {
    let to = text.floor_char_boundary(at + REACH);
    text[at..to].char_indices().find(|(_, c)| is_clause_end(*c)).map_or(to, |(i, _)| at + i)
}

fn is_clause_end(character: char) -> bool {
    matches!(character, '，' | '。' | '；' | '：' | '！' | '？' | ',' | ';' | ':' | '（' | '）' | '(' | ')')
}

#[cfg(test)]
mod tests;
