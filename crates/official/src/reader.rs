//! The text, line by line, becomes blocks.

use crate::block::{Block, Official};
use crate::head;
use crate::ids::Ids;
use crate::lines::{Line, lines};
use crate::marker::{Kind, Marker, marker};
use crate::roles::{Role, annex_number, roles};
use crate::sign::untabled;

/// A numbered line up to this many characters can be a heading.
const HEADING: usize = 45;

/// Reads a document. Every line of the text is in a block; only page numbers and blank lines are left out.
pub fn read(text: &str) -> Official {
    let lines = untabled(lines(text));
    let roles = roles(&lines);
    let mut out = Official { blocks: blocks(&lines, &roles), ..Official::default() };
    head::fill(&mut out);
    out
}

fn blocks(lines: &[Line], roles: &[Role]) -> Vec<Block> {
    let markers: Vec<Option<Marker>> = lines
        .iter()
        .zip(roles)
        .map(|(line, role)| line.text().filter(|_| *role == Role::Body).and_then(marker))
        .collect();
    let mut ids = Ids::default();
    let mut out: Vec<Block> = Vec::new();
    let mut caption = None;
    for (at, line) in lines.iter().enumerate() {
        let role = roles[at];
        let text = match line {
            Line::Text(text) => text.clone(),
            Line::Table(rows) => {
                let id = ids.unnumbered('t');
                out.push(Block::Table { id, caption: caption.take(), head: head_rows(rows), rows: rows.clone() });
                continue;
            }
        };
        let block = match role {
            Role::Letterhead => Block::Letterhead { text },
            Role::Number => Block::Number { text },
            Role::Note => Block::Note { text },
            Role::Attachment => Block::Attachment { text },
            Role::Signature => Block::Signature { text },
            Role::Imprint => Block::Imprint { text },
            Role::Addressees => Block::Addressees { text },
            Role::Title => {
                ids.restart();
                Block::Title { text }
            }
            Role::Annex => Block::Annex { id: ids.annex(annex_number(&text)), text },
            Role::Caption => {
                caption = Some(text);
                continue;
            }
            Role::More => {
                if let Some(Block::Title { text: above } | Block::Addressees { text: above }) = out.last_mut() {
                    above.push('\n');
                    above.push_str(&text);
                }
                continue;
            }
            Role::Body => match markers[at] {
                None => Block::Paragraph { id: ids.unnumbered('p'), text },
                Some(marker) => numbered(text, &marker, is_heading(&markers, roles, lines, at), &mut ids),
            },
        };
        out.push(block);
    }
    out
}

fn numbered(text: String, marker: &Marker, heading: bool, ids: &mut Ids) -> Block {
    let (id, level) = (ids.numbered(marker), marker.kind.level());
    if heading {
        return Block::Heading { id, level, text };
    }
    let (label, rest) = text.split_at(marker.len);
    Block::Item { id, level, label: label.trim().to_owned(), text: rest.trim().to_owned() }
}

/// A short line without a sentence, with something of its own below it.
fn is_heading(markers: &[Option<Marker>], roles: &[Role], lines: &[Line], at: usize) -> bool {
    let (Some(own), Some(text)) = (markers[at], lines[at].text()) else { return false };
    if own.kind < Kind::Article {
        return text.chars().count() <= HEADING && !text.ends_with('。');
    }
    let short = text.chars().count() <= HEADING;
    if own.kind == Kind::Article
        || !short
        || text.contains('。')
        || text.ends_with(['；', ';', '：', ':', '，', ',', '！', '？'])
    {
        return false;
    }
    let sibling = |marker: &Option<Marker>| marker.is_some_and(|other| other.kind == own.kind);
    let beside = at > 0 && sibling(&markers[at - 1]);
    let below = match markers.get(at + 1) {
        Some(Some(next)) => next.kind > own.kind,
        Some(None) => matches!(roles[at + 1], Role::Body | Role::Caption),
        None => false,
    };
    below && !beside
}

/// The first row, when a table has more than one and the row has no number or long text in it.
fn head_rows(rows: &[Vec<String>]) -> usize {
    let names = |row: &Vec<String>| {
        row.iter().all(|cell| cell.chars().count() <= 20 && !cell.starts_with(|c: char| c.is_ascii_digit()))
    };
    usize::from(rows.len() > 1 && names(&rows[0]))
}
