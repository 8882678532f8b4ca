//! Tables read cell by cell.

use gongkai_text::{CellKind, Limits, ReadError, Sheet, read_table};
use rust_xlsxwriter::{Formula, Workbook};

use crate::fixtures::zip;

fn table(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    read_table(bytes, &Limits::default())
}

fn refusal(bytes: &[u8]) -> &'static str {
    table(bytes).unwrap_err().code()
}

#[test]
fn cells_keep_their_place_their_line_breaks_and_what_they_are() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("台账").unwrap();
    sheet.write(1, 0, "第一行\n第二行").unwrap();
    sheet.write(1, 16_383, "很远").unwrap();
    sheet.write(4, 1, Formula::new("=1+1").set_result("2")).unwrap();
    let sheets = table(&book.save_to_buffer().unwrap()).unwrap();
    let row = |n: usize| &sheets[0].rows[n];
    assert_eq!((sheets[0].name.as_str(), row(0).number, row(1).number), ("台账", 2, 5));
    assert_eq!(row(0).cell(0).unwrap().text, "第一行\n第二行");
    assert_eq!(row(0).cell(16_383).unwrap().text, "很远");
    assert_eq!(row(1).cell(1).unwrap().kind, CellKind::Formula);
    assert!(row(1).cell(0).is_none());
}

#[test]
fn a_csv_file_is_one_sheet_and_quoted_lines_are_one_cell() {
    let sheets = table("\u{feff}编号,举措\r\nx,\"甲\r\n乙\"\r\n,\r\n".as_bytes()).unwrap();
    assert_eq!(sheets[0].rows.len(), 2);
    assert_eq!(sheets[0].rows[0].cell(0).unwrap().text, "编号");
    assert_eq!(sheets[0].rows[1].cell(1).unwrap().text, "甲\n乙");
}

#[test]
fn what_is_no_table_or_made_to_hurt_is_refused() {
    assert_eq!(refusal(b""), "file_empty");
    assert_eq!(refusal(b"%PDF-1.7\n"), "file_unsupported");
    assert_eq!(refusal(&zip(&[("word/document.xml", b"<w/>")])), "file_unsupported");
    assert_eq!(refusal(&zip(&[("xl/workbook.xml", &vec![b' '; 64 << 20])])), "file_too_complex");
    let few = Limits { cells: 3, ..Limits::default() };
    assert_eq!(read_table(b"a,b\nc,d\n", &few).unwrap_err().code(), "file_too_complex");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..4 {
        sheet.write(row, 0, "x").unwrap();
    }
    assert_eq!(read_table(&book.save_to_buffer().unwrap(), &few).unwrap_err().code(), "file_too_complex");
}
