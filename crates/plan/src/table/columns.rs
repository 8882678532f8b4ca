//! Which column holds what: the header decides where it fits, the content where it does not.

use super::content::{Content, Judged, is_noise, tells_time};
use super::header::{Role, role};
use crate::tracked::Tracked;

/// What a column's cells look like.
struct Stats {
    filled: usize,
    letters: usize,
    seq: usize,
    units: usize,
    time: usize,
    /// Cells that mention a time limit.
    timed: usize,
}

/// The role of each column of `rows`. `None` when no column holds demands.
pub(crate) fn roles(header: Option<&[Tracked]>, rows: &[Judged<'_>]) -> Option<Vec<Role>> {
    let width = rows.iter().map(|row| used(&row.row.cells)).max().unwrap_or(0);
    let stats: Vec<Stats> = (0..width).map(|column| stats(rows, column)).collect();
    let fitting = header.filter(|names| names.len() >= width);
    let mut roles = match fitting {
        Some(names) => by_name(names, width, &stats),
        None => by_content(header, &stats),
    };
    if !roles.iter().any(|role| matches!(role, Role::Unit | Role::Lead)) {
        for role in &mut roles {
            if *role == Role::Office {
                *role = Role::Unit;
            }
        }
    }
    let text = choose_text(&mut roles, &stats)?;
    if fitting.is_none() && !roles.contains(&Role::Due) {
        // Sentences about time are not bare times; they stand right of the demand.
        let late = (text + 1..roles.len()).find(|&column| roles[column] == Role::Note && stats[column].timed > 0);
        if let Some(column) = late {
            roles[column] = Role::Due;
        }
    }
    Some(roles)
}

/// Number of columns up to the last one in use.
fn used(cells: &[Tracked]) -> usize {
    cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1)
}

fn stats(rows: &[Judged<'_>], column: usize) -> Stats {
    let mut out = Stats { filled: 0, letters: 0, seq: 0, units: 0, time: 0, timed: 0 };
    for row in rows {
        let (Some(cell), Some(content)) = (row.row.cells.get(column), row.contents.get(column)) else { continue };
        if cell.is_empty() || is_noise(cell.as_str()) && *content != Content::Seq {
            continue;
        }
        out.filled += 1;
        out.letters += cell.chars();
        out.timed += usize::from(*content == Content::Words && tells_time(cell));
        match content {
            Content::Seq => out.seq += 1,
            Content::Units => out.units += 1,
            Content::Time => out.time += 1,
            Content::Empty | Content::Words => {}
        }
    }
    out
}

/// A nameless column beside a task column is the second half of a merged name.
fn by_name(names: &[Tracked], width: usize, stats: &[Stats]) -> Vec<Role> {
    let mut out: Vec<Role> = Vec::with_capacity(width);
    for (column, stats) in stats.iter().enumerate() {
        let name = names.get(column).map_or("", Tracked::as_str);
        let guess = match out.last() {
            Some(Role::Task | Role::Seq) | None => Role::Task,
            _ => guess(stats),
        };
        let named = role(name);
        // A column named 工作 that holds only numbers is the number column.
        let number = stats.filled > 0 && stats.seq == stats.filled;
        out.push(if number { Role::Seq } else { named.unwrap_or(guess) });
    }
    out
}

fn by_content(header: Option<&[Tracked]>, stats: &[Stats]) -> Vec<Role> {
    let mut out: Vec<Role> = stats.iter().map(guess).collect();
    let named: Vec<Role> =
        header.map_or(Vec::new(), |names| names.iter().filter_map(|name| role(name.as_str())).collect());
    let unit_columns: Vec<usize> = (0..out.len()).filter(|&column| out[column] == Role::Unit).collect();
    let lead_first =
        named.iter().position(|role| *role == Role::Lead) < named.iter().position(|role| *role == Role::Unit);
    if named.contains(&Role::Lead)
        && lead_first
        && unit_columns.len() > 1
        && let Some(&first) = unit_columns.first()
    {
        out[first] = Role::Lead;
    }
    out
}

fn guess(stats: &Stats) -> Role {
    let most = |count: usize| count * 2 > stats.filled && stats.filled > 0;
    if most(stats.seq) {
        Role::Seq
    } else if most(stats.time) {
        Role::Due
    } else if most(stats.units) {
        Role::Unit
    } else if stats.filled == 0 {
        Role::Note
    } else {
        Role::Task
    }
}

/// Of the columns that may hold demands, the one with the most letters does; those to its left are headings.
fn choose_text(roles: &mut [Role], stats: &[Stats]) -> Option<usize> {
    let candidate = |role: Role| matches!(role, Role::Task | Role::Content | Role::Requirement);
    let text =
        (0..roles.len()).filter(|&column| candidate(roles[column])).max_by_key(|&column| stats[column].letters)?;
    if stats[text].letters == 0 {
        return None;
    }
    for (column, role) in roles.iter_mut().enumerate() {
        if column == text {
            *role = Role::Text;
        } else if candidate(*role) {
            *role = if column < text { Role::Path } else { Role::Note };
        }
    }
    Some(text)
}
