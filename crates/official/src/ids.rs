//! Anchors: made of the text's own numbers, never twice the same.

use std::collections::HashMap;

use crate::marker::{Kind, Marker};

/// Gives ids in document order.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    /// The open numbered parts, outermost first, with their ids.
    path: Vec<(Kind, String)>,
    /// `f2` inside 附件2.
    annex: String,
    seen: HashMap<String, u32>,
    unnumbered: HashMap<String, u32>,
}

impl Ids {
    /// The id of a numbered part; parts of the same or a deeper kind end before it.
    pub(crate) fn numbered(&mut self, marker: &Marker) -> String {
        while self.path.last().is_some_and(|(kind, _)| *kind >= marker.kind) {
            self.path.pop();
        }
        let own = match marker.kind {
            Kind::Book => format!("b{}", marker.number),
            Kind::Chapter => format!("c{}", marker.number),
            Kind::Division => format!("s{}", marker.number),
            Kind::Article if marker.inserted > 0 => format!("a{}z{}", marker.number, marker.inserted),
            Kind::Article => format!("a{}", marker.number),
            _ => marker.number.to_string(),
        };
        // Articles are counted through the whole text, chapters through a book.
        let parent = match marker.kind {
            Kind::Article => self.annex.clone(),
            _ => self.parent(),
        };
        let id = self.unique(join(&parent, &own));
        self.path.push((marker.kind, id.clone()));
        id
    }

    /// The id of a paragraph (`p`) or table (`t`) under the open part.
    pub(crate) fn unnumbered(&mut self, letter: char) -> String {
        let base = join(&self.parent(), &letter.to_string());
        let count = self.unnumbered.entry(base.clone()).or_default();
        *count += 1;
        let id = format!("{base}{count}");
        self.unique(id)
    }

    /// The id of an annex; its parts begin with it.
    pub(crate) fn annex(&mut self, number: u32) -> String {
        self.path.clear();
        self.annex = self.unique(format!("f{number}"));
        self.annex.clone()
    }

    /// A title inside the text begins a document of its own.
    pub(crate) fn restart(&mut self) {
        self.path.clear();
    }

    fn parent(&self) -> String {
        self.path.last().map_or_else(|| self.annex.clone(), |(_, id)| id.clone())
    }

    fn unique(&mut self, id: String) -> String {
        let count = self.seen.entry(id.clone()).or_default();
        *count += 1;
        // `x` stands in no id made of numbers, so that this one is new.
        if *count == 1 { id } else { format!("{id}-x{count}") }
    }
}

fn join(parent: &str, own: &str) -> String {
    if parent.is_empty() { own.to_owned() } else { format!("{parent}-{own}") }
}
