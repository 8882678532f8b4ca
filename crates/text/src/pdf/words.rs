//! Characters as a PDF draws them, gathered into words and lines.

use super::geometry::Rect;
use super::interpret::Glyph;
use super::model::{Word, em};

/// A gap wider than this share of the font size parts two words.
const GAP: f64 = 0.3;

/// Lines from top to bottom, each from left to right.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Vec<Word>> {
    let mut words = words(glyphs);
    let middle = |word: &Word| word.at.center().1;
    words.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let mut lines: Vec<Vec<Word>> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if line.first().is_some_and(|first| middle(&word) - middle(first) < 0.5 * em(first)) => {
                line.push(word);
            }
            _ => lines.push(vec![word]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.at.left.total_cmp(&b.at.left));
    }
    lines
}

fn words(glyphs: &[Glyph]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut last: Option<&Glyph> = None;
    for glyph in glyphs {
        let finite = [glyph.start.0, glyph.start.1, glyph.end.0, glyph.end.1, glyph.size].iter().all(|n| n.is_finite());
        if !finite || glyph.text.trim().is_empty() {
            last = None;
            continue;
        }
        // Bold is sometimes faked by drawing a character twice, a hair apart.
        let twice = last.is_some_and(|last| last.text == glyph.text && near(last.start, glyph.start, 0.1 * glyph.size));
        if twice {
            continue;
        }
        let goes_on = last.is_some_and(|last| near(last.end, glyph.start, GAP * glyph.size));
        match words.last_mut() {
            Some(word) if goes_on => {
                word.text.push_str(&glyph.text);
                word.at = word.at.union(around(glyph));
            }
            _ => words.push(Word { at: around(glyph), text: glyph.text.clone() }),
        }
        last = Some(glyph);
    }
    words
}

fn near(a: (f64, f64), b: (f64, f64), distance: f64) -> bool {
    (a.0 - b.0).abs() <= distance && (a.1 - b.1).abs() <= distance
}

/// The space a character takes: ideographs reach from a little below the base line to nine tenths above it.
fn around(glyph: &Glyph) -> Rect {
    let low = glyph.start.1.max(glyph.end.1);
    Rect {
        left: glyph.start.0.min(glyph.end.0),
        top: low - 0.88 * glyph.size,
        right: glyph.start.0.max(glyph.end.0),
        bottom: low + 0.12 * glyph.size,
    }
}
