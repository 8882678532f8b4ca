//! One page as text: tables by their ruled lines, the rest as paragraphs told from indents and line ends.

use super::grid::{self, Grid};
use super::model::{Page, Word, bounds, em, joined};
use crate::ReadError;
use crate::lines::Lines;

/// A line ends short, or starts indented, by at least this many characters.
const MARGIN: f64 = 1.2;

/// Writes one page.
pub(super) fn write(page: &Page, lines: &mut Lines) -> Result<(), ReadError> {
    let grids = grid::find(&page.rules);
    let mut cells: Vec<Vec<(usize, usize, Word)>> = grids.iter().map(|_| Vec::new()).collect();
    let mut free: Vec<Vec<Word>> = Vec::new();
    for line in &page.lines {
        let mut rest = Vec::new();
        for word in line {
            let place = grids
                .iter()
                .enumerate()
                .filter(|(_, grid)| grid.at.contains(word.at.center()))
                .find_map(|(n, grid)| grid.cell_at(word.at.center()).map(|(row, column)| (n, row, column)));
            match place {
                Some((n, row, column)) => cells[n].push((row, column, word.clone())),
                None => rest.push(word.clone()),
            }
        }
        if !rest.is_empty() {
            free.push(rest);
        }
    }
    let mut tables = grids.iter().zip(cells).peekable();
    let mut above = Vec::new();
    for line in rows_of(free) {
        let top = line.first().map_or(0.0, |word| word.at.center().1);
        while let Some((grid, words)) = tables.next_if(|(grid, _)| grid.at.top < top) {
            paragraphs(&std::mem::take(&mut above), lines)?;
            table(grid, words, lines)?;
        }
        above.push(line);
    }
    paragraphs(&above, lines)?;
    tables.try_for_each(|(grid, words)| table(grid, words, lines))
}

/// Pieces that stand side by side as one line; the reader of the PDF may have parted them at a wide gap.
fn rows_of(pieces: Vec<Vec<Word>>) -> Vec<Vec<Word>> {
    let mut rows: Vec<Vec<Word>> = Vec::new();
    for piece in pieces {
        let beside = |row: &Vec<Word>| {
            let (Some(last), Some(first)) = (row.last(), piece.first()) else { return false };
            (last.at.center().1 - first.at.center().1).abs() < 0.3 * em(last).min(em(first))
                && first.at.left >= last.at.right
        };
        match rows.last_mut() {
            Some(row) if beside(row) => row.extend(piece),
            _ => rows.push(piece),
        }
    }
    rows
}

/// Joins lines into paragraphs: a line goes on in the next when it reaches the right edge of the text and the next starts at the left edge.
fn paragraphs(rows: &[Vec<Word>], lines: &mut Lines) -> Result<(), ReadError> {
    let edges: Vec<_> = rows.iter().filter_map(|row| bounds(row)).collect();
    let left = edges.iter().map(|edge| edge.left).fold(f64::INFINITY, f64::min);
    let right = edges.iter().map(|edge| edge.right).fold(f64::NEG_INFINITY, f64::max);
    let mut paragraph = String::new();
    let mut open: Option<&Vec<Word>> = None;
    for row in rows {
        let (Some(edge), Some(first)) = (bounds(row), row.first()) else { continue };
        let size = em(first);
        let goes_on =
            open.and_then(|above| Some((bounds(above)?, em(above.first()?)))).is_some_and(|(above, above_size)| {
                let down = edge.center().1 - above.center().1;
                above.right > right - MARGIN * size
                    && edge.left < left + 0.6 * size
                    && above_size.max(size) < 1.25 * above_size.min(size)
                    && (0.0..3.0 * size).contains(&down)
            });
        let text = joined(row);
        if goes_on {
            push_joined(&mut paragraph, &text);
        } else {
            lines.paragraph(&std::mem::replace(&mut paragraph, text))?;
        }
        // A contents line reaches the edge by its dots and never goes on.
        let dots = paragraph.ends_with(|c: char| c.is_ascii_digit())
            && (paragraph.contains("....") || paragraph.contains("……"));
        open = (!dots).then_some(row);
    }
    lines.paragraph(&paragraph)
}

/// Joins two ends of a broken line: Latin words keep a space between them, Chinese has none.
fn push_joined(text: &mut String, next: &str) {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if latin(text.chars().next_back()) && latin(next.chars().next()) {
        text.push(' ');
    }
    text.push_str(next);
}

fn table(grid: &Grid, words: Vec<(usize, usize, Word)>, lines: &mut Lines) -> Result<(), ReadError> {
    lines.count_cells(grid.width() * grid.height())?;
    let mut cells: Vec<Vec<Word>> = vec![Vec::new(); grid.width() * grid.height()];
    for (row, column, word) in words {
        cells[row * grid.width() + column].push(word);
    }
    let texts: Vec<String> = cells.into_iter().map(cell_text).collect();
    for row in texts.chunks(grid.width()) {
        if row.iter().any(|cell| !cell.is_empty()) {
            lines.row(row)?;
        }
    }
    lines.end_table();
    Ok(())
}

/// The lines of a cell as one; where a line ends clearly short of the widest, a new paragraph began and a space stands for it.
fn cell_text(mut words: Vec<Word>) -> String {
    words.sort_by(|a, b| a.at.center().1.total_cmp(&b.at.center().1));
    let mut rows: Vec<Vec<Word>> = Vec::new();
    for word in words {
        let middle = word.at.center().1;
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|first| middle - first.at.center().1 < 0.5 * em(first)) => {
                row.push(word)
            }
            _ => rows.push(vec![word]),
        }
    }
    let right = rows.iter().filter_map(|row| bounds(row)).map(|edge| edge.right).fold(f64::NEG_INFINITY, f64::max);
    let mut text = String::new();
    let mut short = false;
    for row in &mut rows {
        row.sort_by(|a, b| a.at.left.total_cmp(&b.at.left));
        if short {
            text.push(' ');
        }
        push_joined(&mut text, &joined(row));
        short = row.last().is_some_and(|last| last.at.right < right - 1.5 * em(last));
    }
    text
}
