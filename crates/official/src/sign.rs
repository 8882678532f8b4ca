//! The signature and the imprint: who, when, to whom copies go.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::date;
use crate::lines::{Line, bare};
use crate::roles::Role;
use crate::words::{is_body, tight};

static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        "^(?P<before>[^，。；：]{{0,200}}?)[ \u{3000}]*(?P<date>{})[ \u{3000}]*(?P<printed>印发|印)?$",
        date::DATE
    ))
    .expect("valid")
});

static DISCLOSURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^[（(\\[【]?(?P<note>(?:此|本)[件文][^）)\\]】。]{0,20}公开[^）)\\]】。]{0,20}|(?:主动公开|依申请公开|不予公开))[）)\\]】]?$|^(?:公开方式|公开属性|信息公开选项|信息公开属性|公开类别|公开形式)[：:](?P<attribute>[一-龥]+)")
        .expect("valid")
});

static COPIES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:抄[ \u{3000}]*[送报]|主[ \u{3000}]*送|分[ \u{3000}]*送|发[：:])[ \u{3000}]*[：:]?").expect("valid")
});

static PERSON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:省|市|县|区|州|镇|乡|部|局|署|厅|主|院|行|总)?(?:长|任|席|理)[：:]?[ \u{3000}]*[一-龥]{1,2}[ \u{3000}]*[一-龥]{1,2}$").expect("valid")
});

/// 抄送：….
pub(crate) fn copied(text: &str) -> bool {
    COPIES.is_match(text) && text.contains(['：', ':'])
}

/// A signature's parts.
pub(crate) struct Signed {
    pub(crate) bodies: Vec<String>,
    pub(crate) date: Date,
    pub(crate) printed: bool,
}

/// A line that is a date with nothing or with its signers before it.
pub(crate) fn signed(line: &str) -> Option<Signed> {
    if line.len() > 400 {
        return None;
    }
    let found = SIGNED.captures(line)?;
    let bodies = bodies(found.name("before")?.as_str())?;
    Some(Signed { bodies, date: date::parse(found.name("date")?.as_str())?, printed: found.name("printed").is_some() })
}

/// The signers on a line. `None` when there is something else on it.
pub(crate) fn bodies(text: &str) -> Option<Vec<String>> {
    let whole = tight(text);
    if whole.is_empty() {
        return Some(Vec::new());
    }
    // 青山市 人民政府 is one name set apart, 财政局 税务局 are two.
    let apart: Vec<String> =
        text.split([' ', '\u{3000}', '、']).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    if apart.len() > 1 && apart.iter().all(|name| is_body(name)) {
        return Some(apart);
    }
    is_body(&whole).then(|| vec![whole])
}

/// The note on disclosure, without its brackets.
pub(crate) fn disclosure(line: &str) -> Option<String> {
    let found = DISCLOSURE.captures(line)?;
    found.name("note").or(found.name("attribute")).map(|m| m.as_str().to_owned())
}

/// Lines in place of an imprint set as a table: 抄送 above the printer's row, or that row alone.
pub(crate) fn untabled(lines: Vec<Line>) -> Vec<Line> {
    let printed = |row: &str| signed(row).is_some_and(|signed| signed.printed);
    let plain = |line: Line| match line {
        Line::Table(rows) if rows.len() <= 2 => {
            let texts: Vec<String> = rows.iter().map(|row| bare(&row.join(" ")).to_owned()).collect();
            let imprint = match texts.as_slice() {
                [only] => printed(only),
                [first, last] => copied(first) && printed(last),
                _ => false,
            };
            if imprint { texts.into_iter().map(Line::Text).collect() } else { vec![Line::Table(rows)] }
        }
        other => vec![other],
    };
    lines.into_iter().flat_map(plain).collect()
}

pub(crate) fn mark(lines: &[Line], roles: &mut [Role], start: usize) {
    for at in start..lines.len() {
        if roles[at] != Role::Body {
            continue;
        }
        let Some(text) = lines[at].text() else { continue };
        if copied(text) {
            copies(lines, roles, at);
        } else if disclosure(text).is_some() {
            roles[at] = Role::Note;
        } else if let Some(signed) = signed(text) {
            let role = if signed.printed { Role::Imprint } else { Role::Signature };
            roles[at] = role;
            if signed.bodies.is_empty() {
                upwards(lines, roles, start, at, role);
            }
        }
    }
}

/// The bodies, and the person who signs an order, above a date.
fn upwards(lines: &[Line], roles: &mut [Role], start: usize, date: usize, role: Role) {
    for at in (start..date).rev().take(20) {
        let Some(text) = lines[at].text().filter(|_| roles[at] == Role::Body) else { break };
        let signs = text.len() < 300 && (bodies(text).is_some() || PERSON.is_match(text));
        if !signs {
            break;
        }
        roles[at] = role;
    }
}

/// 抄送：… with the lines that it runs over, up to its full stop.
fn copies(lines: &[Line], roles: &mut [Role], at: usize) {
    for index in at..lines.len().min(at + 6) {
        let Some(text) = lines[index].text() else { break };
        roles[index] = Role::Imprint;
        if text.ends_with('。') || signed(text).is_some() {
            break;
        }
        // Without a full stop the list ends where a body, a date or a note stands.
        let next = lines.get(index + 1).and_then(Line::text).unwrap_or_default();
        if bodies(next).is_some() || signed(next).is_some() || disclosure(next).is_some() || next.chars().count() > 200
        {
            break;
        }
    }
}
