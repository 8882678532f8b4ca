//! Mobile numbers of the mainland: eleven digits from 13 to 19, with or without the country's code.

use crate::Kind;
use crate::context::Page;
use crate::digits::Number;
use crate::finding::Hit;

const LABELS: &[&str] =
    &["手机", "手机号", "手机号码", "移动电话", "电话", "联系方式", "联系电话", "tel", "phone", "mobile", "mob"];
/// What stands in front of other long numbers.
const OTHER: &[&str] = &[
    "编号",
    "代码",
    "单号",
    "序号",
    "合同号",
    "流水号",
    "批号",
    "条码",
    "许可证号",
    "第",
    "¥",
    "$",
    "项目号",
    "qq",
    "qq号",
    "微信群",
];
/// What stands behind an amount.
const UNITS: &[char] =
    &['元', '万', '亿', '千', '吨', '公', '平', '立', '米', '亩', '%', '株', '台', '号', '期', '美', '欧', '个', '件'];

pub(super) fn hit(page: &Page<'_>, number: &Number) -> Option<Hit> {
    let prefix = match number.digits.len() {
        11 => 0,
        12 if number.digits.starts_with('0') => 1,
        13 if number.digits.starts_with("86") => 2,
        15 if number.digits.starts_with("0086") => 4,
        _ => return None,
    };
    let digits = &number.digits.as_bytes()[prefix..];
    if digits[0] != b'1' || !(b'3'..=b'9').contains(&digits[1]) || digits[10] == b'X' || number.broken {
        return None;
    }
    // A code in front may be a group of its own.
    let mut groups = number.groups.as_slice();
    if prefix > 0 && groups.len() > 1 && groups[0] == prefix {
        groups = &groups[1..];
    } else if prefix > 0 && groups.len() > 1 {
        return None;
    }
    let usual =
        matches!(groups, [_] | [3, 4, 4] | [4, 4, 3] | [4, 3, 4] | [3, 8] | [7, 4] | [3, 3, 5] | [5, 6] | [3, 5, 3])
            || groups.len() == 11;
    if !usual || !stands_free(page, number) {
        return None;
    }
    let start = skip(page, number, prefix);
    let why = if page.labelled(number.at.start, LABELS) {
        "11 位手机号码，旁边写明是电话。"
    } else {
        "11 位数字符合手机号码。"
    };
    Some(Hit::stop(Kind::Mobile, start..number.at.end, why))
}

/// Neither part of a longer word or number, nor an amount, nor the number of something else.
fn stands_free(page: &Page<'_>, number: &Number) -> bool {
    let at = &number.at;
    let joined = |c: char| c.is_ascii_alphanumeric();
    let labelled = page.labelled(at.start, LABELS);
    if page.next(at.end).is_some_and(joined) || (page.last(at.start).is_some_and(joined) && !labelled) {
        return false;
    }
    let (before, behind) = (page.before(at.start, 2), page.after(at.end, 2));
    let runs_on = |near: &str, mark: usize, digit: usize| {
        let chars: Vec<char> = near.chars().collect();
        chars.get(mark).is_some_and(|c| matches!(c, '.' | '-' | '*'))
            && chars.get(digit).is_some_and(char::is_ascii_digit)
    };
    let decimal = runs_on(behind, 0, 1) && behind.starts_with('.');
    let inside = runs_on(before, 1, 0) && !matches!(number.groups.len(), 2..);
    let amount = behind.starts_with(UNITS);
    let grouped = number.groups.len() > 1;
    let more = grouped && (continues(before.chars().rev()) || continues(behind.chars()));
    !decimal && (labelled || !inside) && !more && (labelled || (!amount && !page.labelled(at.start, OTHER)))
}

/// Whether groups of digits go on beyond the number: then it is part of a longer one.
fn continues(mut near: impl Iterator<Item = char>) -> bool {
    matches!(near.next(), Some(' ' | '-' | '.' | '*')) && near.next().is_some_and(|c| c.is_ascii_digit() || c == '*')
}

/// Where the number itself begins, behind the country's code.
fn skip(page: &Page<'_>, number: &Number, prefix: usize) -> usize {
    let text = &page.text()[number.at.clone()];
    let digit = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).nth(prefix);
    number.at.start + digit.map_or(0, |(at, _)| at)
}
