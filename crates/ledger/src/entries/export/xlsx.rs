//! The list as a workbook that can be printed, changed and read back.

use std::path::Path;

use kernel::Problem;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::row::{CODE, COLUMNS, NOTES, Row};

/// Most rows; a sheet has no more lines than 1,048,576.
pub(super) const MOST: usize = 1_000_000;
/// Characters of a cell; a spreadsheet takes 32,767.
const CELL: usize = 32_000;

/// What the second sheet tells who changes the first.
const HOW: [&str; 6] = [
    "怎样修改后传回",
    "1. 可以修改的列：工作举措、单位分管领导、责任科室、备注。",
    "2. 改好后保存，在系统的“台账”页点“导入”上传。系统先列出每一处改动，您确认后才写入。",
    "3. 其他列的改动不会采用；状态、期限请在系统里办理。",
    "4. 不想改的行可以整行删掉。请不要改动隐藏的“编号”列，系统靠它认出每一条。",
    "5. 导出以后别人改过的内容，系统会列出两边的文字请您选择，不会悄悄覆盖。",
];

/// A workbook being written. Its rows go to a temporary file as they come.
pub(super) struct Sheet {
    book: Workbook,
    cell: Format,
    at: u32,
}

impl Sheet {
    /// Begins one; `folder` is where its rows wait, the system's own when none is given.
    pub fn begin(title: &str, folder: Option<&Path>) -> kernel::Result<Self> {
        let mut book = Workbook::new();
        begin(&mut book, title, folder).map_err(Problem::internal)?;
        let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
        Ok(Self { book, cell, at: 0 })
    }

    /// Adds a row.
    pub fn add(&mut self, row: &Row) -> kernel::Result<()> {
        self.at += 1;
        self.write(row).map_err(Problem::internal)
    }

    /// Cells are texts whatever they begin with: nothing a unit typed becomes a formula.
    fn write(&mut self, row: &Row) -> Result<(), XlsxError> {
        let sheet = self.book.worksheet_from_index(0)?;
        for (column, text) in (0u16..).zip(row.all()) {
            match (column, text.parse::<u32>()) {
                (0, Ok(number)) => sheet.write_number_with_format(self.at, column, number, &self.cell)?,
                _ => sheet.write_string_with_format(self.at, column, clipped(text), &self.cell)?,
            };
        }
        Ok(())
    }

    /// Ends it in memory, for a list that is answered at once. Takes long: not for a thread that answers others.
    pub fn into_bytes(mut self) -> kernel::Result<Vec<u8>> {
        self.explain().and_then(|()| self.book.save_to_buffer()).map_err(Problem::internal)
    }

    /// Ends it in a file. Takes long as well.
    pub fn save(mut self, path: &Path) -> kernel::Result<()> {
        self.explain().and_then(|()| self.book.save(path)).map_err(Problem::internal)
    }

    fn explain(&mut self) -> Result<(), XlsxError> {
        let sheet = self.book.add_worksheet();
        sheet.set_name("说明")?.set_column_width(0, 100)?;
        for (row, line) in (0u32..).zip(HOW) {
            sheet.write_string(row, 0, line)?;
        }
        Ok(())
    }
}

fn begin(book: &mut Workbook, title: &str, folder: Option<&Path>) -> Result<(), XlsxError> {
    if let Some(folder) = folder {
        book.set_tempdir(folder)?;
    }
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Center).set_border(FormatBorder::Thin);
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name("台账")?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_header(format!("&C{}", title.replace('&', "&&"))).set_footer("&C第 &P 页，共 &N 页");
    sheet.set_repeat_rows(0, 0)?.set_freeze_panes(1, 0)?;
    let columns = COLUMNS.into_iter().chain([(NOTES, 24.0), (CODE, 4.0)]);
    for (column, (name, width)) in (0u16..).zip(columns) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, name, &head)?;
        if name == CODE {
            sheet.set_column_hidden(column)?;
        }
    }
    Ok(())
}

fn clipped(text: &str) -> &str {
    text.char_indices().nth(CELL).map_or(text, |(end, _)| &text[..end])
}
