//! Bank cards: 16 to 19 digits that pass Luhn's check and begin as cards do.

use crate::Kind;
use crate::context::Page;
use crate::digits::Number;
use crate::finding::Hit;

/// Words right in front that say it is a card.
const LABELS: &[&str] =
    &["银行卡", "银行卡号", "卡号", "银行卡号码", "借记卡", "储蓄卡", "一卡通", "社保卡号", "信用卡", "信用卡号"];
/// Words nearby that speak of an account.
const NEAR: &[&str] = &["银行", "卡号", "账号", "帐号", "账户", "户名", "开户", "一卡通", "存折", "打卡", "信用社"];
/// Numbers of something else.
const OTHER: &[&str] =
    &["编号", "单号", "代码", "信用代码", "合同号", "流水号", "条码", "许可证号", "订单号", "登记号", "项目号", "第"];

pub(super) fn hit(page: &Page<'_>, number: &Number) -> Option<Hit> {
    let Number { at, digits, groups, broken } = number;
    if !(16..=19).contains(&digits.len()) || digits.ends_with('X') || *broken || !free(page, number) {
        return None;
    }
    let (last, body) = groups.split_last()?;
    let usual = body.is_empty()
        || (body.iter().all(|group| *group == 4) && *last <= 4)
        || matches!(groups.as_slice(), [6, 10..=13]);
    if !usual || !leading(digits) {
        return None;
    }
    let labelled = page.labelled(at.start, LABELS);
    if !luhn(digits) {
        let why = "标明是银行卡号，但校验位不符，可能抄错；仍不应公开。";
        return labelled.then(|| Hit::stop(Kind::BankCard, at.clone(), why));
    }
    if !labelled && page.labelled(at.start, OTHER) {
        return None;
    }
    let certain = labelled || digits.starts_with("62") || page.near(at, 40, 10, NEAR);
    Some(if certain {
        Hit::stop(Kind::BankCard, at.clone(), "数字的开头、长度和校验位都符合银行卡号。")
    } else {
        Hit::hint(Kind::BankCard, at.clone(), "数字的开头和校验位像银行卡号，旁边没有写明，请确认。")
    })
}

/// Not part of a longer number or word.
fn free(page: &Page<'_>, number: &Number) -> bool {
    let at = &number.at;
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let goes_on = |near: Vec<char>| {
        matches!(near.first(), Some('-' | ' ' | '.')) && near.get(1).is_some_and(|c| c.is_ascii_digit() || *c == '*')
            || near.first() == Some(&'*') && number.groups.len() > 1
    };
    let before: Vec<char> = page.before(at.start, 2).chars().rev().collect();
    let behind: Vec<char> = page.after(at.end, 2).chars().collect();
    !touches(page.last(at.start))
        && !touches(page.next(at.end))
        && !(number.groups.len() > 1 && (goes_on(before) || goes_on(behind)))
}

/// Whether cards begin like this, by length.
fn leading(digits: &str) -> bool {
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| digits.starts_with(prefix));
    match digits.len() {
        16 => starts(&["62", "60", "4", "51", "52", "53", "54", "55", "2221", "23", "24", "25", "26", "35", "9"]),
        19 => starts(&["62", "60", "4367", "9558", "94", "95", "96", "99"]),
        _ => starts(&["62", "60", "9"]),
    }
}

fn luhn(digits: &str) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let values = digits.bytes().rev().map(|digit| u32::from(digit - b'0'));
    let sum: u32 = values.enumerate().map(|(place, digit)| if place % 2 == 1 { doubled(digit) } else { digit }).sum();
    sum.is_multiple_of(10)
}
