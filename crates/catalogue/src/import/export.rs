//! `/desk/catalogue.xlsx` and `.csv`: the catalogue in the form that is read back.

use std::collections::HashMap;

use kernel::Problem;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};
use web::{Result, download, spreadsheet_safe};

use super::sheet::COLUMNS;
use crate::desk::scene::{Desk, Units};
use crate::item::{Item, responsible, tree};

const WIDTHS: [f64; 9] = [12.0, 26.0, 12.0, 44.0, 34.0, 26.0, 26.0, 16.0, 12.0];

/// What the second sheet tells who changes the first.
const HOW: [&str; 5] = [
    "怎样修改后传回",
    "1. 改好后保存，在系统的“公开目录”页点“导入”上传。系统先列出每一处改动，您确认后才写入。",
    "2. 按“编码”对应：编码已有的修改，没有的新增。不想改的行可以整行删掉，删行不会停用目录项。",
    "3. 责任单位写单位登记里的名称，用顿号分开；也可以写各部门、各乡镇、各街道等。",
    "4. 更新时限可以写：20个工作日内、20日内、每月15日前、每月结束后10个工作日内、每季度、每年3月31日前、随时。",
];

pub(super) async fn csv(desk: Desk) -> Result {
    let rows = rows(&desk).await?;
    let mut file = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    file.write_record(COLUMNS).map_err(Problem::internal)?;
    for row in &rows {
        file.write_record(row.iter().map(|cell| spreadsheet_safe(cell))).map_err(Problem::internal)?;
    }
    let bytes = file.into_inner().map_err(Problem::internal)?;
    Ok(download(&format!("公开目录{}.csv", desk.today()), "text/csv; charset=utf-8", bytes))
}

pub(super) async fn xlsx(desk: Desk) -> Result {
    let rows = rows(&desk).await?;
    let made = tokio::task::spawn_blocking(move || book(&rows)).await.map_err(Problem::internal)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(download(&format!("公开目录{}.xlsx", desk.today()), kind, made.map_err(Problem::internal)?))
}

async fn rows(desk: &Desk) -> kernel::Result<Vec<[String; 9]>> {
    let government = desk.government()?;
    let mut tx = desk.app.db.read().await?;
    let units = Units::read(&mut tx, &government.id).await?;
    let placed = tree(&mut tx, &government.id).await?;
    let codes: HashMap<&str, &str> =
        placed.iter().map(|one| (one.item.id.as_str(), one.item.text.code.as_str())).collect();
    let above = |item: &Item| item.parent_id.as_deref().and_then(|id| codes.get(id)).unwrap_or(&"").to_string();
    let row = |item: &Item| {
        let text = item.text.clone();
        let (responsible, rule) = (responsible(&text, |id| units.name(id)), text.rule.to_string());
        [text.code, text.name, above(item), text.content, text.basis, responsible, rule, text.channels, text.audience]
    };
    Ok(placed.iter().map(|one| row(&one.item)).collect())
}

/// Cells are texts whatever they begin with.
fn book(rows: &[[String; 9]]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Center).set_border(FormatBorder::Thin);
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
    let sheet = book.add_worksheet();
    sheet.set_name("公开目录")?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?.set_freeze_panes(1, 0)?;
    for (column, (name, width)) in (0u16..).zip(COLUMNS.into_iter().zip(WIDTHS)) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, name, &head)?;
    }
    for (at, row) in (1u32..).zip(rows) {
        for (column, text) in (0u16..).zip(row) {
            sheet.write_string_with_format(at, column, text, &cell)?;
        }
    }
    let notes = book.add_worksheet();
    notes.set_name("说明")?.set_column_width(0, 100)?;
    for (row, line) in (0u32..).zip(HOW) {
        notes.write_string(row, 0, line)?;
    }
    book.save_to_buffer()
}
