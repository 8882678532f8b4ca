//! Workbooks.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::fixtures::{read, refusal, text};

#[test]
fn values_read_as_people_see_them() {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "任务").unwrap();
    sheet.write(0, 1, 12.0).unwrap();
    sheet.write(0, 2, 0.1 + 0.2).unwrap();
    sheet.write_with_format(0, 3, ExcelDateTime::from_ymd(2024, 6, 30).unwrap(), &date).unwrap();
    sheet.write(0, 4, true).unwrap();
    sheet.write(0, 5, "两\n行").unwrap();
    assert_eq!(text(&book.save_to_buffer().unwrap(), "台账.xlsx"), "任务\t12\t0.3\t2024-06-30\tTRUE\t两 行\n");
}

#[test]
fn merged_cells_stand_at_their_top_left_and_a_blank_row_parts_tables() {
    let mut book = Workbook::new();
    let plain = Format::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 0, 2, "任务分解表", &plain).unwrap();
    sheet.merge_range(1, 0, 2, 0, "财政", &plain).unwrap();
    for (row, text) in [(1, "预算"), (2, "决算")] {
        sheet.write(row, 1, text).unwrap();
        sheet.write(row, 2, "财政局").unwrap();
    }
    sheet.write(5, 0, "说明").unwrap();
    assert_eq!(
        text(&book.save_to_buffer().unwrap(), "a.xlsx"),
        "任务分解表\t\t\n财政\t预算\t财政局\n\t决算\t财政局\n\n说明\t\t\n"
    );
}

#[test]
fn visible_sheets_follow_each_other_under_their_names() {
    let mut book = Workbook::new();
    for (name, hidden) in [("要点", false), ("草稿", true), ("台账", false)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write(0, 0, format!("{name}的内容")).unwrap();
        sheet.set_hidden(hidden);
    }
    let reading = read(&book.save_to_buffer().unwrap(), "a.xlsx").unwrap();
    assert_eq!(reading.text, "要点\n\n要点的内容\n\n台账\n\n台账的内容\n");
    assert!(reading.notes[0].contains("隐藏"), "{:?}", reading.notes);
}

#[test]
fn a_sheet_with_two_cells_a_million_rows_apart_costs_nothing() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "头").unwrap();
    sheet.write(1_048_575, 0, "尾").unwrap();
    assert_eq!(text(&book.save_to_buffer().unwrap(), "a.xlsx"), "头\n\n尾\n");
}

#[test]
fn a_workbook_that_claims_countless_strings_is_refused_before_room_is_made() {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "任务").unwrap();
    let honest = book.save_to_buffer().unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(honest)).unwrap();
    let mut hostile = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let part = std::io::read_to_string(&mut file).unwrap();
        hostile.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        hostile.write_all(part.replace("uniqueCount=\"1\"", "uniqueCount=\"99999999999999\"").as_bytes()).unwrap();
    }
    assert_eq!(refusal(&hostile.finish().unwrap().into_inner(), "a.xlsx"), "file_broken");
}

/// An .xls: BIFF8 records in a compound file.
fn xls(cells: &[(u16, u16, &str)], dimensions: [u32; 2]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat();
    let begin = |kind: u16| record(0x0809, &[&[0, 6][..], &kind.to_le_bytes(), &[0; 12]].concat());
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let end = || record(0x000a, &[]);
    let name = "台账";
    let sheet_record = |at: u32| {
        record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, name.encode_utf16().count() as u8, 1], &wide(name)].concat())
    };
    let globals = |at: u32| [begin(5), sheet_record(at), end()].concat();
    let start = globals(0).len() as u32;
    let mut sheet = begin(0x10);
    let claim = [
        &0u32.to_le_bytes()[..],
        &dimensions[0].to_le_bytes(),
        &[0, 0],
        &(dimensions[1] as u16).to_le_bytes(),
        &[0, 0],
    ];
    sheet.extend(record(0x0200, &claim.concat()));
    for (row, column, text) in cells {
        let head = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        let length = (text.encode_utf16().count() as u16).to_le_bytes();
        sheet.extend(record(0x0204, &[&head[..], &length, &[1], &wide(text)].concat()));
    }
    sheet.extend(record(0x00e5, &[1u16, 1, 2, 0, 0].map(u16::to_le_bytes).concat()));
    sheet.extend(end());
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("Workbook").unwrap().write_all(&[globals(start), sheet].concat()).unwrap();
    file.into_inner().into_inner()
}

#[test]
fn an_old_workbook_is_read_whatever_size_it_claims() {
    let bytes = xls(&[(0, 0, "任务"), (0, 1, "单位"), (1, 0, "公开预算"), (1, 1, "财政局")], [u32::MAX, 256]);
    assert_eq!(text(&bytes, "台账.xls"), "任务\t单位\n公开预算\t财政局\n");
}

#[test]
fn an_old_workbook_with_cells_far_apart_is_refused() {
    assert_eq!(refusal(&xls(&[(0, 0, "头"), (65_535, 255, "尾")], [1, 1]), "a.xls"), "file_too_complex");
}
