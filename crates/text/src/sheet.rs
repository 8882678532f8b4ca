//! Workbooks: every visible sheet as a table, values as people see them.

pub(crate) mod cells;
mod extent;
mod grid;
mod value;

use std::io::{Cursor, Write};

use calamine::{Data, Dimensions, Reader, SheetVisible, Xls, XlsError, Xlsx};

use crate::lines::Lines;
use crate::{Format, Limits, ReadError};
use grid::Grid;

/// Reads an .xlsx whose unpacked size has been measured. Cells are streamed: a sheet that claims a million rows costs what it holds.
pub(crate) fn read_xlsx(bytes: &[u8], lines: &mut Lines, limits: &Limits) -> Result<Vec<String>, ReadError> {
    let broken = |_| broken();
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let (sheets, notes) = visible(book.sheets_metadata());
    let titled = sheets.len() > 1;
    for name in sheets {
        let mut grid = Grid::new(limits.cells);
        let mut cells = match book.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // A chart sheet has no cells.
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(_) => return Err(self::broken()),
        };
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            lines.check_time()?;
            grid.put(cell.get_position(), value::text(&Data::from(cell.get_value().clone())))?;
        }
        drop(cells);
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        write(grid, &merged, titled.then_some(&*name), lines)?;
    }
    Ok(notes)
}

/// Reads an .xls, given its workbook stream. The parser behind allocates whole rectangles, so it gets the stream in a container made here,
/// after the rectangles in it have been measured.
pub(crate) fn read_xls(mut stream: Vec<u8>, lines: &mut Lines, limits: &Limits) -> Result<Vec<String>, ReadError> {
    extent::check(&mut stream, limits)?;
    let container = contained(&stream).map_err(|_| broken())?;
    let mut book = Xls::new(Cursor::new(container)).map_err(|error| match error {
        XlsError::Password => ReadError::Locked,
        _ => broken(),
    })?;
    let (sheets, notes) = visible(book.sheets_metadata());
    let titled = sheets.len() > 1;
    for name in sheets {
        let mut grid = Grid::new(limits.cells);
        let range = book.worksheet_range(&name).map_err(|_| broken())?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            grid.put((top + row as u32, left + column as u32), value::text(value))?;
        }
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        write(grid, &merged, titled.then_some(&*name), lines)?;
    }
    Ok(notes)
}

fn contained(stream: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new()))?;
    container.create_stream("Workbook")?.write_all(stream)?;
    Ok(container.into_inner().into_inner())
}

fn broken() -> ReadError {
    ReadError::broken(Format::Xlsx, "工作簿结构有误")
}

/// Names of the sheets people see, and a note when there are others.
fn visible(sheets: &[calamine::Sheet]) -> (Vec<String>, Vec<String>) {
    let shown: Vec<String> =
        sheets.iter().filter(|sheet| sheet.visible == SheetVisible::Visible).map(|sheet| sheet.name.clone()).collect();
    let hidden = sheets.len() - shown.len();
    let notes = if hidden > 0 { vec![format!("{hidden} 个隐藏的工作表没有读取。")] } else { Vec::new() };
    (shown, notes)
}

/// Whether a part claims more shared strings than its bytes can hold; the parser behind reserves room for as many as are claimed.
pub(crate) fn claims_too_much(part: &[u8]) -> bool {
    // Dropping zero bytes makes UTF-16 read like ASCII.
    let plain: Vec<u8> = part.iter().copied().filter(|&byte| byte != 0).collect();
    let key = b"uniqueCount";
    plain.windows(key.len()).enumerate().filter(|(_, window)| window == key).any(|(at, _)| {
        let claimed = plain[at + key.len()..]
            .iter()
            .skip_while(|byte| !byte.is_ascii_digit())
            .take_while(|byte| byte.is_ascii_digit());
        claimed.fold(0usize, |number, digit| number.saturating_mul(10).saturating_add((digit - b'0') as usize))
            > plain.len()
    })
}

/// Writes one sheet; an empty row parts two tables.
fn write(mut grid: Grid, merged: &[Dimensions], title: Option<&str>, lines: &mut Lines) -> Result<(), ReadError> {
    for region in merged {
        lines.check_time()?;
        grid.keep_first(region.start, region.end);
    }
    let rows = grid.rows()?;
    if let Some(title) = title.filter(|_| !rows.is_empty()) {
        lines.paragraph(title)?;
    }
    for row in rows {
        lines.count_cells(row.len())?;
        if row.is_empty() { lines.end_table() } else { lines.row(&row)? }
    }
    lines.end_table();
    Ok(())
}
