//! The filtered list as a file or for paper, in the columns of the plan's own ledger form (台账示例).

use askama::Template;
use axum::response::Response;
use db::Tx;
use kernel::{Date, Problem};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};
use web::{Page, Query, Result, download, spreadsheet_safe, view};

use super::cell::DueCell;
use super::desk::{Desk, Units, at, kept};
use super::filter::{Filter, Order};
use super::list::{From, Key, Line, lines};
use super::task::numbered;

/// The form's columns, then those that a list of several units needs; widths are in characters.
const COLUMNS: [(&str, f64); 9] = [
    ("序号", 6.0),
    ("工作任务", 50.0),
    ("工作举措", 40.0),
    ("时限要求", 22.0),
    ("单位分管领导", 14.0),
    ("责任科室", 16.0),
    ("单位", 18.0),
    ("状态", 9.0),
    ("下一期限", 26.0),
];

/// Lines read at once while a file is written.
const BATCH: usize = 1000;
/// Lines of the page for paper; more are better read in a file.
const ON_PAPER: usize = BATCH;

struct Row([String; 9]);

impl Row {
    fn of(desk: &Desk, units: &Units, number: usize, line: Line) -> Self {
        let limits: Vec<&str> = line.limits.iter().map(|limit| limit.raw.as_str()).collect();
        let limits = limits.join("；");
        let due = DueCell::of(desk.calendar(), &line.entry.due, desk.today()).line();
        let status = line.entry.status_name();
        let texts = line.entry.texts;
        Self([
            number.to_string(),
            numbered(line.label.as_deref(), &line.body),
            texts.measure,
            limits,
            texts.leader,
            texts.office_in_charge,
            units.name(&line.entry.unit_id).to_owned(),
            status.to_owned(),
            due,
        ])
    }
}

/// The list in the order of the plan, a batch at a time.
struct Batches<'a> {
    desk: &'a Desk,
    units: Units,
    filter: Filter,
    today: Date,
    from: From,
    number: usize,
}

impl<'a> Batches<'a> {
    async fn start(desk: &'a Desk, tx: &mut Tx, filter: Filter) -> db::Result<Self> {
        let units = Units::read(tx, &filter.government).await?;
        let filter = Filter { order: Order::Plan, ..filter };
        Ok(Self { desk, units, filter, today: desk.today(), from: From::Start, number: 0 })
    }

    async fn next(&mut self, tx: &mut Tx) -> db::Result<Vec<Row>> {
        let batch = lines(tx, &self.filter, self.today, &self.from, BATCH).await?;
        if let Some(last) = batch.last() {
            self.from = From::After(Key::of(&last.entry));
        }
        let first = self.number + 1;
        self.number += batch.len();
        let numbered = (first..).zip(batch);
        Ok(numbered.map(|(number, line)| Row::of(self.desk, &self.units, number, line)).collect())
    }
}

/// `/desk/ledger.csv`: UTF-8 with a mark that Excel knows it by.
pub(crate) async fn csv(desk: Desk, Query(fields): Query) -> Result {
    let mut tx = desk.app.db.read().await?;
    let mut batches = Batches::start(&desk, &mut tx, desk.filter(&fields)?).await?;
    let mut file = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    file.write_record(COLUMNS.map(|(name, _)| name)).map_err(Problem::internal)?;
    loop {
        let batch = batches.next(&mut tx).await?;
        if batch.is_empty() {
            break;
        }
        for Row(cells) in batch {
            file.write_record(cells.map(|cell| spreadsheet_safe(&cell))).map_err(Problem::internal)?;
        }
    }
    let bytes = file.into_inner().map_err(Problem::internal)?;
    Ok(download(&name(&desk, "csv"), "text/csv; charset=utf-8", bytes))
}

/// `/desk/ledger.xlsx`: ready to print on wide paper.
pub(crate) async fn xlsx(desk: Desk, Query(fields): Query) -> Result {
    let mut tx = desk.app.db.read().await?;
    let mut batches = Batches::start(&desk, &mut tx, desk.filter(&fields)?).await?;
    let mut workbook = Workbook::new();
    let title = format!("{}政务公开工作台账", desk.government()?.short_name);
    begin(&mut workbook, &title).map_err(Problem::internal)?;
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
    let mut at = 0;
    loop {
        let batch = batches.next(&mut tx).await?;
        if batch.is_empty() {
            break;
        }
        for row in batch {
            at += 1;
            write(&mut workbook, at, &row, &cell).map_err(Problem::internal)?;
        }
    }
    drop(tx);
    // Compressing a long list takes seconds, and other requests wait on this thread.
    let saved = tokio::task::spawn_blocking(move || workbook.save_to_buffer()).await.map_err(Problem::internal)?;
    let bytes = saved.map_err(Problem::internal)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(download(&name(&desk, "xlsx"), kind, bytes))
}

fn begin(workbook: &mut Workbook, title: &str) -> std::result::Result<(), XlsxError> {
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Center).set_border(FormatBorder::Thin);
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name("台账")?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_header(format!("&C{}", title.replace('&', "&&"))).set_footer("&C第 &P 页，共 &N 页");
    sheet.set_repeat_rows(0, 0)?.set_freeze_panes(1, 0)?;
    for (column, (name, width)) in (0u16..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, name, &head)?;
    }
    Ok(())
}

/// Cells are texts whatever they begin with: nothing a unit typed becomes a formula.
fn write(workbook: &mut Workbook, at: u32, Row(cells): &Row, format: &Format) -> std::result::Result<(), XlsxError> {
    let sheet = workbook.worksheet_from_index(0)?;
    for (column, text) in (0u16..).zip(cells) {
        match (column, text.parse::<u32>()) {
            (0, Ok(number)) => sheet.write_number_with_format(at, column, number, format)?,
            _ => sheet.write_string_with_format(at, column, text, format)?,
        };
    }
    Ok(())
}

fn name(desk: &Desk, extension: &str) -> String {
    let place = desk.who.unit.as_ref().map(|unit| unit.short_name.as_str());
    let place = place.or(desk.who.post.government_name.as_deref()).unwrap_or_default();
    format!("{place}政务公开台账{}.{extension}", desk.today())
}

#[derive(Template)]
#[template(path = "ledger/entries/form.html")]
struct OnPaper {
    page: Page,
    title: String,
    columns: Vec<&'static str>,
    rows: Vec<Row>,
    /// More than fit on this page.
    more: bool,
    today: String,
    query: String,
    back: String,
}

/// `/desk/ledger/form`: the list for paper.
pub(crate) async fn on_paper(desk: Desk, Query(fields): Query) -> Result<Response> {
    let mut tx = desk.app.db.read().await?;
    let mut batches = Batches::start(&desk, &mut tx, desk.filter(&fields)?).await?;
    let rows = batches.next(&mut tx).await?;
    let more = rows.len() == ON_PAPER && !batches.next(&mut tx).await?.is_empty();
    let place = desk.who.unit.as_ref().map(|unit| &unit.short_name);
    let title = format!("{}政务公开工作台账", place.unwrap_or(&desk.government()?.short_name));
    let query = kept(&fields);
    view(OnPaper {
        page: desk.shell.desk(&title),
        title,
        columns: COLUMNS.iter().map(|(name, _)| *name).collect(),
        rows,
        more,
        today: desk.today().to_string(),
        back: at("/desk/ledger", &query),
        query,
    })
}
