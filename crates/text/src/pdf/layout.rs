//! One page as blocks: tables by their ruled lines, the rest as paragraphs told from indents and line ends.

use super::grid::{self, Grid};
use super::model::{Block, Cell, Page, Table, Word, bounds, em, joined, push_joined};
use crate::ReadError;
use crate::lines::Lines;

/// A line ends short, or starts indented, by at least this many characters.
const MARGIN: f64 = 1.2;

/// Room left free at the right of a cell, in points, besides what the next character would take.
const PADDING: f64 = 9.0;

/// A word and the row and column of the cell it lies in.
type Placed = (usize, usize, Word);

/// The blocks of a page from top to bottom; `lines` counts the cells they need.
pub(super) fn blocks(page: &Page, lines: &mut Lines) -> Result<Vec<Block>, ReadError> {
    let grids = grid::find(&page.rules);
    let (free, placed) = sorted(page, &grids);
    let mut tables = grids.iter().zip(placed).peekable();
    let mut blocks = Vec::new();
    let mut above = Vec::new();
    for line in rows_of(free) {
        let top = line.first().map_or(0.0, |word| word.at.center().1);
        while let Some((grid, words)) = tables.next_if(|(grid, _)| grid.at.top < top) {
            blocks.extend(paragraphs(&std::mem::take(&mut above)));
            blocks.extend(table(grid, words, lines)?);
        }
        above.push(line);
    }
    blocks.extend(paragraphs(&above));
    for (grid, words) in tables {
        blocks.extend(table(grid, words, lines)?);
    }
    Ok(blocks)
}

/// The words outside tables, line by line, and those in each table.
fn sorted(page: &Page, grids: &[Grid]) -> (Vec<Vec<Word>>, Vec<Vec<Placed>>) {
    let mut placed: Vec<Vec<Placed>> = grids.iter().map(|_| Vec::new()).collect();
    let mut free: Vec<Vec<Word>> = Vec::new();
    for line in &page.lines {
        let mut rest = Vec::new();
        for word in line {
            let center = word.at.center();
            let place = grids.iter().enumerate().filter(|(_, grid)| grid.at.contains(center));
            match place.filter_map(|(n, grid)| Some((n, grid.cell_at(center)?))).next() {
                Some((n, (row, column))) => placed[n].push((row, column, word.clone())),
                None => rest.push(word.clone()),
            }
        }
        if !rest.is_empty() {
            free.push(rest);
        }
    }
    (free, placed)
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
fn paragraphs(rows: &[Vec<Word>]) -> Vec<Block> {
    let edges: Vec<_> = rows.iter().filter_map(|row| bounds(row)).collect();
    let left = edges.iter().map(|edge| edge.left).fold(f64::INFINITY, f64::min);
    let right = edges.iter().map(|edge| edge.right).fold(f64::NEG_INFINITY, f64::max);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open: Option<&Vec<Word>> = None;
    for row in rows {
        let (Some(edge), Some(first)) = (bounds(row), row.first()) else { continue };
        let size = em(first);
        let above = open.and_then(|above| Some((bounds(above)?, em(above.first()?))));
        let goes_on = above.is_some_and(|(above, above_size)| {
            let down = edge.center().1 - above.center().1;
            above.right > right - MARGIN * size
                && edge.left < left + 0.6 * size
                && above_size.max(size) < 1.25 * above_size.min(size)
                && (0.0..3.0 * size).contains(&down)
        });
        let text = joined(row);
        // A contents line reaches the edge by its dots and never goes on.
        let dotted = text.contains("....") || text.contains("………");
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on => push_joined(paragraph, &text),
            _ => paragraphs.push(text),
        }
        open = (!dotted).then_some(row);
    }
    paragraphs.into_iter().map(Block::Paragraph).collect()
}

fn table(grid: &Grid, words: Vec<Placed>, lines: &mut Lines) -> Result<Option<Block>, ReadError> {
    lines.count_cells(grid.width() * grid.height())?;
    let mut cells: Vec<Vec<Word>> = vec![Vec::new(); grid.width() * grid.height()];
    for (row, column, word) in words {
        cells[row * grid.width() + column].push(word);
    }
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (row, words) in cells.chunks(grid.width()).enumerate() {
        let cells: Vec<Cell> =
            words.iter().enumerate().map(|(column, words)| cell(words, grid.right_of((row, column)))).collect();
        if cells.iter().any(|cell| !cell.text.is_empty()) {
            rows.push(cells);
        }
    }
    Ok((!rows.is_empty()).then(|| Block::Table(Table { edges: grid.edges().to_vec(), rows })))
}

/// The lines of a cell as one; where a line ends clearly short of the widest, a new paragraph began and a space stands for it.
fn cell(words: &[Word], cell_right: f64) -> Cell {
    let mut words = words.to_vec();
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
    let mut cell = Cell::default();
    for row in &mut rows {
        row.sort_by(|a, b| a.at.left.total_cmp(&b.at.left));
        if cell.short {
            cell.text.push(' ');
        }
        push_joined(&mut cell.text, &joined(row));
        let Some(last) = row.last() else { continue };
        cell.short = last.at.right < right - 1.5 * em(last);
        cell.full = last.at.right > cell_right - PADDING - em(last);
    }
    cell
}
