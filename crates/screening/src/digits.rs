//! Numbers as they are written: unbroken digits, and digits in groups.

use std::ops::Range;

use crate::context::Page;

/// Unbroken digits, perhaps with the X that ends an identity number.
#[derive(Debug, Clone)]
pub(crate) struct Atom {
    pub(crate) at: Range<usize>,
    /// What parts it from the atom before, when that is little enough for both to be one number.
    gap: Option<Gap>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Mark(char),
    Break,
}

/// A number that may be written in several groups.
#[derive(Debug, Clone)]
pub(crate) struct Number {
    pub(crate) at: Range<usize>,
    pub(crate) digits: String,
    /// How many digits each group has.
    pub(crate) groups: Vec<usize>,
    /// Whether a line ends inside it.
    pub(crate) broken: bool,
}

/// Longest number looked at, in digits.
const LONGEST: usize = 19;
/// Shortest number looked at, in digits.
const SHORTEST: usize = 11;

/// Every number of 11 to 19 digits: each atom alone and each sequence of atoms parted by single spaces, dashes, dots or one line break.
/// A place begins at most as many numbers as a number may have digits, so the count grows with the text's length only.
pub(crate) fn numbers(page: &Page<'_>) -> Vec<Number> {
    let atoms = atoms(page.text());
    let mut found = Vec::new();
    for first in 0..atoms.len() {
        let mut digits = String::new();
        let mut groups = Vec::new();
        let mut mark = None;
        let mut broken = false;
        for atom in &atoms[first..] {
            if !groups.is_empty() {
                match (atom.gap, mark) {
                    (Some(Gap::Break), _) if !broken => broken = true,
                    (Some(Gap::Mark(gap)), None) => mark = Some(gap),
                    (Some(Gap::Mark(gap)), Some(mark)) if gap == mark => {}
                    _ => break,
                }
            }
            let written = &page.text()[atom.at.clone()];
            if digits.ends_with('X') || digits.len() + written.len() > LONGEST {
                break;
            }
            digits.push_str(&written.to_ascii_uppercase());
            groups.push(written.len());
            if digits.len() >= SHORTEST {
                let at = atoms[first].at.start..atom.at.end;
                found.push(Number { at, digits: digits.clone(), groups: groups.clone(), broken });
            }
        }
    }
    found
}

fn atoms(text: &str) -> Vec<Atom> {
    let bytes = text.as_bytes();
    let mut atoms: Vec<Atom> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_digit() {
            at += 1;
        }
        let ends_word = |at: usize| !bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        if bytes.get(at).is_some_and(|b| b.eq_ignore_ascii_case(&b'x')) && ends_word(at + 1) {
            at += 1;
        }
        let gap = atoms.last().and_then(|before| gap(&text[before.at.end..start]));
        atoms.push(Atom { at: start..at, gap });
    }
    atoms
}

fn gap(between: &str) -> Option<Gap> {
    let mut chars = between.chars();
    match (chars.next(), chars.next()) {
        (Some('\n'), None) => Some(Gap::Break),
        (Some(' '), None) => Some(Gap::Mark(' ')),
        (Some('-' | '–' | '—' | '−' | '‐' | '‑' | '_'), None) => Some(Gap::Mark('-')),
        (Some('.' | '·' | '•'), None) => Some(Gap::Mark('.')),
        // Two spaces part groups now and then.
        (Some(' '), Some(' ')) if between.len() == 2 => Some(Gap::Mark(' ')),
        _ => None,
    }
}
