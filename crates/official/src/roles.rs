//! What each line is, before its number is looked at.

use std::sync::LazyLock;

use regex::Regex;

use crate::lines::Line;
use crate::marker::marker;
use crate::{front, sign};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Letterhead,
    Number,
    Title,
    /// Goes on with the title or the addressees above.
    More,
    Note,
    Addressees,
    Attachment,
    Annex,
    Signature,
    Imprint,
    Caption,
    Body,
}

static ANNEX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^附[ \u{3000}]*(?:件|录|表)[ \u{3000}]*(?:之)?(?P<n>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})?[ \u{3000}]*(?P<sep>[：:.．、]?)[ \u{3000}]*(?P<rest>.*)$")
        .expect("the annex pattern is valid")
});

static LISTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "^(?:[0-9０-９]{1,2}[ \u{3000}]*[.．、]|（[0-9]{1,2}）|附件[ \u{3000}]*[0-9]{1,2}[ \u{3000}]*[.．、：:])",
    )
    .expect("valid")
});

/// The number of an annex by its first line; 1 when it has none.
pub(crate) fn annex_number(line: &str) -> u32 {
    let number = ANNEX.captures(line).and_then(|found| crate::numerals::number(found.name("n")?.as_str()));
    number.unwrap_or(1)
}

pub(crate) fn roles(lines: &[Line]) -> Vec<Role> {
    let mut roles = vec![Role::Body; lines.len()];
    let start = front::mark(lines, &mut roles);
    sign::mark(lines, &mut roles, start);
    let last_signature = roles.iter().rposition(|role| *role == Role::Signature);
    annexes(lines, &mut roles, start, last_signature);
    inner_titles(lines, &mut roles, start);
    captions(lines, &mut roles);
    roles
}

/// 附件：… before the signature lists; 附件 or 附件1 alone, or after the signature, begins an annex.
fn annexes(lines: &[Line], roles: &mut [Role], start: usize, signature: Option<usize>) {
    let mut listing = false;
    for at in start..lines.len() {
        let Some(text) = lines[at].text().filter(|_| roles[at] == Role::Body) else {
            listing = false;
            continue;
        };
        if listing && LISTED.is_match(text) && text.chars().count() <= 120 {
            roles[at] = Role::Attachment;
            continue;
        }
        listing = false;
        let Some(found) = ANNEX.captures(text).filter(|_| text.chars().count() <= 120) else { continue };
        let of = |name: &str| found.name(name).map_or("", |m| m.as_str());
        let (rest, separated, numbered) = (of("rest"), !of("sep").is_empty(), !of("n").is_empty());
        if rest.is_empty() {
            roles[at] = Role::Annex;
        } else if separated && (!rest.ends_with('。') || rest.chars().count() <= 60) {
            let before = signature.is_some_and(|signature| at < signature);
            if before || !numbered {
                roles[at] = Role::Attachment;
                listing = true;
            } else {
                roles[at] = Role::Annex;
            }
        }
    }
}

/// The title of an annex or of the forwarded document.
fn inner_titles(lines: &[Line], roles: &mut [Role], start: usize) {
    let first = roles.iter().position(|role| *role == Role::Signature).unwrap_or(usize::MAX);
    for at in start.max(1)..lines.len() {
        let above = roles[at - 1];
        let annex = above == Role::Annex;
        let after = matches!(above, Role::Signature | Role::Note) && first < at;
        if roles[at] != Role::Body || !(annex || after) {
            continue;
        }
        let titled = |text: &str| front::can_be_title(text) && marker(text).is_none();
        let Some(text) = lines[at].text().filter(|text| titled(text)) else { continue };
        let next = lines.get(at + 1).and_then(Line::text).filter(|_| roles.get(at + 1) == Some(&Role::Body));
        if front::ends_like_title(text) || annex {
            roles[at] = Role::Title;
        }
        // Set over two lines.
        if !front::ends_like_title(text) && next.is_some_and(|next| titled(next) && front::ends_like_title(next)) {
            roles[at] = Role::Title;
            roles[at + 1] = Role::More;
        }
    }
}

/// A short line above a table that names it.
fn captions(lines: &[Line], roles: &mut [Role]) {
    for at in 1..lines.len() {
        let above = lines[at - 1].text().filter(|_| roles[at - 1] == Role::Body);
        let named = |text: &&str| {
            let text = text.trim_end_matches(['：', ':']);
            let bare = text.trim_end_matches(|c| "）)".contains(c));
            text.chars().count() <= 40
                && marker(text).is_none()
                && !text.contains(['。', '，', '；'])
                && (text.starts_with('表')
                    || ["表", "清单", "目录", "名录", "台账", "名单", "一览"].iter().any(|end| bare.ends_with(end)))
        };
        if matches!(lines[at], Line::Table(_)) && above.as_ref().is_some_and(named) {
            roles[at - 1] = Role::Caption;
        }
    }
}
