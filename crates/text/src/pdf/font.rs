//! Fonts: which characters the codes of a string stand for, and how wide each is.

use std::collections::HashMap;

use encoding_rs::{GB18030, UTF_16BE};
use lopdf::{Dictionary, Document, Encoding, Object};

/// Most widths kept for one font: a character set of 16 bits has no more.
const MOST_WIDTHS: usize = 65_536;

enum Codes<'a> {
    /// Through the font's own table.
    Table(Encoding<'a>),
    /// The string is text in a named encoding: old Chinese PDFs without embedded fonts.
    Gb,
    Utf16,
    /// The codes are numbers of drawings; what they mean is not in the file.
    Unknown,
}

pub(super) struct Font<'a> {
    codes: Codes<'a>,
    /// Bytes of one code; 0 where one or two bytes follow GB rules.
    code_bytes: usize,
    widths: HashMap<u32, f64>,
    default_width: f64,
}

impl<'a> Font<'a> {
    pub(super) fn new(document: &'a Document, font: &'a Dictionary, budget: usize) -> Self {
        let composite = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
        let encoding = font.get_deref(b"Encoding", document).and_then(Object::as_name).unwrap_or_default();
        let codes = if let Some(table) = to_unicode(document, font, budget) {
            Codes::Table(table)
        } else if encoding.starts_with(b"GB") {
            Codes::Gb
        } else if encoding.starts_with(b"UniGB-U") {
            Codes::Utf16
        } else if composite {
            Codes::Unknown
        } else {
            font.get_font_encoding_with_limit(document, budget).map_or(Codes::Unknown, Codes::Table)
        };
        let gb = encoding.starts_with(b"GB");
        let (widths, default_width) =
            if composite { composite_widths(document, font) } else { simple_widths(document, font) };
        Self { codes, code_bytes: if gb { 0 } else { 1 + usize::from(composite) }, widths, default_width }
    }

    /// Each code of a string: its characters, its width as a share of the font size, and whether it is a one-byte space.
    pub(super) fn decode(&self, bytes: &[u8], mut each: impl FnMut(&str, f64, bool)) {
        let mut rest = bytes;
        while let Some(&first) = rest.first() {
            let length = match self.code_bytes {
                0 => 1 + usize::from(first >= 0x81),
                fixed => fixed,
            };
            let (code, after) = rest.split_at(length.min(rest.len()));
            rest = after;
            let number = code.iter().fold(0u32, |number, &byte| number << 8 | u32::from(byte));
            let width = match self.code_bytes {
                0 => 0.5 * length as f64,
                _ => self.widths.get(&number).copied().unwrap_or(self.default_width) / 1000.0,
            };
            each(&self.text(code), width, code == b" ");
        }
    }

    fn text(&self, code: &[u8]) -> String {
        match &self.codes {
            Codes::Table(table) => table.bytes_to_string(code).unwrap_or_default().replace('\u{fffd}', ""),
            Codes::Gb => GB18030.decode_without_bom_handling(code).0.into_owned(),
            Codes::Utf16 => UTF_16BE.decode_without_bom_handling(code).0.into_owned(),
            Codes::Unknown => String::new(),
        }
    }
}

/// The font's own table of characters. The library looks at it only where there is no `Encoding`, so it is asked without one.
fn to_unicode(document: &Document, font: &Dictionary, budget: usize) -> Option<Encoding<'static>> {
    let mut bare = font.clone();
    bare.remove(b"Encoding");
    match bare.get_font_encoding_with_limit(document, budget) {
        Ok(Encoding::UnicodeMapEncoding(table)) => Some(Encoding::UnicodeMapEncoding(table)),
        _ => None,
    }
}

fn number(object: &Object) -> f64 {
    object.as_float().map_or(0.0, f64::from)
}

fn simple_widths(document: &Document, font: &Dictionary) -> (HashMap<u32, f64>, f64) {
    let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0).clamp(0, 255) as u32;
    let widths = font.get_deref(b"Widths", document).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    ((first..256).zip(widths.iter().map(number)).collect(), 500.0)
}

/// `W` of a composite font: `first [w …]` or `first last w`, over and over.
fn composite_widths(document: &Document, font: &Dictionary) -> (HashMap<u32, f64>, f64) {
    let mut widths = HashMap::new();
    let child = font
        .get_deref(b"DescendantFonts", document)
        .and_then(Object::as_array)
        .and_then(|fonts| fonts.first().ok_or(lopdf::Error::Unimplemented("empty")))
        .and_then(|first| Ok(document.dereference(first)?.1))
        .and_then(Object::as_dict);
    let Ok(child) = child else { return (widths, 1000.0) };
    let default = child.get_deref(b"DW", document).map_or(1000.0, number);
    let list = child.get_deref(b"W", document).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut list = list.iter();
    while let (Some(first), Some(second)) = (list.next(), list.next()) {
        let first = first.as_i64().unwrap_or(0).clamp(0, 65_535) as u32;
        match document.dereference(second) {
            Ok((_, Object::Array(each))) => widths.extend((first..).zip(each.iter().map(number)).take(MOST_WIDTHS)),
            Ok((_, last)) => {
                let last = last.as_i64().unwrap_or(0).clamp(0, 65_535) as u32;
                let width = list.next().map_or(default, number);
                widths.extend((first..=last).map(|code| (code, width)));
            }
            Err(_) => {}
        }
        if widths.len() > MOST_WIDTHS {
            break;
        }
    }
    (widths, default)
}
