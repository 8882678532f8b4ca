//! Responsibility clauses in prose: （责任单位：…）, （甲牵头，乙配合）, 责任分工：…

use std::ops::Range;

use crate::due::{self, Place};
use crate::model::{Due, Responsibility};
use crate::responsibility::{ends_with_duty, labelled_time, labels, names_a_lead, parse_units};
use crate::units::is_unit_list;

/// A clause and what it says.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    /// What to cut out of the text, brackets included.
    pub(crate) range: Range<usize>,
    /// The printed words, without the outer brackets.
    pub(crate) raw: String,
    /// The printed time limit, when the clause has a place for it.
    pub(crate) time: Option<String>,
    pub(crate) responsibility: Responsibility,
}

/// Longest clause, in bytes; a bracket left open by recognition must not swallow the document.
const LONGEST: usize = 3000;

/// All clauses of a paragraph, in order.
pub(crate) fn find(text: &str) -> Vec<Clause> {
    let mut out: Vec<Clause> = Vec::new();
    let mut brackets: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find(['（', '(', '【', '[', '〔']).map(|at| from + at) {
        let inner = open + text[open..].chars().next().map_or(1, char::len_utf8);
        let close = matching(text, inner);
        from = inner;
        let end = close.map_or(text.len().min(floor(text, inner + LONGEST)), |(at, _)| at);
        let content = &text[inner..end];
        let range = open..close.map_or(end, |(at, len)| at + len);
        if is_clause(text, content, &range, close.is_some()) {
            from = range.end;
            out.push(read(content, range));
        } else if close.is_some() {
            brackets.push(range);
        }
    }
    add_unbracketed(text, &brackets, &mut out);
    add_last_sentence(text, &mut out);
    out.sort_by_key(|clause| clause.range.start);
    out
}

impl Clause {
    /// The time limits of the clause.
    pub(crate) fn due(&self, year: i32) -> Vec<Due> {
        match &self.time {
            Some(time) => due::find(time, year, Place::Column),
            None => due::find(&self.raw, year, Place::Prose),
        }
    }
}

fn read(content: &str, range: Range<usize>) -> Clause {
    let raw = content.trim_end_matches(['。', '；', ';']).to_owned();
    let first = labels(&raw).next().map_or(0, |label| label.start);
    let before = raw[..first].trim_end_matches(['，', ',', '；', ';', '、']);
    let time = labelled_time(&raw)
        .map(str::to_owned)
        .or_else(|| (!due::find(before, 2000, Place::Column).is_empty()).then(|| before.to_owned()));
    Clause { range, time, responsibility: parse_units(&raw), raw }
}

/// Position and length of the bracket that closes the one before `from`.
fn matching(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut depth = 1;
    let end = floor(text, from + LONGEST);
    for (at, character) in text[from..end].char_indices() {
        match character {
            '（' | '(' | '【' | '[' | '〔' => depth += 1,
            '）' | ')' | '】' | ']' | '〕' => {
                depth -= 1;
                if depth == 0 {
                    return Some((from + at, character.len_utf8()));
                }
            }
            _ => {}
        }
    }
    None
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether the bracket holds a clause. A label decides; words of duty decide where a sentence ends.
fn is_clause(text: &str, content: &str, range: &Range<usize>, closed: bool) -> bool {
    if let Some(label) = labels(content).next() {
        // A label deep inside belongs to prose in brackets, or to an inner bracket.
        let before = &content[..label.start];
        return (label.start == 0 || before.chars().count() <= 30 && !before.contains(['。', '（', '(']))
            && (closed || label.start == 0);
    }
    if !closed {
        return false;
    }
    let ends_here = text[range.end..].is_empty() || text[range.end..].starts_with(['。', '；', ';', '（', '(']);
    let after_sentence = text[..range.start].ends_with(['。', '；', '！', ';', '）', ')']);
    (ends_here || after_sentence)
        && (ends_with_duty(content) || after_sentence && content.contains('、'))
        && is_unit_list(content)
}

/// Labels outside brackets: at the beginning of a paragraph or after a sentence, up to the end of the sentence.
fn add_unbracketed(text: &str, brackets: &[Range<usize>], out: &mut Vec<Clause>) {
    let mut covered = 0;
    for label in labels(text) {
        let at_boundary = label.start == 0 || text[..label.start].ends_with(['。', '；', '！', '）', ')', '】', ';']);
        let inside =
            brackets.iter().chain(out.iter().map(|clause| &clause.range)).any(|range| range.contains(&label.start));
        if label.start < covered || !at_boundary || inside {
            continue;
        }
        let mut end = sentence_end(text, label.end);
        while labels(&text[end..]).next().is_some_and(|next| next.start == 0) {
            end = sentence_end(text, end);
        }
        covered = end;
        let range = label.start..end;
        out.push(read(&text[range.clone()], range));
    }
}

/// A last sentence that only assigns: …。甲牵头，乙配合。
fn add_last_sentence(text: &str, out: &mut Vec<Clause>) {
    let body = text.trim_end_matches('。');
    let Some(start) = body.rfind('。').map(|at| at + '。'.len_utf8()) else { return };
    let sentence = &body[start..];
    let free = out.iter().all(|clause| clause.range.end <= start);
    if free
        && sentence.chars().count() <= 200
        && names_a_lead(sentence)
        && ends_with_duty(sentence)
        && is_unit_list(sentence)
    {
        out.push(read(sentence, start..text.len()));
    }
}

fn sentence_end(text: &str, from: usize) -> usize {
    text[from..].find('。').map_or(text.len(), |at| from + at + '。'.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(text: &str) -> Vec<String> {
        find(text)
            .into_iter()
            .map(|clause| {
                let who = &clause.responsibility;
                let time = clause.time.map_or(String::new(), |time| format!(" @{time}"));
                format!("{}|{}{time}", who.lead.join(" "), who.units.join(" "))
            })
            .collect()
    }

    #[test]
    fn bracketed_clauses_in_every_dress() {
        assert_eq!(say("做好公开。（责任单位：市教育局、各区（市）政府）"), ["|市教育局 各区（市）政府"]);
        assert_eq!(say("做好公开（市教育局牵头，市财政局配合）。"), ["市教育局|市财政局"]);
        assert_eq!(say("做好公开。【牵头单位：县司法局；配合单位：县直各部门】"), ["县司法局|县直各部门"]);
        assert_eq!(
            say("做好公开。（2022年9月底前，牵头单位：县司法局；配合单位：各乡镇）"),
            ["县司法局|各乡镇 @2022年9月底前"]
        );
        assert_eq!(say("做好公开。（各有关部门按职责分工负责）"), ["|各有关部门"]);
        assert_eq!(say("做好公开。（责任单位：县司法局；完成时限：长期坚持）"), ["|县司法局 @长期坚持"]);
        assert_eq!(say("做好公开（市司法局、市财政局按职责分工负责，2022年底前完成）。"), ["|市司法局 市财政局"]);
        assert_eq!(say("甲项。（市财政局负责）乙项。（市税务局负责）"), ["|市财政局", "|市税务局"]);
    }

    #[test]
    fn clauses_without_brackets_end_with_their_sentence() {
        assert_eq!(
            say("责任分工：市政府办公室牵头，各县（市、区）政府负责落实。"),
            ["市政府办公室|各县（市、区）政府"]
        );
        assert_eq!(
            say("做好公开。牵头单位：市司法局。责任单位：市直各部门。完成时限：年底前。"),
            ["市司法局|市直各部门 @年底前"]
        );
    }

    #[test]
    fn other_brackets_and_words_are_no_clauses() {
        for text in [
            "各县（市、区）政府要公开",
            "按照《办法》（国办函〔2021〕132号）要求",
            "建立村（居）务公开的协调联动",
            "明确责任单位：要按要求落实",
            "做好公开。市税务局牵头制定办法，报市政府批准。",
            "各部门（以下简称责任单位）要落实",
        ] {
            assert_eq!(say(text), Vec::<String>::new(), "{text}");
        }
    }
}
