//! Resident identity numbers (GB 11643): 18 digits with a check digit, or the 15 digits of before 1999.

use crate::Kind;
use crate::context::Page;
use crate::digits::Number;
use crate::finding::Hit;

/// The two digits of a province.
const PROVINCES: &[u32] = &[
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
    64, 65, 71, 81, 82, 83,
];
const LABELS: &[&str] = &[
    "身份证",
    "身份证号",
    "身份证号码",
    "身份证件号",
    "身份证件号码",
    "公民身份号码",
    "身份号码",
    "证件号",
    "证件号码",
    "证号",
    "id",
    "id号",
];
/// Codes of organizations, which are 18 characters too.
const ORGANIZATION: &[&str] = &["信用代码", "机构代码", "信用码", "社会信用"];

pub(super) fn hit(page: &Page<'_>, number: &Number) -> Option<Hit> {
    let Number { at, digits, groups, broken } = number;
    let alone = groups.len() == 1;
    let inside_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if inside_word(page.next(at.end)) || (inside_word(page.last(at.start)) && !page.labelled(at.start, LABELS)) {
        return None;
    }
    let labelled = || page.labelled(at.start, LABELS);
    match digits.len() {
        18 if region(digits) && date(&digits[6..14]) => {
            if checks(digits) {
                let organization = page.near(at, 16, 0, ORGANIZATION) && credit_code(digits);
                (!organization)
                    .then(|| Hit::stop(Kind::ResidentId, at.clone(), "18 位数字的地区、生日和校验位都符合身份证号。"))
            } else {
                let why = "标明是身份证号，但校验位不符，可能抄错；仍不应公开。";
                ((alone || !broken) && labelled()).then(|| Hit::stop(Kind::ResidentId, at.clone(), why))
            }
        }
        15 if alone && region(digits) && !digits.ends_with('X') && date(&format!("19{}", &digits[6..12])) => {
            let known = labelled() || page.near(at, 20, 0, &["身份证", "身份号码"]);
            Some(if known {
                Hit::stop(Kind::ResidentId, at.clone(), "15 位旧身份证号，旁边写明是身份证。")
            } else {
                Hit::hint(Kind::ResidentId, at.clone(), "15 位数字的地区和生日像旧身份证号，请确认。")
            })
        }
        _ => None,
    }
}

fn region(digits: &str) -> bool {
    let part = |range: std::ops::Range<usize>| digits[range].parse::<u32>().unwrap_or(0);
    let (province, city, county) = (part(0..2), part(2..4), part(4..6));
    // Permits of residents from Hong Kong, Macao and Taiwan have no city.
    if province > 80 {
        PROVINCES.contains(&province)
    } else {
        PROVINCES.contains(&province) && (1..=90).contains(&city) && county > 0
    }
}

/// Eight digits that are a day between 1900 and 2049.
pub(super) fn date(digits: &str) -> bool {
    let part = |range: std::ops::Range<usize>| digits[range].parse::<u32>().unwrap_or(0);
    let (year, month, day) = (part(0..4), part(4..6), part(6..8));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1900..2050).contains(&year) && (1..=days).contains(&day)
}

/// The check digit of ISO 7064, MOD 11-2.
fn checks(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    digits.as_bytes().last() == Some(&b"10X98765432"[(sum % 11) as usize])
}

/// Whether the digits are a unified social credit code (GB 32100), MOD 31-3.
fn credit_code(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    if digits.ends_with('X') {
        return false;
    }
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let last = u32::from(digits.as_bytes()[17] - b'0');
    (31 - sum % 31) % 31 == last
}
