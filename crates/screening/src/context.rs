//! What stands around a place in the text: the words before and behind it, the label in front, the column it is in.

use std::ops::Range;

use crate::normal::Normal;
use crate::tables::{self, Cell};

/// A text made ready for searching.
pub(crate) struct Page<'a> {
    pub(crate) normal: Normal<'a>,
    /// Table cells whose header tells what they hold, in order.
    pub(crate) cells: Vec<Cell>,
}

/// Words in front of a label that are not part of what it says.
const FILLERS: &[char] =
    &[' ', '\t', '\n', '\r', ':', '=', '(', ')', '"', '\'', '“', '”', '为', '是', '、', ',', '|', '.', '*', '_'];

/// Words that tell of one person in particular, not of an office.
const PERSON: &[&str] = &[
    "姓名",
    "身份证",
    "公民身份",
    "户主",
    "村民",
    "居民",
    "本人",
    "被处罚人",
    "被申请人",
    "当事人",
    "申请人",
    "投诉人",
    "举报人",
    "性别",
    ",男",
    ",女",
    "、男",
    "、女",
    "男,",
    "女,",
    "汉族",
    "家住",
    "现住",
    "住址",
    "户籍",
    "户口",
    "家庭",
    "先生",
    "女士",
];

impl<'a> Page<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let normal = Normal::new(text);
        let cells = tables::cells(&normal.text);
        Self { normal, cells }
    }

    /// The text to search in.
    pub(crate) fn text(&self) -> &str {
        &self.normal.text
    }

    /// Up to `chars` characters before a place, in its line.
    pub(crate) fn before(&self, at: usize, chars: usize) -> &str {
        let before = &self.text()[..at];
        let start = before.char_indices().rev().take(chars).take_while(|(_, c)| *c != '\n').last();
        &before[start.map_or(at, |(start, _)| start)..]
    }

    /// Up to `chars` characters behind a place, in its line.
    pub(crate) fn after(&self, at: usize, chars: usize) -> &str {
        let after = &self.text()[at..];
        let end = after.char_indices().take(chars).take_while(|(_, c)| *c != '\n').last();
        &after[..end.map_or(0, |(end, c)| end + c.len_utf8())]
    }

    /// Whether the words right in front of a place end with one of the labels, apart from a colon and the like. Spaces inside are nothing.
    pub(crate) fn labelled(&self, at: usize, labels: &[&str]) -> bool {
        let before = &self.text()[..at];
        let mut word: Vec<char> = before
            .chars()
            .rev()
            .take(48)
            .skip_while(|c| FILLERS.contains(c))
            .take_while(|c| *c != '\n')
            .filter(|c| !matches!(c, ' ' | '\t' | '_'))
            .take(10)
            .collect();
        word.reverse();
        let word: String = word.into_iter().collect::<String>().to_ascii_lowercase();
        labels.iter().any(|label| word.ends_with(label))
    }

    /// Whether one of the words stands before or behind, in the same line.
    pub(crate) fn near(&self, at: &Range<usize>, before: usize, behind: usize, words: &[&str]) -> bool {
        let (before, behind) = (self.before(at.start, before), self.after(at.end, behind));
        words.iter().any(|word| before.contains(word) || behind.contains(word))
    }

    /// Whether a person is spoken of nearby.
    pub(crate) fn person(&self, at: &Range<usize>) -> bool {
        self.near(at, 40, 12, PERSON)
    }

    /// The character before a place.
    pub(crate) fn last(&self, at: usize) -> Option<char> {
        self.text()[..at].chars().next_back()
    }

    /// The character at a place.
    pub(crate) fn next(&self, at: usize) -> Option<char> {
        self.text()[at..].chars().next()
    }
}
