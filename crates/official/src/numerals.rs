//! Numbers as printed: `20`, `２０`, `三`, `二十`, `两`, `二〇二二`.

/// A regex class of every character that can stand in such a number.
pub const NUMERAL: &str = "[0-9０-９〇○零一二两三四五六七八九十百]";

/// Reads a whole string as a number. `None` when it is not one or is too large.
pub fn number(text: &str) -> Option<u32> {
    let digits: Vec<u32> = text.chars().map(digit).collect::<Option<_>>()?;
    if digits.is_empty() {
        return None;
    }
    if digits.iter().all(|&value| value < 10) {
        return digits.iter().try_fold(0u32, |sum, &value| sum.checked_mul(10)?.checked_add(value));
    }
    let (mut total, mut pending) = (0u32, 0u32);
    for value in digits {
        if value < 10 {
            pending = value;
        } else {
            total = total.checked_add(pending.max(1).checked_mul(value)?)?;
            pending = 0;
        }
    }
    total.checked_add(pending)
}

/// 0–9, or 10, 100 and 1000 for 十, 百 and 千.
fn digit(character: char) -> Option<u32> {
    match character {
        '0'..='9' => Some(character as u32 - '0' as u32),
        '０'..='９' => Some(character as u32 - '０' as u32),
        '〇' | '○' | '零' => Some(0),
        '一' => Some(1),
        '二' | '两' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_read_in_every_script() {
        let cases = [("20", 20), ("２０", 20), ("三", 3), ("十", 10), ("二十", 20), ("三十一", 31), ("两", 2)];
        for (text, expected) in cases {
            assert_eq!(number(text), Some(expected), "{text}");
        }
        assert_eq!(number("二〇二二"), Some(2022));
        assert_eq!(number("一百二十"), Some(120));
    }

    #[test]
    fn what_is_no_number_or_too_large_is_refused() {
        for text in ["", "三月", "99999999999", "百百百百百百百百百百百百百百百百百百百百百百百百百百百百百百"]
        {
            assert!(number(text).is_none_or(|value| value < 10_000), "{text}");
        }
    }
}
