//! Passports and travel permits: their numbers are short, so only with the document named nearby.

use std::sync::LazyLock;

use regex::Regex;

use super::compiled;
use crate::Kind;
use crate::context::Page;
use crate::finding::Hit;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| compiled("[A-Z]{0,2}[0-9]{7,10}"));
const PASSPORT: &[&str] = &["护照"];
const PERMIT: &[&str] = &["通行证", "回乡证", "台胞证", "港澳证", "签注"];

pub(super) fn hits(page: &Page<'_>) -> Vec<Hit> {
    NUMBER.find_iter(page.text()).filter_map(|found| hit(page, found.range())).collect()
}

fn hit(page: &Page<'_>, at: std::ops::Range<usize>) -> Option<Hit> {
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
    if joined(page.last(at.start)) || page.next(at.end).is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let written = &page.text()[at.clone()];
    let letters = written.chars().take_while(char::is_ascii_uppercase).count();
    let digits = written.len() - letters;
    let first = written.chars().next()?;
    let before = page.before(at.start, 14);
    let named = |words: &[&str]| words.iter().any(|word| before.contains(word));
    let passport = letters > 0 && matches!((letters, digits), (1, 8) | (2, 7)) && "EGDSPHMK".contains(first);
    let permit = match letters {
        0 => matches!(digits, 8 | 10),
        1 => "HMCWTL".contains(first) && matches!(digits, 8..=10),
        _ => first == 'C' && digits == 7,
    };
    if permit && named(PERMIT) {
        return Some(Hit::stop(Kind::TravelPermit, at, "写明是通行证，号码的写法相符。"));
    }
    (passport && named(PASSPORT)).then(|| Hit::stop(Kind::Passport, at, "写明是护照，号码的写法相符。"))
}
