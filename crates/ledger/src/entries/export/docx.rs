//! The list as a Word document: the form on landscape A4, its heading row on every page.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, Docx, Footer, PageMargin, PageNum, PageOrientationType, Paragraph, Run, RunFonts, Table, TableCell,
    TableLayoutType, TableRow, WidthType,
};
use kernel::{Date, Problem};

use super::row::{OF_THE_FORM, Row, names};

/// Most rows: the whole document is put together in memory.
pub(super) const MOST: usize = 5000;

/// A4 and its margins, in twentieths of a point.
const PAGE: (u32, u32) = (16_838, 11_906);
const MARGIN: i32 = 1134;
/// Widths of the form's columns, and of all columns, across the page.
const FORM: [usize; OF_THE_FORM] = [700, 5000, 4470, 2000, 1200, 1200];
const ALL: [usize; 9] = [650, 3700, 3200, 1500, 1000, 1220, 1300, 800, 1200];

/// Half points, as Word counts sizes.
const TITLE: usize = 36;
const TEXT: usize = 21;

/// A document being put together.
pub(super) struct Form {
    widths: &'static [usize],
    rows: Vec<TableRow>,
}

impl Form {
    /// Begins one. `of_one_unit`: the columns that only several units need are left out.
    pub fn begin(of_one_unit: bool) -> Self {
        let widths: &[usize] = if of_one_unit { &FORM } else { &ALL };
        let mut form = Self { widths, rows: Vec::new() };
        let head = names().map(|name| Run::new().add_text(name).bold().fonts(font("黑体")));
        form.push(head.map(|run| vec![Paragraph::new().align(AlignmentType::Center).add_run(run)]));
        form
    }

    /// Adds a row.
    pub fn add(&mut self, row: &Row) {
        self.push(row.cells.each_ref().map(|cell| paragraphs(cell)));
    }

    fn push(&mut self, cells: [Vec<Paragraph>; 9]) {
        let cells = self.widths.iter().zip(cells).map(|(width, paragraphs)| {
            let cell = TableCell::new().width(*width, WidthType::Dxa);
            paragraphs.into_iter().fold(cell, TableCell::add_paragraph)
        });
        self.rows.push(TableRow::new(cells.collect()).cant_split());
    }

    /// Ends it. Takes long: not for a thread that answers others.
    pub fn into_bytes(self, title: &str, place: &str, today: Date) -> kernel::Result<Vec<u8>> {
        let line = |text: String, size| Run::new().add_text(text).size(size);
        let heading = line(clean(title), TITLE).bold().fonts(font("黑体"));
        let under = line(format!("填报单位：{}　　导出日期：{today}", clean(place)), TEXT);
        let table = Table::new(self.rows).layout(TableLayoutType::Fixed).set_grid(self.widths.to_vec());
        let margin = PageMargin {
            top: MARGIN,
            left: MARGIN,
            bottom: MARGIN,
            right: MARGIN,
            header: 700,
            footer: 700,
            gutter: 0,
        };
        let number = Paragraph::new().align(AlignmentType::Center).add_page_num(PageNum::new());
        let mut parts = Docx::new()
            .page_size(PAGE.0, PAGE.1)
            .page_orient(PageOrientationType::Landscape)
            .page_margin(margin)
            .default_fonts(font("仿宋"))
            .default_size(TEXT)
            .footer(Footer::new().add_paragraph(number))
            .add_paragraph(Paragraph::new().align(AlignmentType::Center).add_run(heading))
            .add_paragraph(Paragraph::new().add_run(under))
            .add_table(table)
            .build();
        repeat_first_row(&mut parts.document);
        let mut file = Cursor::new(Vec::new());
        parts.pack(&mut file).map_err(Problem::internal)?;
        Ok(file.into_inner())
    }
}

/// The crate has no word for a heading row that stands on every page; the first row's properties take it in.
fn repeat_first_row(document: &mut Vec<u8>) {
    const PROPERTIES: &[u8] = b"<w:trPr>";
    let at = document.windows(PROPERTIES.len()).position(|window| window == PROPERTIES);
    if let Some(at) = at {
        let at = at + PROPERTIES.len();
        document.splice(at..at, *b"<w:tblHeader/>");
    }
}

fn font(name: &str) -> RunFonts {
    RunFonts::new().east_asia(name).ascii("Times New Roman").hi_ansi("Times New Roman")
}

/// A cell's text, a paragraph for each line.
fn paragraphs(cell: &str) -> Vec<Paragraph> {
    cell.split('\n').map(|line| Paragraph::new().add_run(Run::new().add_text(clean(line)))).collect()
}

/// Without characters that XML has no place for.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}
