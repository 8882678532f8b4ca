//! Tables of a web page: spans resolved to a grid. A table that holds another one is layout, and only its text counts.

use std::collections::BTreeMap;

use super::page::LINE_END;
use crate::ReadError;
use crate::lines::Lines;

/// Browsers allow a cell to span 1,000 columns; official tables stay far below this.
const MOST_COLUMNS: usize = 200;
const MOST_ROWS: usize = 65_534;
const DEEPEST: usize = 100;

#[derive(Default)]
struct Table {
    row: Vec<String>,
    in_row: bool,
    in_cell: bool,
    layout: bool,
    /// Column to the number of rows, from this one on, that a cell covers.
    covered: BTreeMap<usize, usize>,
    /// Columns and rows the open cell covers.
    span: (usize, usize),
}

/// The tables open at the reader's place, the innermost last.
#[derive(Default)]
pub(super) struct Tables {
    open: Vec<Table>,
}

impl Tables {
    pub(super) fn any(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether text at hand belongs to a cell of a row.
    pub(super) fn in_cell(&self) -> bool {
        self.open.last().is_some_and(|table| table.in_cell && !table.layout)
    }

    pub(super) fn open(&mut self, text: &mut String, lines: &mut Lines) -> Result<(), ReadError> {
        if self.open.len() == DEEPEST {
            return Err(ReadError::complex(format!("表格嵌套超过 {DEEPEST} 层")));
        }
        if let Some(outer) = self.open.last_mut() {
            outer.layout = true;
            for cell in std::mem::take(&mut outer.row) {
                lines.paragraph(&cell)?;
            }
        }
        put(text, lines)?;
        lines.end_table();
        self.open.push(Table::default());
        Ok(())
    }

    pub(super) fn open_row(&mut self, text: &mut String, lines: &mut Lines) -> Result<(), ReadError> {
        self.close_row(text, lines)?;
        if let Some(table) = self.open.last_mut() {
            table.in_row = true;
        }
        Ok(())
    }

    pub(super) fn open_cell(
        &mut self,
        text: &mut String,
        (columns, rows): (usize, usize),
        lines: &mut Lines,
    ) -> Result<(), ReadError> {
        self.close_cell(text, lines)?;
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        // Text between cells belongs to no column; browsers show it before the table.
        if !text.trim().is_empty() {
            put(text, lines)?;
        }
        text.clear();
        table.in_row = true;
        table.in_cell = true;
        table.span = (columns.clamp(1, MOST_COLUMNS), rows.clamp(1, MOST_ROWS));
        table.fill_covered();
        Ok(())
    }

    pub(super) fn close_cell(&mut self, text: &mut String, lines: &mut Lines) -> Result<(), ReadError> {
        let Some(table) = self.open.last_mut().filter(|table| table.in_cell) else { return Ok(()) };
        table.in_cell = false;
        if table.layout {
            return put(text, lines);
        }
        let (columns, rows) = table.span;
        lines.count_cells(columns)?;
        let first = table.row.len();
        if rows > 1 {
            // This row is one of them; closing it takes it off.
            table.covered.extend((first..first + columns).map(|column| (column, rows)));
        }
        table.row.push(std::mem::take(text));
        table.row.extend(std::iter::repeat_n(String::new(), columns - 1));
        Ok(())
    }

    pub(super) fn close_row(&mut self, text: &mut String, lines: &mut Lines) -> Result<(), ReadError> {
        self.close_cell(text, lines)?;
        let Some(table) = self.open.last_mut().filter(|table| table.in_row) else { return Ok(()) };
        table.in_row = false;
        table.fill_covered();
        table.covered.retain(|_, rows| {
            *rows -= 1;
            *rows > 0
        });
        let row = std::mem::take(&mut table.row);
        match row.as_slice() {
            // One cell with several lines is a frame around text, not a table.
            [only] if only.trim_matches([LINE_END, ' ', '\n']).contains(LINE_END) => put(&mut only.clone(), lines),
            cells if cells.iter().all(|cell| is_blank(cell)) => Ok(()),
            cells => lines.row(&cells.iter().map(|cell| collapsed(cell)).collect::<Vec<_>>()),
        }
    }

    pub(super) fn close(&mut self, text: &mut String, lines: &mut Lines) -> Result<(), ReadError> {
        self.close_row(text, lines)?;
        if self.open.pop().is_some() {
            lines.end_table();
        }
        Ok(())
    }
}

impl Table {
    /// Leaves empty the columns at hand that a cell from above covers.
    fn fill_covered(&mut self) {
        while self.covered.contains_key(&self.row.len()) {
            self.row.push(String::new());
        }
    }
}

fn is_blank(cell: &str) -> bool {
    cell.chars().all(char::is_whitespace)
}

fn collapsed(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes gathered text as paragraphs.
pub(super) fn put(text: &mut String, lines: &mut Lines) -> Result<(), ReadError> {
    std::mem::take(text).split(LINE_END).try_for_each(|line| {
        // Only the blanks of the source file collapse: an indent typed as full-width spaces is content until the line is trimmed.
        let words: Vec<_> = line.split(|c: char| c.is_ascii_whitespace()).filter(|word| !word.is_empty()).collect();
        lines.paragraph(&words.join(" "))
    })
}
