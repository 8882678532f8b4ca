//! One row read by its columns, with cells that slipped into a neighbouring column put back.

use super::content::{Content, Judged, is_noise, is_seq, tells_time};
use super::header::Role;
use crate::tracked::Tracked;

/// A row with every cell in its place.
#[derive(Debug, Default, Clone)]
pub(crate) struct Aligned {
    pub(crate) line: usize,
    pub(crate) seq: Option<Tracked>,
    /// One per path column, empty where blank.
    pub(crate) path: Vec<Tracked>,
    pub(crate) text: Tracked,
    pub(crate) lead: Vec<Tracked>,
    pub(crate) units: Vec<Tracked>,
    pub(crate) due: Vec<Tracked>,
    /// Cells were found outside their columns.
    pub(crate) shifted: bool,
}

/// Reads a row. Text that stands left of its column, or answers right of theirs, are recognised by content.
pub(crate) fn align(row: &Judged<'_>, roles: &[Role]) -> Aligned {
    let column = roles.iter().position(|role| *role == Role::Text).unwrap_or(0);
    let at = text_column(row, roles, column);
    let paths = roles.iter().filter(|role| **role == Role::Path).count();
    let mut out = Aligned {
        line: row.row.line,
        path: vec![Tracked::default(); paths],
        shifted: at != column,
        ..Aligned::default()
    };
    let mut next_path = 0;
    for (index, cell, judged) in row.cells() {
        let role = if index == at { Role::Text } else { roles.get(index).copied().unwrap_or(Role::Note) };
        // With the text out of its column, only what precedes it can still be trusted to its own.
        let role = if out.shifted && index > at { Role::Note } else { role };
        if role == Role::Path {
            next_path += 1;
        }
        if cell.is_empty() {
            continue;
        }
        match role {
            Role::Text => out.text = cell.clone(),
            Role::Seq => out.seq = Some(cell.clone()),
            Role::Path if is_seq(cell.as_str()) && out.seq.is_none() && index == 0 => out.seq = Some(cell.clone()),
            Role::Path => out.path[next_path - 1] = cell.clone(),
            Role::Lead | Role::Unit | Role::Due => answer(&mut out, cell, judged, Some(role)),
            _ => answer(&mut out, cell, judged, None),
        }
    }
    out
}

/// Where the row's demand stands: in its column, unless that holds a unit, a time or nothing and another cell has words.
fn text_column(row: &Judged<'_>, roles: &[Role], column: usize) -> usize {
    let Some((_, cell, judged)) = row.cells().nth(column) else { return longest_words(row, roles, column) };
    match judged {
        Content::Words | Content::Seq => column,
        Content::Units | Content::Time if cell.chars() > 40 => column,
        Content::Empty | Content::Units | Content::Time => longest_words(row, roles, column),
    }
}

/// The longest cell of words, when it is long enough to be a demand rather than a heading.
fn longest_words(row: &Judged<'_>, roles: &[Role], column: usize) -> usize {
    let answers = row.contents.iter().any(|judged| matches!(judged, Content::Units | Content::Time));
    let words = row.cells().filter(|(_, _, judged)| *judged == Content::Words);
    let best = words.max_by_key(|(_, cell, _)| cell.chars());
    match best {
        Some((index, cell, _)) if !is_noise(cell.as_str()) => {
            let is_answer_column =
                matches!(roles.get(index), Some(Role::Unit | Role::Lead | Role::Due | Role::Leader | Role::Office));
            let demand = cell.chars() >= 24 || answers && index < column;
            if demand && !(is_answer_column && index > column) { index } else { column }
        }
        _ => column,
    }
}

/// Puts a cell that answers "who" or "when" in its place; content overrules the column.
fn answer(out: &mut Aligned, cell: &Tracked, judged: Content, role: Option<Role>) {
    let (place, moved) = match (role, judged) {
        (Some(Role::Lead), Content::Units | Content::Words) => (&mut out.lead, false),
        (Some(Role::Unit | Role::Lead), Content::Time) => (&mut out.due, true),
        (Some(Role::Due), Content::Units) => (&mut out.units, true),
        (Some(Role::Unit), _) => (&mut out.units, false),
        (Some(Role::Due), _) => (&mut out.due, false),
        (None, Content::Units) => (&mut out.units, true),
        (None, Content::Time) => (&mut out.due, true),
        (None, Content::Words) if tells_time(cell) => (&mut out.due, true),
        _ => return,
    };
    // Cells in their own columns win over one that strayed in.
    if place.is_empty() {
        out.shifted |= moved;
        place.push(cell.clone());
    } else if !moved {
        place.push(cell.clone());
    }
}
