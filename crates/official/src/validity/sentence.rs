//! The text cut into sentences, with what stands in quotation marks and in 《》 known.

use std::ops::Range;

/// A text with its quotations and sentences.
pub(super) struct Text<'a> {
    pub(super) whole: &'a str,
    /// “…”, in order, outermost only.
    quoted: Vec<Range<usize>>,
    /// Sentences without their full stop, in order.
    pub(super) sentences: Vec<Range<usize>>,
}

/// A quotation longer than this, in bytes, is taken for a missing mark.
const QUOTATION: usize = 30_000;
/// How much of a long sentence is looked at or shown around a place, in bytes.
const NEAR: usize = 400;

impl<'a> Text<'a> {
    pub(super) fn of(whole: &'a str) -> Self {
        let quoted = quotations(whole);
        let mut sentences = Vec::new();
        let mut start = 0;
        let mut open = quoted.iter().peekable();
        let mut titles = 0u32;
        for (at, c) in whole.char_indices() {
            while open.next_if(|range| range.end <= at).is_some() {}
            let inside = open.peek().is_some_and(|range| range.contains(&at));
            match c {
                '《' if !inside => titles += 1,
                '》' if !inside => titles = titles.saturating_sub(1),
                '\n' => titles = 0,
                _ => {}
            }
            if !inside && (c == '\n' || titles == 0 && matches!(c, '。' | '；' | ';')) {
                if start < at {
                    sentences.push(start..at);
                }
                start = at + c.len_utf8();
            }
        }
        if start < whole.len() {
            sentences.push(start..whole.len());
        }
        Self { whole, quoted, sentences }
    }

    /// Whether a place stands in quotation marks.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        let after = self.quoted.partition_point(|range| range.end <= at);
        self.quoted.get(after).is_some_and(|range| range.contains(&at))
    }

    /// A stretch with the quotation marks inside of quotations made single ones, so that “…” is one quotation.
    pub(super) fn flat(&self, range: &Range<usize>) -> String {
        let mut out = String::with_capacity(range.len());
        for (offset, c) in self.whole[range.clone()].char_indices() {
            let at = range.start + offset;
            let after = self.quoted.partition_point(|quoted| quoted.end <= at);
            let inner =
                self.quoted.get(after).is_some_and(|quoted| quoted.start < at && at + c.len_utf8() < quoted.end);
            match c {
                '“' if inner && out.ends_with('\n') => {}
                '“' if inner => out.push('‘'),
                '”' if inner => out.push('’'),
                _ => out.push(c),
            }
        }
        out
    }

    /// The sentence around a place, and its index.
    pub(super) fn sentence(&self, at: usize) -> Option<(usize, Range<usize>)> {
        let index = self.sentences.partition_point(|range| range.end <= at);
        let range = self.sentences.get(index)?;
        range.contains(&at).then(|| (index, range.clone()))
    }

    /// The last bytes of a sentence before a place: enough to see what it speaks of.
    pub(super) fn before(&self, sentence: &Range<usize>, at: usize) -> &'a str {
        &self.whole[self.boundary(sentence.start.max(at.saturating_sub(NEAR)))..at]
    }

    /// A part of the text for people, shortened around a place when it is long.
    pub(super) fn quote(&self, range: &Range<usize>, at: usize) -> String {
        let start = self.boundary(range.start.max(at.saturating_sub(NEAR)));
        let end = self.boundary(range.end.min(at + 2 * NEAR)).max(start);
        let shown = self.whole[start..end].trim().replace(['\n', '\t'], " ");
        let (left, right) = (if start > range.start { "…" } else { "" }, if end < range.end { "…" } else { "" });
        format!("{left}{shown}{right}")
    }

    /// The next place at which a character begins.
    fn boundary(&self, at: usize) -> usize {
        (at..self.whole.len()).find(|at| self.whole.is_char_boundary(*at)).unwrap_or(self.whole.len())
    }
}

/// Outermost quotations. A mark that opens at the beginning of a line goes on with the quotation above it.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let (mut start, mut depth) = (0, 0u32);
    let mut before = '\n';
    for (at, c) in text.char_indices() {
        if depth > 0 && at - start > QUOTATION {
            depth = 0;
        }
        match c {
            '“' if depth == 0 => (start, depth) = (at, 1),
            '“' if before != '\n' => depth += 1,
            '”' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    out.push(start..at + c.len_utf8());
                }
            }
            _ => {}
        }
        if !matches!(c, ' ' | '\u{3000}' | '\r') {
            before = c;
        }
    }
    out
}
