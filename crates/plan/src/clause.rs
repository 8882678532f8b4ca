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

/// Brackets nested deeper than this are not looked into.
const DEEPEST: usize = 3;

/// All clauses of a paragraph, in order.
pub(crate) fn find(text: &str) -> Vec<Clause> {
    let brackets = brackets(text);
    let mut out: Vec<Clause> = Vec::new();
    let mut from = 0;
    for bracket in &brackets {
        let content = &text[bracket.inner.clone()];
        if bracket.outer.start >= from && is_clause(text, content, bracket) {
            from = bracket.outer.end;
            out.push(read(content, bracket.outer.clone()));
        }
    }
    add_unbracketed(text, &brackets, &mut out);
    add_last_sentence(text, &mut out);
    out.sort_by_key(|clause| clause.range.start);
    // A clause that stands inside another is part of it.
    let mut covered = 0;
    out.retain(|clause| {
        let own = clause.range.start >= covered;
        covered = covered.max(clause.range.end);
        own
    });
    out
}

/// A pair of brackets, or one that is never closed.
struct Bracket {
    outer: Range<usize>,
    inner: Range<usize>,
    closed: bool,
    /// Not inside another pair.
    outermost: bool,
}

/// The brackets of a text in order of opening, found in one pass.
fn brackets(text: &str) -> Vec<Bracket> {
    let mut out: Vec<Bracket> = Vec::new();
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, character) in text.char_indices() {
        let after = at + character.len_utf8();
        match character {
            '（' | '(' | '【' | '[' | '〔' => {
                let kept = (open.len() < DEEPEST).then_some(out.len());
                if kept.is_some() {
                    let end = text.floor_char_boundary(after + LONGEST);
                    out.push(Bracket { outer: at..end, inner: after..end, closed: false, outermost: open.is_empty() });
                }
                open.push((after, kept));
            }
            '）' | ')' | '】' | ']' | '〕' => {
                if let Some((inner, Some(index))) = open.pop() {
                    let bracket = &mut out[index];
                    (bracket.inner, bracket.outer.end, bracket.closed) = (inner..at, after, true);
                }
            }
            _ => {}
        }
    }
    out
}

impl Clause {
    /// The time limits of the clause.
    pub(crate) fn due(&self, year: i32) -> Vec<Due> {
        self.time.as_deref().map_or(Vec::new(), |time| due::find(time, year, Place::Column))
    }
}

fn read(content: &str, range: Range<usize>) -> Clause {
    let raw = content.trim_end_matches(['。', '；', ';']).to_owned();
    let first = labels(&raw).next().map_or(0, |label| label.start);
    let before = raw[..first].trim_end_matches(['，', ',', '；', ';', '、']);
    let timed = |text: &str, place: Place| !due::find(text, 2000, place).is_empty();
    let time = labelled_time(&raw)
        .or_else(|| timed(before, Place::Column).then_some(before))
        .or_else(|| raw.split(['，', ',', '；', ';', '。']).find(|piece| timed(piece, Place::Prose)))
        .map(str::to_owned);
    Clause { range, time, responsibility: parse_units(&raw), raw }
}

/// Whether the bracket holds a clause. A label decides; words of duty decide where a sentence ends.
fn is_clause(text: &str, content: &str, bracket: &Bracket) -> bool {
    if content.len() > LONGEST {
        return false;
    }
    if let Some(label) = labels(content).next() {
        // A label deep inside belongs to prose in brackets, or to an inner bracket.
        let before = &content[..label.start];
        let near = before.chars().count() <= 30 && !before.contains(['。', '（', '(']);
        return label.start == 0 || near && bracket.closed;
    }
    if !bracket.closed {
        return false;
    }
    let rest = &text[bracket.outer.end..];
    let ends_here = rest.is_empty() || rest.starts_with(['。', '；', ';', '（', '(']);
    let after_sentence = text[..bracket.outer.start].ends_with(['。', '；', '！', ';', '）', ')']);
    let assigns = ends_with_duty(content) || after_sentence && content.contains('、');
    (ends_here || after_sentence) && assigns && is_unit_list(content)
}

/// Labels outside brackets: at the beginning of a paragraph or after a sentence, up to the end of the sentence.
fn add_unbracketed(text: &str, brackets: &[Bracket], out: &mut Vec<Clause>) {
    let closed: Vec<&Range<usize>> = brackets.iter().filter(|b| b.closed && b.outermost).map(|b| &b.outer).collect();
    let bracketed: Vec<Range<usize>> = out.iter().map(|clause| clause.range.clone()).collect();
    let mut covered = 0;
    for label in labels(text) {
        let at_boundary = label.start == 0 || text[..label.start].ends_with(['。', '；', '！', '）', ')', '】', ';']);
        if label.start < covered || !at_boundary {
            continue;
        }
        let holds = |range: &Range<usize>| range.contains(&label.start);
        let in_bracket =
            closed[..closed.partition_point(|range| range.start <= label.start)].last().is_some_and(|r| holds(r));
        let in_clause =
            bracketed[..bracketed.partition_point(|range| range.start <= label.start)].last().is_some_and(holds);
        if in_bracket || in_clause {
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
        assert_eq!(
            say("做好公开（市司法局、市财政局按职责分工负责，2022年底前完成）。"),
            ["|市司法局 市财政局 @2022年底前完成"]
        );
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
