//! A public document as the typesetter gets it: its own words, and those that this site says about it.

use documents::snapshot::{DocumentSnapshot, under_title};
use kernel::Date;
use official::Block;
use paper::{FORMAT, Mark, Paper};
use publishing::{Item, Publication, Validity};

use super::Shown;
use crate::validity::{note_words, warning};

/// The paper of a version as it stands on a day; `site` is where the government's pages begin.
pub(super) fn of(shown: Shown, site: &str, on: Date) -> Paper {
    let Shown { government, item, publication, document } = shown;
    let mark = mark(&item, &publication, on);
    let number = number(&document);
    let address = match publication.version == item.version {
        true => format!("{site}/documents/{}", item.id),
        false => format!("{site}/documents/{}?version={}", item.id, publication.version),
    };
    Paper {
        format: FORMAT,
        title: title(&document),
        author: document.issuer.clone(),
        letterhead: letterhead(&document.blocks),
        number,
        mark,
        address,
        source: source(&government.name, &publication, &document),
        published_at: publication.published_at.0,
        blocks: under_title(&document.title, document.blocks),
    }
}

/// The title with the line breaks of the text, where the text has it.
fn title(document: &DocumentSnapshot) -> String {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let wanted = squeezed(&document.title);
    let set = document.blocks.iter().find_map(|block| match block {
        Block::Title { text } if squeezed(text) == wanted => Some(text.clone()),
        _ => None,
    });
    set.unwrap_or_else(|| document.title.clone())
}

fn letterhead(blocks: &[Block]) -> Vec<String> {
    let lines = blocks.iter().filter_map(|block| match block {
        Block::Letterhead { text } => Some(text.clone()),
        _ => None,
    });
    lines.collect()
}

/// The line of the text that also names who signs it, else the number alone.
fn number(document: &DocumentSnapshot) -> Option<String> {
    let line = document.blocks.iter().find_map(|block| match block {
        Block::Number { text } => Some(text.clone()),
        _ => None,
    });
    line.or_else(|| document.number.clone())
}

/// What must be known before reading: that it is not in force, was amended, or has a newer version.
fn mark(item: &Item, publication: &Publication, on: Date) -> Option<Mark> {
    let validity = item.validity(on);
    let standing = item.standing.iter().flat_map(|standing| &standing.notes);
    let mut notes: Vec<String> = validity.and_then(warning).map(str::to_owned).into_iter().collect();
    notes.extend(standing.filter(|note| note.on <= on).map(note_words));
    let is_old = publication.version != item.version;
    if is_old {
        notes.push(format!("这是第 {} 版，已经有更新的版本。", publication.version));
    }
    let word = match validity {
        Some(Validity::InForce) | None if is_old => "旧版本",
        None => return None,
        Some(validity) => validity.name(),
    };
    (!notes.is_empty()).then(|| Mark { word: word.into(), notes })
}

fn source(government: &str, publication: &Publication, document: &DocumentSnapshot) -> Vec<String> {
    let mut lines = vec![
        format!("{government}政务公开，第 {} 版，{} 公开", publication.version, publication.published_at),
        format!("索引号：{}", document.index_number),
    ];
    if !document.note.is_empty() {
        lines.push(format!("更正：{}", document.note));
    }
    if !document.files.is_empty() {
        let names: Vec<&str> = document.files.iter().map(|file| file.title.as_str()).collect();
        lines.push(format!("另有附件，在公开页面上：{}", names.join("、")));
    }
    lines
}
