//! `styles.xml`, as far as text needs it: which paragraph styles carry a list number or make up a table of contents.

use std::collections::HashMap;

use crate::ReadError;
use crate::xml::{Piece, Xml, attribute};

/// Chains of `basedOn` longer than this are loops.
const LONGEST_CHAIN: usize = 20;

/// A list number attached to a paragraph or a style; either half may be missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct NumberRef {
    /// The use of a list (`w:numId`); 0 switches numbering off.
    pub(crate) list: Option<u32>,
    /// The level (`w:ilvl`), from 0.
    pub(crate) level: Option<usize>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    number: NumberRef,
    contents_line: bool,
}

/// The styles of a document by their id.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    styles: HashMap<String, Style>,
    default: Option<String>,
}

pub(crate) fn read(xml: &mut Xml) -> Result<Styles, ReadError> {
    let mut styles = Styles::default();
    let mut id = String::new();
    loop {
        let element = match xml.next()? {
            Piece::Open(element) => element,
            Piece::End => return Ok(styles),
            Piece::Close | Piece::Text(_) => continue,
        };
        let name = element.local_name();
        if name.as_ref() == "style" {
            id = attribute(&element, "styleId").unwrap_or_default().into_owned();
            let is = |key, wanted: &[&str]| attribute(&element, key).is_some_and(|value| wanted.contains(&&*value));
            if is("type", &["paragraph"]) && is("default", &["1", "true", "on"]) {
                styles.default = Some(id.clone());
            }
            styles.styles.insert(id.clone(), Style::default());
        } else if let Some(style) = styles.styles.get_mut(&id) {
            let value = || attribute(&element, "val").unwrap_or_default();
            match name.as_ref() {
                "name" => style.contents_line = is_contents_line(&value()),
                "basedOn" => style.based_on = Some(value().into_owned()),
                "numId" => style.number.list = value().parse().ok(),
                "ilvl" => style.number.level = value().parse().ok(),
                _ => {}
            }
        }
    }
}

/// Word's built-in style names are the same in every language: `toc 1` to `toc 9`.
fn is_contents_line(name: &str) -> bool {
    name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("toc ")) && name[4..].parse::<u8>().is_ok()
}

impl Styles {
    /// The list number a paragraph of this style has by itself, and the style of the chain that gave it.
    pub(crate) fn number<'a>(&'a self, style: Option<&'a str>) -> Option<(&'a str, NumberRef)> {
        self.chain(style).find(|(_, style)| style.number.list.is_some()).map(|(id, style)| (id, style.number))
    }

    /// Whether the style is for lines of a generated table of contents, which repeats the headings.
    pub(crate) fn is_contents_line(&self, style: Option<&str>) -> bool {
        self.chain(style).any(|(_, style)| style.contents_line)
    }

    fn chain<'a>(&'a self, style: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let get = |id: &str| self.styles.get_key_value(id).map(|(id, style)| (id.as_str(), style));
        let first = style.or(self.default.as_deref()).and_then(get);
        std::iter::successors(first, move |(_, style)| get(style.based_on.as_deref()?)).take(LONGEST_CHAIN)
    }
}
