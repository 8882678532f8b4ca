//! Which encoding a text file is in, and whether it is text at all.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::ReadError;

/// Decoded text and what it was decoded from.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: &'static Encoding,
    /// Characters that could not be decoded; each stands as U+FFFD in the text.
    pub(crate) damaged: usize,
}

/// Bytes looked at to tell the encoding; enough to know, little enough that garbage of any size is refused at once.
const SAMPLE: usize = 64 * 1024;

/// Decodes UTF-8, UTF-16 (with or without a byte order mark) and GB18030, whichever the bytes are.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, ReadError> {
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => decode_as(encoding, &bytes[mark..]),
        None => decode_as(guess(&bytes[..bytes.len().min(SAMPLE)]).ok_or(ReadError::NotText)?, bytes),
    }
}

/// Decodes as told; refuses when what comes out is not text.
pub(crate) fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, ReadError> {
    let start = &bytes[..bytes.len().min(SAMPLE)];
    if looks_binary(&encoding.decode_without_bom_handling(start).0) {
        return Err(ReadError::NotText);
    }
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    let damaged = if bad { text.chars().filter(|&c| c == '\u{fffd}').count() } else { 0 };
    if damaged * 20 > text.chars().count() + 20 {
        return Err(ReadError::NotText);
    }
    Ok(Decoded { text: text.into_owned(), encoding, damaged })
}

/// The name people know an encoding by.
pub(crate) fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030" } else { encoding.name() }
}

/// The encoding the sample is most likely in.
pub(crate) fn guess(sample: &[u8]) -> Option<&'static Encoding> {
    let utf8 = Utf8Count::of(sample);
    if utf8.errors == 0 && !sample.contains(&0) {
        return Some(UTF_8);
    }
    let (little, big) = (utf16_share(sample, u16::from_le_bytes), utf16_share(sample, u16::from_be_bytes));
    if little.max(big) >= 0.9 {
        return Some(if little >= big { UTF_16LE } else { UTF_16BE });
    }
    if utf8.characters > 20 * utf8.errors {
        return Some(UTF_8);
    }
    is_gb18030(sample).then_some(GB18030)
}

/// Text has hardly any control characters, one or two by accident; random bytes have one in five.
fn looks_binary(text: &str) -> bool {
    let is_odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{85}');
    let odd = text.chars().filter(|&c| is_odd(c)).count();
    odd > 2 && odd * 50 > text.chars().count()
}

struct Utf8Count {
    characters: usize,
    errors: usize,
}

impl Utf8Count {
    /// Characters beyond ASCII, and broken sequences; one cut off by the end of the sample is not broken.
    fn of(sample: &[u8]) -> Self {
        let (mut characters, mut errors, mut seen) = (0, 0, 0);
        for chunk in sample.utf8_chunks() {
            characters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            seen += chunk.valid().len() + chunk.invalid().len();
            let cut_off = seen == sample.len() && sample.len() >= SAMPLE;
            if !chunk.invalid().is_empty() && !cut_off {
                errors += 1;
            }
        }
        Self { characters, errors }
    }
}

/// Share of 16-bit units that everyday Chinese or ASCII text would hold.
fn utf16_share(sample: &[u8], unit: fn([u8; 2]) -> u16) -> f64 {
    let (units, _) = sample.as_chunks::<2>();
    if units.is_empty() || (sample.len() % 2 == 1 && sample.len() < SAMPLE) {
        return 0.0;
    }
    let plausible = |unit: u16| matches!(unit, 9 | 10 | 13 | 0x20..=0x7e | 0xa0..=0xff | 0x2010..=0x203f | 0x2460..=0x24ff | 0x3000..=0x303f | 0x4e00..=0x9fff | 0xff00..=0xffef);
    units.iter().filter(|&&pair| plausible(unit(pair))).count() as f64 / units.len() as f64
}

/// Whether the two-byte characters are mostly those of GB 2312: other encodings and noise fall all over the larger set.
fn is_gb18030(sample: &[u8]) -> bool {
    let (mut everyday, mut doubles, mut errors, mut at) = (0, 0, 0, 0);
    while let Some(&lead) = sample.get(at) {
        let trail = sample.get(at + 1).copied();
        at += match (lead, trail) {
            (0..=0x7f, _) | (_, None) => 1,
            (0x81..=0xfe, Some(0x30..=0x39)) => 4,
            (0x81..=0xfe, Some(trail @ (0x40..=0x7e | 0x80..=0xfe))) => {
                doubles += 1;
                everyday += usize::from(matches!(lead, 0xa1..=0xf7) && trail >= 0xa1);
                2
            }
            _ => {
                errors += 1;
                1
            }
        };
    }
    doubles > 0 && errors * 50 <= doubles && everyday * 10 >= doubles * 7
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "各区（市）人民政府：\r\n一、深化重点领域信息公开，做好“三公”经费公开。2022年㎡\r\n";

    fn name(bytes: &[u8]) -> &'static str {
        let decoded = decode(bytes).unwrap();
        assert_eq!(decoded.text, TEXT);
        decoded.encoding.name()
    }

    fn utf16(unit: fn(u16) -> [u8; 2], mark: &str) -> Vec<u8> {
        format!("{mark}{TEXT}").encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn utf8_is_read_with_and_without_a_mark() {
        assert_eq!(name(TEXT.as_bytes()), "UTF-8");
        assert_eq!(name(format!("\u{feff}{TEXT}").as_bytes()), "UTF-8");
    }

    #[test]
    fn utf16_is_read_in_both_byte_orders_with_and_without_a_mark() {
        assert_eq!(name(&utf16(u16::to_le_bytes, "\u{feff}")), "UTF-16LE");
        assert_eq!(name(&utf16(u16::to_be_bytes, "\u{feff}")), "UTF-16BE");
        assert_eq!(name(&utf16(u16::to_le_bytes, "")), "UTF-16LE");
        assert_eq!(name(&utf16(u16::to_be_bytes, "")), "UTF-16BE");
    }

    #[test]
    fn gb18030_is_read() {
        assert_eq!(name(&GB18030.encode(TEXT).0), "gb18030");
    }

    #[test]
    fn a_character_cut_at_the_end_of_the_sample_does_not_change_the_guess() {
        let text = format!("a{}", "政务公开".repeat(SAMPLE / 8));
        assert_eq!(decode(text.as_bytes()).unwrap().encoding, UTF_8);
        assert_eq!(decode(&GB18030.encode(&text).0).unwrap().text, text);
    }

    #[test]
    fn a_few_broken_bytes_in_utf8_are_counted_not_refused() {
        let mut bytes = TEXT.repeat(10).into_bytes();
        bytes.insert(12, 0xff);
        let decoded = decode(&bytes).unwrap();
        assert_eq!((decoded.encoding, decoded.damaged), (UTF_8, 1));
    }

    #[test]
    fn noise_is_refused() {
        let noise: Vec<u8> = (0..100_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode(&noise).unwrap_err(), ReadError::NotText);
        assert_eq!(decode(&[1, 2, 3]).unwrap_err(), ReadError::NotText);
        assert_eq!(decode(&[0; 4096]).unwrap_err(), ReadError::NotText);
    }
}
