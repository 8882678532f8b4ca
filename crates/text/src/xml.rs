//! XML read as a flat stream with bounded depth; entities other than the five of XML itself are never expanded.

use std::borrow::Cow;

use encoding_rs::Encoding;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::limits::Deadline;
use crate::{Format, Limits, ReadError};

/// Decodes a part: UTF-8 unless a byte order mark says otherwise.
pub(crate) fn decode(part: Vec<u8>, format: Format) -> Result<String, ReadError> {
    let broken = || ReadError::broken(format, "文字编码有误");
    match Encoding::for_bom(&part) {
        Some((encoding, mark)) => encoding
            .decode_without_bom_handling_and_without_replacement(&part[mark..])
            .map(Cow::into_owned)
            .ok_or_else(broken),
        None => String::from_utf8(part).map_err(|_| broken()),
    }
}

/// One step through a document.
pub(crate) enum Piece<'a> {
    Open(BytesStart<'a>),
    Close,
    Text(Cow<'a, str>),
    End,
}

/// The stream of one document.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    format: Format,
    deepest: usize,
    depth: usize,
    deadline: Deadline,
    events: u32,
}

impl<'a> Xml<'a> {
    pub(crate) fn new(text: &'a str, format: Format, limits: &Limits, deadline: Deadline) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { reader, format, deepest: limits.nesting, depth: 0, deadline, events: 0 }
    }

    pub(crate) fn next(&mut self) -> Result<Piece<'a>, ReadError> {
        loop {
            self.events = self.events.wrapping_add(1);
            if self.events.is_multiple_of(1024) {
                self.deadline.check()?;
            }
            let event = self.reader.read_event().map_err(|_| ReadError::broken(self.format, "内部结构有误"))?;
            match event {
                Event::Start(element) => {
                    self.depth += 1;
                    if self.depth > self.deepest {
                        return Err(ReadError::complex(format!("内部嵌套超过 {} 层", self.deepest)));
                    }
                    return Ok(Piece::Open(element));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Piece::Close);
                }
                Event::Text(text) => return Ok(Piece::Text(text.xml10_content().into_owned().into())),
                Event::CData(text) => return Ok(Piece::Text(text.into_inner())),
                Event::GeneralRef(name) => {
                    if let Some(c) = resolve(&name) {
                        return Ok(Piece::Text(c.to_string().into()));
                    }
                }
                Event::Eof if self.depth > 0 => return Err(ReadError::broken(self.format, "内容不完整")),
                Event::Eof => return Ok(Piece::End),
                _ => {}
            }
        }
    }

    /// Leaves the element just opened, with everything in it.
    pub(crate) fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.depth - 1;
        while self.depth > outside {
            if let Piece::End = self.next()? {
                break;
            }
        }
        Ok(())
    }
}

fn resolve(name: &quick_xml::events::BytesRef) -> Option<char> {
    match &*name.xml10_content() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => name.resolve_char_ref().ok().flatten(),
    }
}

/// The value of an attribute by its name without prefix.
pub(crate) fn attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    let attribute =
        element.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or(attribute.value))
}

/// An attribute that is a number.
pub(crate) fn number<N: std::str::FromStr>(element: &BytesStart<'_>, name: &str) -> Option<N> {
    attribute(element, name)?.trim().parse().ok()
}
