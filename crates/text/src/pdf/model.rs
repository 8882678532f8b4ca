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

/// The size of a word's letters, told from their width: heights reported by fonts run from one to three times the size.
pub(crate) fn em(word: &Word) -> f64 {
    let units: f64 = word.text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum();
    (word.at.width() / units.max(0.5)).clamp(1.0, word.at.height().max(1.0))
}
