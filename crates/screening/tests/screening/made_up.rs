//! Made-up values with valid check digits, for tests: nobody's data.

/// A source of numbers that gives the same ones every time.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    pub fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.roll(10) as u8)).collect()
    }

    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len() as u64) as usize]
    }
}

pub fn resident_id(dice: &mut Dice) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let region = dice.pick(&["110105", "320282", "440306", "650102", "510107", "330783"]);
    let (year, month, day) = (1940 + dice.roll(70), 1 + dice.roll(12), 1 + dice.roll(28));
    let body = format!("{region}{year}{month:02}{day:02}{:03}", dice.roll(1000));
    let sum: u32 = body.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{body}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

pub fn mobile(dice: &mut Dice) -> String {
    format!("1{}{}", 3 + dice.roll(7), dice.digits(9))
}

pub fn bank_card(dice: &mut Dice, length: usize) -> String {
    let body = format!("62{}", dice.digits(length - 3));
    let sum: u32 = (body.bytes().rev().enumerate())
        .map(|(place, digit)| match (place % 2, u32::from(digit - b'0')) {
            (0, digit) if digit > 4 => digit * 2 - 9,
            (0, digit) => digit * 2,
            (_, digit) => digit,
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// The digits in groups of these sizes.
pub fn grouped(number: &str, sizes: &[usize], between: &str) -> String {
    let mut rest = number;
    let mut parts = Vec::new();
    for size in sizes {
        let (part, more) = rest.split_at((*size).min(rest.len()));
        parts.push(part);
        rest = more;
    }
    parts.push(rest);
    parts.retain(|part| !part.is_empty());
    parts.join(between)
}

/// The text in full-width characters.
pub fn wide(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap_or(c) } else { c })
        .collect()
}
