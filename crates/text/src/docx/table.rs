//! A Word table being read: cells placed so that every row keeps the columns of the grid.

/// Word allows no more columns; a larger span is an attack on memory.
const MOST_COLUMNS: usize = 63;

/// A cell being read.
#[derive(Debug, Default)]
pub(crate) struct Cell {
    text: String,
    /// Columns it covers.
    span: usize,
    /// Whether it continues the cell above or to the left, whose text stands there.
    continues: bool,
}

impl Cell {
    pub(crate) fn add(&mut self, text: &str) {
        if !self.text.is_empty() && !text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(text);
    }

    pub(crate) fn set_span(&mut self, columns: usize) {
        self.span = columns.min(MOST_COLUMNS);
    }

    /// `w:vMerge` or `w:hMerge`: `restart` begins a merged cell, anything else continues it.
    pub(crate) fn set_merge(&mut self, value: Option<&str>) {
        self.continues |= value != Some("restart");
    }
}

/// A table being read, with at most one row and one cell open.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Vec<String>>,
    row: Vec<String>,
    row_deleted: bool,
    columns_after: usize,
    pub(crate) cell: Option<Cell>,
}

impl Table {
    pub(crate) fn open_row(&mut self) {
        self.row = Vec::new();
        self.row_deleted = false;
        self.columns_after = 0;
    }

    /// The row was struck out in a tracked change.
    pub(crate) fn delete_row(&mut self) {
        self.row_deleted = true;
    }

    /// Columns left free before the first cell.
    pub(crate) fn skip_columns(&mut self, columns: usize) {
        self.row.extend(std::iter::repeat_n(String::new(), columns.min(MOST_COLUMNS)));
    }

    /// Columns left free after the last cell.
    pub(crate) fn skip_columns_after(&mut self, columns: usize) {
        self.columns_after = columns.min(MOST_COLUMNS);
    }

    pub(crate) fn open_cell(&mut self) {
        self.cell = Some(Cell { span: 1, ..Cell::default() });
    }

    /// Ends the open cell; gives the number of columns it took.
    pub(crate) fn close_cell(&mut self) -> usize {
        let Some(cell) = self.cell.take() else { return 0 };
        self.row.push(if cell.continues { String::new() } else { cell.text });
        let more = cell.span.saturating_sub(1);
        self.row.extend(std::iter::repeat_n(String::new(), more));
        more + 1
    }

    pub(crate) fn close_row(&mut self) {
        let mut row = std::mem::take(&mut self.row);
        row.extend(std::iter::repeat_n(String::new(), self.columns_after));
        if !self.row_deleted && !row.is_empty() {
            self.rows.push(row);
        }
    }

    /// All text of a table inside a cell, as that cell's text.
    pub(crate) fn flat(&self) -> String {
        let cells = self.rows.iter().flatten().map(String::as_str).filter(|cell| !cell.trim().is_empty());
        cells.collect::<Vec<_>>().join(" ")
    }
}
