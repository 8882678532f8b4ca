//! Text as it can be set: no invisible controls, no character that no font has, places to break in long runs.

use std::collections::{BTreeSet, HashMap};

use crate::fonts::Fonts;

/// Stands for a character that no font has, as printers do it.
pub(crate) const MISSING: char = '〓';
/// A run of letters and digits gets places where it may be broken: after its own marks when it is so long, and anyhow
/// when it is so much longer.
const LONG: usize = 8;
const VERY_LONG: usize = 24;
/// A place where a line may be broken.
const BREAK: char = '\u{200B}';

/// Cleans texts and remembers what it could not keep.
pub(crate) struct Cleaner<'a> {
    fonts: &'a Fonts,
    missing: BTreeSet<char>,
    /// What was asked of the fonts before: they answer slowly.
    known: HashMap<char, bool>,
}

impl<'a> Cleaner<'a> {
    pub(crate) fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, missing: BTreeSet::new(), known: HashMap::new() }
    }

    /// A text in one line.
    pub(crate) fn line(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut run = 0;
        for c in text.chars() {
            let c = match c {
                '\t' | '\n' | '\r' | '\u{A0}' | '\u{2028}' | '\u{2029}' => ' ',
                _ if is_invisible(c) => continue,
                _ if c == ' ' || c == '\u{3000}' || self.shows(c) => c,
                _ => {
                    self.missing.insert(c);
                    MISSING
                }
            };
            run = if c.is_ascii() && c != ' ' { run + 1 } else { 0 };
            out.push(c);
            if (run >= LONG && "/&?=@_".contains(c)) || (run > 0 && run % VERY_LONG == 0) {
                out.push(BREAK);
            }
        }
        out.trim_matches(' ').to_owned()
    }

    /// A text in the lines it has; without the empty ones.
    pub(crate) fn lines(&mut self, text: &str) -> Vec<String> {
        text.lines().map(|line| self.line(line)).filter(|line| !line.is_empty()).collect()
    }

    /// How many different characters could not be kept.
    pub(crate) fn missing(&self) -> usize {
        self.missing.len()
    }

    fn shows(&mut self, c: char) -> bool {
        let is_private = matches!(u32::from(c), 0xE000..=0xF8FF | 0xF0000..);
        *self.known.entry(c).or_insert_with(|| !is_private && self.fonts.covers(c))
    }
}

/// Controls, marks of direction, joiners and selectors of variants: nothing of them is seen on paper, and some would
/// show a text in another order than it has.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c), 0xAD | 0x061C | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E
            | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF | 0xFFF9..=0xFFFB | 0xE0000..=0xE0FFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> (String, usize) {
        let fonts = Fonts::installed().unwrap();
        let mut cleaner = Cleaner::new(&fonts);
        (cleaner.line(text), cleaner.missing())
    }

    #[test]
    fn what_no_font_has_is_replaced_and_counted_once_each() {
        assert_eq!(cleaned("好\u{1F600}的\u{1F600}\u{E001}"), ("好〓的〓〓".into(), 2));
        assert_eq!(cleaned("#import \\ ] $ *"), ("#import \\ ] $ *".into(), 0));
    }

    #[test]
    fn controls_and_marks_of_direction_are_left_out() {
        assert_eq!(cleaned("甲\u{202E}乙\u{0}\u{FE0F}丙\u{200B}丁\tA"), ("甲乙丙丁 A".into(), 0));
    }

    #[test]
    fn long_runs_can_be_broken_and_others_are_left_as_they_are() {
        let (address, _) = cleaned("https://zwgk.example.gov.cn/g/qingshi/documents/0198");
        assert!(address.contains(BREAK) && address.replace(BREAK, "").ends_with("/0198"));
        assert!(!cleaned("电话 0123-4567890，邮箱 a@example.gov.cn").0.contains(BREAK));
    }
}
