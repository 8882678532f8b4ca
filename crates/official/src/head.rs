//! What the front, the signature and the imprint say: title, number, issuers, dates.

use std::sync::LazyLock;

use regex::Regex;

use crate::block::{Block, Official};
use crate::date;
use crate::form::Form;
use crate::number::{self, Number};
use crate::sign;
use crate::words::{is_body, tight, title_line};

/// Fills the fields from the blocks.
pub(crate) fn fill(out: &mut Official) {
    let mut letterheads: Vec<String> = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    let mut signature: Vec<String> = Vec::new();
    let mut dates = Vec::new();
    let mut closed = false;
    for block in &out.blocks {
        match block {
            Block::Letterhead { text } => letterheads.push(tight(text)),
            Block::Number { text } if out.number.is_none() => out.number = number_of(&tight(text)),
            Block::Title { text } if out.title.is_none() => out.title = Some(join(text)),
            Block::Addressees { text } => out.addressees = addressees(text),
            Block::Attachment { text } => out.attachments.push(attachment(text)),
            Block::Note { text } => notes.push(text.clone()),
            Block::Signature { text } if !closed => {
                if let Some(signed) = sign::signed(text) {
                    signature.extend(signed.bodies);
                    dates.push(signed.date);
                    closed = true;
                } else if let Some(bodies) = sign::bodies(text) {
                    signature.extend(bodies);
                }
            }
            Block::Imprint { text } => {
                if let Some(signed) = sign::signed(text).filter(|signed| signed.printed) {
                    out.printed_on = Some(signed.date);
                }
            }
            _ => {}
        }
    }
    out.issued_on = dates.first().copied();
    out.issuers = signature;
    out.disclosure = notes.iter().find_map(|note| sign::disclosure(&tight(note)));
    fill_from_notes(out, &notes);
    if out.issued_on.is_none() {
        fill_from_tail(out);
    }
    join_number(out, &letterheads);
    if out.issuers.is_empty() {
        out.issuers = issuers_elsewhere(out, &letterheads);
    }
    if out.title.is_none() {
        out.title = out.number.as_ref().filter(|n| n.agency.ends_with(['告', '令'])).map(ToString::to_string);
    }
    out.form = out.title.as_deref().and_then(Form::of_title);
    doubts(out);
}

fn join(text: &str) -> String {
    title_line(text)
}

static KEYED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("^(?:发文字号|文件编号|文号)[：:]|签发人[：:]?.{0,12}$").expect("valid"));

fn number_of(text: &str) -> Option<Number> {
    number::parse(&KEYED.replace_all(text, ""))
}

/// 第7号 below 青山县人民政府令.
fn join_number(out: &mut Official, letterheads: &[String]) {
    let Some(number) = out.number.as_mut().filter(|number| number.agency.is_empty()) else { return };
    if let Some(head) = letterheads.iter().find(|head| head.ends_with(['令', '告'])) {
        number.agency.clone_from(head);
    }
}

fn addressees(text: &str) -> Vec<String> {
    let text = join(text);
    let mut out = Vec::new();
    let mut depth = 0usize;
    let mut name = String::new();
    for c in text.trim_end_matches(['：', ':']).chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && "，,、；;".contains(c) {
            out.push(std::mem::take(&mut name));
        } else {
            name.push(c);
        }
    }
    out.push(name);
    out.retain(|name| !name.is_empty());
    out
}

static ATTACHMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:附[ \u{3000}]*[件录表][ \u{3000}]*[0-9０-９一二三四五六七八九十]{0,3}[ \u{3000}]*[：:.．、]?)?[ \u{3000}]*(?:[0-9０-９]{1,2}[ \u{3000}]*[.．、])?[ \u{3000}]*")
        .expect("valid")
});

fn attachment(text: &str) -> String {
    ATTACHMENT.replace(text, "").trim_end_matches(['。', '；', ';']).to_owned()
}

/// 成文日期：… as a site prints it above the text.
fn fill_from_notes(out: &mut Official, notes: &[String]) {
    for note in notes {
        let plain = tight(note);
        let Some((key, value)) = plain.split_once(['：', ':']) else { continue };
        if ["成文日期", "发文日期"].contains(&key) && out.issued_on.is_none() {
            out.issued_on = date::parse(value);
        }
        if key == "标题" && out.title.is_none() {
            out.title = Some(value.to_owned());
        }
    }
}

static TAIL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("(?P<date>{})[^。]{{0,3}}$", date::DATE)).expect("the pattern is valid"));

/// What may stand before the signers: the end of a sentence or of a file's name.
static BREAK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("[。；：:]|特此(?:公告|通知|通告)|\\.(?:docx?|pdf|xlsx?|wps|ofd|rar|zip)").expect("valid")
});

/// A paste without line breaks: the last paragraph ends with signer and date.
fn fill_from_tail(out: &mut Official) {
    let last = out.blocks.iter().rev().find_map(|block| match block {
        Block::Paragraph { text, .. } | Block::Item { text, .. } => Some(text.as_str()),
        _ => None,
    });
    let Some(last) = last else { return };
    let tail: String = last.chars().rev().take(150).collect::<Vec<_>>().into_iter().rev().collect();
    let Some(found) = TAIL.captures(&tail) else { return };
    let before = &tail[..found.get(0).map_or(0, |m| m.start())];
    let from = BREAK.find_iter(before).last().map_or(0, |m| m.end());
    let Some(bodies) = sign::bodies(before[from..].trim()) else { return };
    out.issued_on = found.name("date").and_then(|m| date::parse(m.as_str()));
    if out.issuers.is_empty() {
        out.issuers = bodies;
    }
}

/// The letterhead, else who stands before 关于 in the title, else the number's 公告 or 令.
fn issuers_elsewhere(out: &Official, letterheads: &[String]) -> Vec<String> {
    let heads = letterheads.iter().filter_map(|head| {
        ["文件", "令", "公告", "通告"].iter().find_map(|end| head.strip_suffix(end)).map(str::to_owned)
    });
    let heads: Vec<String> = heads.collect();
    if !heads.is_empty() {
        return heads;
    }
    let of_title =
        out.title.as_deref().and_then(|title| title.split_once("关于")).and_then(|(before, _)| sign::bodies(before));
    let of_number = || {
        let agency = out.number.as_ref()?.agency.clone();
        ["公告", "通告", "令"].iter().find_map(|end| sign::bodies(agency.strip_suffix(end)?))
    };
    of_title.filter(|names| names.iter().all(|name| is_body(name))).or_else(of_number).unwrap_or_default()
}

fn doubts(out: &mut Official) {
    let missing = [
        (out.title.is_none(), "没有找到标题，请填写。"),
        (out.number.is_none(), "没有找到发文字号。"),
        (out.issuers.is_empty(), "没有找到发文机关。"),
        (out.issued_on.is_none(), "没有找到成文日期。"),
    ];
    out.doubts.extend(missing.iter().filter(|(is_missing, _)| *is_missing).map(|(_, says)| (*says).to_owned()));
    if let (Some(issued), Some(printed)) = (out.issued_on, out.printed_on)
        && printed < issued
    {
        out.doubts.push("印发日期早于成文日期，请核对。".to_owned());
    }
    let year = out.number.as_ref().and_then(|number| number.year);
    if let (Some(year), Some(issued)) = (year, out.issued_on)
        && i32::from(year) != i32::from(issued.year())
    {
        out.doubts.push("发文字号的年份与成文日期不同，请核对。".to_owned());
    }
}
