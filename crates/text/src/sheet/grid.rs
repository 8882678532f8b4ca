//! The filled cells of one sheet, by place; memory follows what is filled, not what the sheet claims to span.

use std::collections::BTreeMap;

use crate::ReadError;

/// Filled cells by (row, column), both from 0.
pub(super) struct Grid {
    cells: BTreeMap<(u32, u32), String>,
    most: usize,
}

impl Grid {
    pub(super) fn new(most: usize) -> Self {
        Self { cells: BTreeMap::new(), most }
    }

    pub(super) fn put(&mut self, place: (u32, u32), text: String) -> Result<(), ReadError> {
        if !text.trim().is_empty() {
            self.cells.insert(place, text);
        }
        if self.cells.len() > self.most { Err(self.too_many()) } else { Ok(()) }
    }

    /// In a merged region only the first cell counts; others may hold leftovers that no one sees.
    pub(super) fn keep_first(&mut self, first: (u32, u32), last: (u32, u32)) {
        if first.0 > last.0 {
            return;
        }
        let covered = |&(row, column): &(u32, u32)| {
            (row, column) != first && (first.1..=last.1).contains(&column) && row <= last.0
        };
        let leftovers: Vec<_> =
            self.cells.range(first..=(last.0, u32::MAX)).map(|(place, _)| *place).filter(covered).collect();
        for place in leftovers {
            self.cells.remove(&place);
        }
    }

    /// Rows from the first filled one to the last, all as wide as the widest; a stretch of blank rows is one empty row.
    pub(super) fn rows(self) -> Result<Vec<Vec<String>>, ReadError> {
        let columns = || self.cells.keys().map(|&(_, column)| column);
        let (Some(left), Some(right)) = (columns().min(), columns().max()) else { return Ok(Vec::new()) };
        let width = (right - left) as usize + 1;
        let most = self.most;
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut at = None;
        for ((row, column), text) in self.cells {
            if at != Some(row) {
                if at.is_some_and(|above| above + 1 < row) {
                    rows.push(Vec::new());
                }
                if (rows.len() + 1).saturating_mul(width) > most {
                    return Err(too_many(most));
                }
                rows.push(vec![String::new(); width]);
                at = Some(row);
            }
            if let Some(cells) = rows.last_mut() {
                cells[(column - left) as usize] = text;
            }
        }
        Ok(rows)
    }

    fn too_many(&self) -> ReadError {
        too_many(self.most)
    }
}

fn too_many(most: usize) -> ReadError {
    ReadError::complex(format!("表格超过 {most} 格"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(cells: &[((u32, u32), &str)]) -> Grid {
        let mut grid = Grid::new(100);
        for (place, text) in cells {
            grid.put(*place, (*text).to_owned()).unwrap();
        }
        grid
    }

    #[test]
    fn rows_start_at_the_first_filled_cell_and_are_equally_wide() {
        let rows = grid(&[((4, 2), "甲"), ((5, 4), "乙"), ((9, 2), "丙")]).rows().unwrap();
        assert_eq!(rows, [vec!["甲", "", ""], vec!["", "", "乙"], vec![], vec!["丙", "", ""]]);
    }

    #[test]
    fn a_merged_region_keeps_its_first_cell_only() {
        let mut grid = grid(&[((0, 0), "甲"), ((0, 1), "旧"), ((1, 0), "旧"), ((1, 2), "乙")]);
        grid.keep_first((0, 0), (1, 1));
        assert_eq!(grid.rows().unwrap(), [["甲", "", ""], ["", "", "乙"]]);
    }

    #[test]
    fn two_cells_a_million_apart_are_refused_not_allocated() {
        assert_eq!(grid(&[((0, 0), "甲"), ((1_048_575, 16_383), "乙")]).rows().unwrap_err().code(), "file_too_complex");
    }
}
