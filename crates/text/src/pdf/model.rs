//! What a page shows, whoever read it: words in lines, and ruled lines.

use super::geometry::Rect;

/// A run of characters without a gap.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    pub(crate) at: Rect,
    pub(crate) text: String,
}

/// A drawn straight line, level or upright.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rule {
    pub(crate) upright: bool,
    /// Its place across its direction: y of a level line, x of an upright one.
    pub(crate) place: f64,
    pub(crate) from: f64,
    pub(crate) to: f64,
}

/// One page: lines in reading order, each a row of words from left to right.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) lines: Vec<Vec<Word>>,
    pub(crate) rules: Vec<Rule>,
}

/// A piece of a page as it will be written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    Paragraph(String),
    Table(Table),
}

/// A table on one page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    /// Where its columns begin and end.
    pub(crate) edges: Vec<f64>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// The text of a cell and how its last line ended.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Cell {
    pub(crate) text: String,
    /// Clearly shorter than the widest line of the cell.
    pub(crate) short: bool,
    /// Up to the right side of the cell, so that the text may go on elsewhere.
    pub(crate) full: bool,
}

impl Page {
    pub(crate) fn has_text(&self) -> bool {
        self.lines.iter().flatten().any(|word| !word.text.trim().is_empty())
    }
}

/// The rectangle around the words of a line.
pub(crate) fn bounds(line: &[Word]) -> Option<Rect> {
    line.iter().map(|word| word.at).reduce(Rect::union)
}

/// Puts words next to each other as one string: a space where there is a visible gap or two Latin words meet.
pub(crate) fn joined(line: &[Word]) -> String {
    let mut text = String::new();
    let mut right = f64::NEG_INFINITY;
    for word in line {
        let em = em(word);
        let gap = word.at.left - right;
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let both_latin = latin(text.chars().next_back()) && latin(word.text.chars().next());
        if !text.is_empty() && (gap > 0.35 * em || (both_latin && gap > 0.1 * em)) {
            text.push(' ');
        }
        text.push_str(&word.text);
        right = word.at.right;
    }
    text
}

/// Joins two ends of a broken line: Latin words keep a space between them, Chinese has none.
pub(crate) fn push_joined(text: &mut String, next: &str) {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if latin(text.chars().next_back()) && latin(next.chars().next()) {
        text.push(' ');
    }
    text.push_str(next);
}

/// The size of a word's letters, told from their width: heights reported by fonts run from one to three times the size.
pub(crate) fn em(word: &Word) -> f64 {
    let units: f64 = word.text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum();
    (word.at.width() / units.max(0.5)).clamp(1.0, word.at.height().max(1.0))
}
