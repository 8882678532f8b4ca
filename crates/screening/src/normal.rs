//! Text in one writing (NFKC, nothing of no width), with the way back to the text as given.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// A text whose full-width and look-alike characters are written the plain way.
pub(crate) struct Normal<'a> {
    given: &'a str,
    /// The text to search in.
    pub(crate) text: String,
    /// Characters that were rewritten, in order; between two of them both texts are the same.
    changes: Vec<Change>,
}

/// One character of the given text and what it became.
struct Change {
    normal: Range<usize>,
    given: Range<usize>,
}

impl<'a> Normal<'a> {
    pub(crate) fn new(given: &'a str) -> Self {
        let mut text = String::with_capacity(given.len());
        let mut changes = Vec::new();
        for (at, c) in given.char_indices() {
            let begun = text.len();
            if invisible(c) {
            } else if c.is_ascii() || stands_alone(c) {
                text.push(c);
                continue;
            } else {
                text.extend(std::iter::once(c).nfkc());
                if text[begun..].chars().eq(std::iter::once(c)) {
                    continue;
                }
            }
            changes.push(Change { normal: begun..text.len(), given: at..at + c.len_utf8() });
        }
        Self { given, text, changes }
    }

    /// Where a part of the normal text stands in the given one; characters that were rewritten are taken whole.
    pub(crate) fn given(&self, normal: &Range<usize>) -> Range<usize> {
        let start = self.place(normal.start, false);
        start..self.place(normal.end, true).max(start)
    }

    /// The given text.
    pub(crate) fn original(&self) -> &'a str {
        self.given
    }

    fn place(&self, at: usize, end: bool) -> usize {
        // Something of no width belongs to neither side: before a start it is left out, and so it is behind an end.
        let past = self.changes.partition_point(|change| {
            if end { change.normal.start < at } else { change.normal.start < at || change.normal.end <= at }
        });
        let Some(change) = past.checked_sub(1).map(|last| &self.changes[last]) else { return at };
        if at >= change.normal.end {
            change.given.end + (at - change.normal.end)
        } else if end {
            change.given.end
        } else {
            change.given.start
        }
    }
}

/// Characters that are not seen and could stand inside a number to hide it.
pub(crate) fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Numbers in circles and brackets, small numbers and units: as plain digits they would run into the number beside them.
fn stands_alone(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '¼'..='¾' | '\u{2070}'..='\u{209f}' | '\u{2100}'..='\u{218f}' | '\u{2460}'..='\u{24ff}' | '\u{3200}'..='\u{33ff}' | '…' | '‥')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_to_the_text_as_given() {
        let normal = Normal::new("电话：１３８\u{200b}００、①1");
        assert_eq!(normal.text, "电话:13800、①1");
        let at = normal.text.find("13800").unwrap();
        let given = normal.given(&(at..at + 5));
        assert_eq!(&normal.original()[given], "１３８\u{200b}００");
        let end = normal.given(&(normal.text.len() - 1..normal.text.len()));
        assert_eq!(&normal.original()[end], "1");
    }

    #[test]
    fn a_character_that_became_several_is_taken_whole() {
        let normal = Normal::new("a㏂﷼b");
        let given = normal.given(&(1..normal.text.len() - 2));
        assert!(normal.original().is_char_boundary(given.start) && normal.original().is_char_boundary(given.end));
    }
}
