//! A workbook's cells in their places, streamed: what people filled in and send back.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::{broken, value, visible};
use crate::limits::Deadline;
use crate::table::{Cell, CellKind, Row, Sheet};
use crate::{Limits, ReadError};

/// Every visible sheet of an .xlsx whose unpacked size has been measured. A sheet that claims a million columns costs what it holds.
pub(crate) fn read(bytes: &[u8], limits: &Limits, deadline: Deadline) -> Result<Vec<Sheet>, ReadError> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let (names, _) = visible(book.sheets_metadata());
    let (mut sheets, mut cells, mut chars) = (Vec::new(), 0usize, 0usize);
    for name in names {
        let mut places: BTreeMap<(u32, u32), Cell> = BTreeMap::new();
        let mut reader = match book.worksheet_cells_reader(&name) {
            Ok(reader) => reader,
            // A chart sheet has no cells.
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(_) => return Err(broken()),
        };
        while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(|_| broken())? {
            deadline.check()?;
            let data = Data::from(cell.value.clone());
            let kind = match data {
                _ if cell.formula.is_some() => CellKind::Formula,
                Data::Error(_) => CellKind::Error,
                _ => CellKind::Value,
            };
            let text = value::text(&data);
            if text.is_empty() && kind == CellKind::Value {
                continue;
            }
            cells += 1;
            chars += text.len();
            if cells > limits.cells || chars > limits.text_chars.saturating_mul(4) {
                return Err(ReadError::complex(format!("表格超过 {} 格", limits.cells)));
            }
            let (row, column) = cell.pos;
            places.insert((row, column), Cell { column, text, kind });
        }
        drop(reader);
        sheets.push(Sheet { name, rows: rows(places) });
    }
    Ok(sheets)
}

fn rows(places: BTreeMap<(u32, u32), Cell>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for ((row, _), cell) in places {
        let number = row.saturating_add(1);
        match rows.last_mut().filter(|last| last.number == number) {
            Some(last) => last.cells.push(cell),
            None => rows.push(Row { number, cells: vec![cell] }),
        }
    }
    rows
}
