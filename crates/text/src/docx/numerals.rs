//! Numbers as Word's automatic lists write them: 一, 壹, 甲, ①, Ⅳ, c …

/// Writes `number` in a numbering format of WordprocessingML (`ST_NumberFormat`); decimal when the format is not known.
/// A format that has run out of signs falls back to decimal, as Word does.
pub(crate) fn write(format: &str, number: u32) -> String {
    let circled = |first: char| char::from_u32(first as u32 + number.wrapping_sub(1)).map(String::from);
    let special = match format {
        "none" | "bullet" => Some(String::new()),
        "chineseCounting" | "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            Some(if format != "chineseCounting" || number > 99 { digits(number) } else { counting(number, &SMALL) })
        }
        "chineseCountingThousand" | "taiwaneseCounting" | "taiwaneseCountingThousand" | "japaneseCounting" => {
            (number < 100_000).then(|| counting(number, &SMALL))
        }
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            (number < 100_000).then(|| counting(number, &LEGAL))
        }
        "ideographTraditional" => cycle("甲乙丙丁戊己庚辛壬癸", number),
        "ideographZodiac" => cycle("子丑寅卯辰巳午未申酉戌亥", number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => match number {
            1..=20 => circled('①'),
            21..=35 => char::from_u32('㉑' as u32 + number - 21).map(String::from),
            36..=50 => char::from_u32('㊱' as u32 + number - 36).map(String::from),
            _ => None,
        },
        "decimalEnclosedParen" => (1..=20).contains(&number).then(|| circled('⑴')).flatten(),
        "decimalEnclosedFullstop" => (1..=20).contains(&number).then(|| circled('⒈')).flatten(),
        "ideographEnclosedCircle" => (1..=10).contains(&number).then(|| circled('㊀')).flatten(),
        "decimalFullWidth" | "decimalFullWidth2" => Some(full_width(number)),
        "decimalZero" => Some(format!("{number:02}")),
        "numberInDash" => Some(format!("- {number} -")),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).map(|roman| roman.to_lowercase()),
        "upperLetter" => letters(number, 'A'),
        "lowerLetter" => letters(number, 'a'),
        _ => None,
    };
    special.unwrap_or_else(|| number.to_string())
}

struct Signs {
    digits: [char; 10],
    units: [&'static str; 4],
    /// Whether 10 is written 十 rather than 一十.
    short_ten: bool,
}

const SMALL: Signs = Signs {
    digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    units: ["", "十", "百", "千"],
    short_ten: true,
};
const LEGAL: Signs = Signs {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    units: ["", "拾", "佰", "仟"],
    short_ten: false,
};

/// 105 as 一百零五; below 100,000.
fn counting(number: u32, signs: &Signs) -> String {
    if number == 0 {
        return signs.digits[0].to_string();
    }
    let mut text = String::new();
    if number >= 10_000 {
        text.push_str(&counting(number / 10_000, signs));
        text.push('万');
    }
    let mut gap = false;
    for (power, unit) in [(1000, 3), (100, 2), (10, 1), (1, 0)] {
        let digit = number / power % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            text.push(signs.digits[0]);
        }
        if !(signs.short_ten && number < 20 && unit == 1) {
            text.push(signs.digits[digit as usize]);
        }
        text.push_str(signs.units[unit]);
    }
    text
}

/// 105 as 一〇五.
fn digits(number: u32) -> String {
    number
        .to_string()
        .bytes()
        .map(|digit| if digit == b'0' { '〇' } else { SMALL.digits[(digit - b'0') as usize] })
        .collect()
}

fn full_width(number: u32) -> String {
    number.to_string().bytes().filter_map(|digit| char::from_u32('０' as u32 + u32::from(digit - b'0'))).collect()
}

fn cycle(signs: &str, number: u32) -> Option<String> {
    signs.chars().nth(number.checked_sub(1)? as usize).map(String::from)
}

fn roman(mut number: u32) -> Option<String> {
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut text = String::new();
    for (value, sign) in [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    Some(text)
}

/// a … z, aa, bb … as Word counts on.
fn letters(number: u32, first: char) -> Option<String> {
    let index = number.checked_sub(1)?;
    let letter = char::from_u32(first as u32 + index % 26)?;
    (index < 26 * 30).then(|| std::iter::repeat_n(letter, index as usize / 26 + 1).collect())
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn chinese_counting_says_numbers_as_people_do() {
        let spoken: Vec<String> =
            [1, 10, 11, 20, 35, 100, 105, 110, 215, 1001, 12_030].map(|n| write("chineseCountingThousand", n)).into();
        assert_eq!(
            spoken,
            [
                "一",
                "十",
                "十一",
                "二十",
                "三十五",
                "一百",
                "一百零五",
                "一百一十",
                "二百一十五",
                "一千零一",
                "一万二千零三十"
            ]
        );
        assert_eq!(write("chineseCounting", 12), "十二");
        assert_eq!(write("chineseCounting", 105), "一〇五");
        assert_eq!(write("chineseLegalSimplified", 16), "壹拾陆");
    }

    #[test]
    fn enclosed_and_other_signs_are_written() {
        assert_eq!(write("decimalEnclosedCircleChinese", 3), "③");
        assert_eq!(write("decimalEnclosedCircle", 21), "㉑");
        assert_eq!(write("decimalEnclosedParen", 2), "⑵");
        assert_eq!(write("decimalEnclosedFullstop", 20), "⒛");
        assert_eq!(write("ideographEnclosedCircle", 10), "㊉");
        assert_eq!(write("ideographTraditional", 2), "乙");
        assert_eq!(write("decimalFullWidth", 12), "１２");
        assert_eq!(write("upperRoman", 14), "XIV");
        assert_eq!(write("lowerLetter", 28), "bb");
    }

    #[test]
    fn a_format_out_of_signs_or_unknown_is_decimal() {
        assert_eq!(write("decimalEnclosedCircle", 51), "51");
        assert_eq!(write("ideographTraditional", 0), "0");
        assert_eq!(write("hebrew1", 7), "7");
    }
}
