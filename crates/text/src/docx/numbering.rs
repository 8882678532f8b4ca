//! `numbering.xml`: which lists there are and how each of their nine levels is written.

use std::collections::HashMap;

use crate::ReadError;
use crate::xml::{Piece, Xml, attribute, number};

/// Levels a Word list has.
pub(crate) const LEVELS: usize = 9;

/// One level of a list.
#[derive(Debug, Clone)]
pub(crate) struct Level {
    pub(crate) start: u32,
    /// `ST_NumberFormat`, e.g. `chineseCounting`.
    pub(crate) format: String,
    /// Pattern such as `（%1）` or `%1.%2`.
    pub(crate) text: String,
    /// Whether a tab or space parts the number from the text.
    pub(crate) spaced: bool,
    /// The level (1-based) whose advance restarts this one; 0 never; absent: any higher level.
    pub(crate) restart: Option<usize>,
    /// Whether all numbers in the pattern are decimal whatever their own level says.
    pub(crate) legal: bool,
    /// The paragraph style tied to this level.
    pub(crate) style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".into(),
            text: String::new(),
            spaced: true,
            restart: None,
            legal: false,
            style: None,
        }
    }
}

/// A list definition (`w:abstractNum`).
#[derive(Debug, Default)]
pub(crate) struct List {
    pub(crate) levels: [Option<Level>; LEVELS],
    /// The numbering style that holds the levels instead.
    pub(crate) linked_style: Option<String>,
}

/// A use of a list (`w:num`), with its own starts and levels.
#[derive(Debug, Default)]
pub(crate) struct Use {
    pub(crate) list: u32,
    pub(crate) starts: [Option<u32>; LEVELS],
    pub(crate) levels: [Option<Level>; LEVELS],
}

/// Everything `numbering.xml` defines.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    pub(crate) lists: HashMap<u32, List>,
    pub(crate) uses: HashMap<u32, Use>,
}

/// Where in the file the reader is.
enum Within {
    Nothing,
    List(u32),
    Use(u32),
}

pub(crate) fn read(xml: &mut Xml) -> Result<Numbering, ReadError> {
    let mut numbering = Numbering::default();
    let mut within = Within::Nothing;
    let mut level = 0;
    loop {
        let element = match xml.next()? {
            Piece::Open(element) => element,
            Piece::End => return Ok(numbering),
            Piece::Close | Piece::Text(_) => continue,
        };
        let value = || attribute(&element, "val").unwrap_or_default();
        match element.local_name().as_ref() {
            "abstractNum" => {
                let id = number(&element, "abstractNumId").unwrap_or_default();
                numbering.lists.insert(id, List::default());
                within = Within::List(id);
            }
            "num" => {
                let id = number(&element, "numId").unwrap_or_default();
                numbering.uses.insert(id, Use::default());
                within = Within::Use(id);
            }
            "lvlOverride" => level = number(&element, "ilvl").unwrap_or(LEVELS),
            "lvl" => {
                level = number(&element, "ilvl").unwrap_or(LEVELS);
                if let Some(slot) = numbering.level_slot(&within, level) {
                    *slot = Some(Level::default());
                }
            }
            // A newer spelling of the format sits in Choice; Fallback repeats it for old programs.
            "Fallback" => xml.skip()?,
            name => match &within {
                Within::List(id) if name == "numStyleLink" => {
                    if let Some(list) = numbering.lists.get_mut(id) {
                        list.linked_style = Some(value().into_owned());
                    }
                }
                Within::Use(id) if matches!(name, "abstractNumId" | "startOverride") => {
                    if let Some(used) = numbering.uses.get_mut(id) {
                        match (name, used.starts.get_mut(level)) {
                            ("abstractNumId", _) => used.list = value().parse().unwrap_or_default(),
                            (_, Some(start)) => *start = value().parse().ok(),
                            _ => {}
                        }
                    }
                }
                _ => {
                    if let Some(Some(level)) = numbering.level_slot(&within, level) {
                        level.set(name, &value());
                    }
                }
            },
        }
    }
}

impl Level {
    fn set(&mut self, property: &str, value: &str) {
        match property {
            "start" => self.start = value.parse().unwrap_or(1),
            "numFmt" => value.clone_into(&mut self.format),
            "lvlText" => value.clone_into(&mut self.text),
            "suff" => self.spaced = value != "nothing",
            "lvlRestart" => self.restart = value.parse().ok(),
            "isLgl" => self.legal = !matches!(value, "0" | "false" | "off"),
            "pStyle" => self.style = Some(value.to_owned()),
            _ => {}
        }
    }
}

impl Numbering {
    fn level_slot(&mut self, within: &Within, level: usize) -> Option<&mut Option<Level>> {
        match within {
            Within::Nothing => None,
            Within::List(id) => self.lists.get_mut(id)?.levels.get_mut(level),
            Within::Use(id) => self.uses.get_mut(id)?.levels.get_mut(level),
        }
    }
}
