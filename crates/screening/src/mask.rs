//! Findings written over, so that the rest of the text reads on.

use unicode_normalization::UnicodeNormalization;

use crate::{Finding, Kind};

/// The text with each of the findings masked the way its kind is: `110105********1234`, `138****5678`, an address down to its town or village.
/// Findings are those of [`crate::screen`] for this very text; one that does not fit it is passed over. Nothing else changes.
#[must_use]
pub fn mask(text: &str, findings: &[&Finding]) -> String {
    let mut findings: Vec<&Finding> = findings.to_vec();
    findings.sort_by_key(|finding| finding.at.start);
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for finding in findings {
        if finding.at.start < done || text.get(finding.at.clone()) != Some(&finding.text) {
            continue;
        }
        masked.push_str(&text[done..finding.at.start]);
        masked.push_str(&replacement(finding));
        done = finding.at.end;
    }
    masked.push_str(&text[done..]);
    masked
}

fn replacement(finding: &Finding) -> String {
    let plain: Vec<char> = finding.text.nfkc().filter(|c| c.is_alphanumeric()).collect();
    match finding.kind {
        Kind::ResidentId if plain.len() >= 15 => covered(&plain, 6, 4),
        Kind::Mobile if plain.len() == 11 => covered(&plain, 3, 4),
        Kind::BankCard if plain.len() >= 12 => covered(&plain, 4, 4),
        Kind::Passport | Kind::TravelPermit => covered(&plain, 1, 3),
        Kind::ResidentId | Kind::Mobile | Kind::BankCard | Kind::Phone => covered(&plain, 2, 2),
        Kind::Plate => covered(&plain, 2, 2),
        Kind::SocialAccount => covered(&plain, 1, 1),
        Kind::Email => email(&finding.text),
        Kind::Address => address(&finding.text),
        Kind::Birthday => birthday(&plain),
        Kind::Word => finding.suggestion.clone().unwrap_or_else(|| "*".repeat(finding.text.chars().count())),
    }
}

/// Keeps the ends and covers the rest; something too short is covered whole.
fn covered(plain: &[char], head: usize, tail: usize) -> String {
    if plain.len() < head + tail + 2 {
        return "*".repeat(plain.len().max(3));
    }
    let (head, tail) = (&plain[..head], &plain[plain.len() - tail..]);
    let stars = std::iter::repeat_n('*', plain.len() - head.len() - tail.len());
    head.iter().copied().chain(stars).chain(tail.iter().copied()).collect()
}

fn email(text: &str) -> String {
    let first: String = text.chars().take(1).collect();
    let domain = text.split_once(['@', '＠']).map_or("", |(_, domain)| domain);
    format!("{first}***@{domain}")
}

/// Keeps the address down to the last town, sub-district or village it names.
fn address(text: &str) -> String {
    const AREAS: &[&str] = &["省", "市", "自治区", "自治州", "县", "区", "旗", "镇", "乡", "街道", "村"];
    // What ends in 区 or 村 behind a road or a number is an estate, not an area.
    let road = text.find(|c: char| c.is_numeric() || matches!(c, '路' | '巷' | '弄')).unwrap_or(text.len());
    let before = &text[..road];
    let estates = ["小区", "新村", "社区"];
    let ends = AREAS.iter().flat_map(|area| before.match_indices(area).map(|(at, _)| at + area.len()));
    let kept = ends.filter(|end| !estates.iter().any(|estate| before[..*end].ends_with(estate))).max().unwrap_or(0);
    format!("{}***", &text[..kept])
}

fn birthday(plain: &[char]) -> String {
    let year: String = plain.iter().take(4).collect();
    format!("{year}年**月**日")
}
