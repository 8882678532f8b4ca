//! Text without whitespace that remembers where in the source each piece stands.

use std::ops::Range;

use crate::model::Span;

/// A piece of the source with whitespace (and whatever else was left out) removed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tracked {
    text: String,
    /// Runs of bytes that are contiguous in the source, in text order.
    runs: Vec<Run>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// Where the run begins in `text`.
    at: usize,
    /// Where the same byte stands in the source.
    source: usize,
}

impl Tracked {
    /// Takes `range` of the source, leaving out whitespace and invisible characters.
    pub(crate) fn squeeze(source: &str, range: Range<usize>) -> Self {
        let mut out = Self::default();
        for (offset, character) in source[range.clone()].char_indices() {
            if !is_blank(character) {
                out.push_char(character, range.start + offset);
            }
        }
        out
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Number of characters.
    pub(crate) fn chars(&self) -> usize {
        self.text.chars().count()
    }

    /// Appends another piece.
    pub(crate) fn push(&mut self, other: &Self) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        for run in &other.runs {
            self.push_run(run.at + shift, run.source);
        }
    }

    /// A part of it, by byte range of the text.
    pub(crate) fn slice(&self, range: Range<usize>) -> Self {
        let mut out = Self { text: self.text[range.clone()].to_owned(), runs: Vec::new() };
        if range.is_empty() {
            return out;
        }
        let first = self.runs.partition_point(|run| run.at <= range.start).saturating_sub(1);
        for run in &self.runs[first..] {
            if run.at >= range.end {
                break;
            }
            let skipped = range.start.saturating_sub(run.at);
            out.runs.push(Run { at: (run.at + skipped) - range.start, source: run.source + skipped });
        }
        out
    }

    /// Positions in the text where something (a space, a line break) was left out.
    pub(crate) fn breaks(&self) -> impl Iterator<Item = usize> + '_ {
        self.runs.iter().skip(1).map(|run| run.at)
    }

    /// The text with a space wherever something was left out.
    pub(crate) fn spaced(&self) -> String {
        let mut out = String::with_capacity(self.text.len() + self.runs.len());
        let mut from = 0;
        for at in self.breaks() {
            out.push_str(&self.text[from..at]);
            out.push(' ');
            from = at;
        }
        out.push_str(&self.text[from..]);
        out
    }

    /// Byte ranges of the source, merged where only blank characters stand between.
    pub(crate) fn spans(&self, source: &str) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for (index, run) in self.runs.iter().enumerate() {
            let end_at = self.runs.get(index + 1).map_or(self.text.len(), |next| next.at);
            let (start, end) = (run.source, run.source + (end_at - run.at));
            match spans.last_mut() {
                Some(last) if last.end <= start && source[last.end..start].chars().all(is_blank) => last.end = end,
                _ => spans.push(Span { start, end }),
            }
        }
        spans
    }

    fn push_char(&mut self, character: char, source: usize) {
        self.push_run(self.text.len(), source);
        self.text.push(character);
    }

    fn push_run(&mut self, at: usize, source: usize) {
        let continues = self.runs.last().is_some_and(|last| last.source + (at - last.at) == source);
        if !continues {
            self.runs.push(Run { at, source });
        }
    }
}

/// Whitespace, control and zero-width characters.
pub(crate) fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_knows_its_place_after_squeezing_slicing_and_joining() {
        let source = "市 财政局\n负责";
        let squeezed = Tracked::squeeze(source, 0..source.len());
        assert_eq!(squeezed.as_str(), "市财政局负责");
        let tail = squeezed.slice("市财".len().."市财政局负".len());
        assert_eq!(tail.as_str(), "政局负");
        assert_eq!(tail.spans(source), [Span { start: "市 财".len(), end: "市 财政局\n负".len() }]);
        let mut cut = squeezed.slice(0.."市".len());
        cut.push(&squeezed.slice("市财政局".len().."市财政局负责".len()));
        assert_eq!(cut.as_str(), "市负责");
        let spans: Vec<&str> = cut.spans(source).iter().map(|span| &source[span.start..span.end]).collect();
        assert_eq!(spans, ["市", "负责"]);
    }
}
