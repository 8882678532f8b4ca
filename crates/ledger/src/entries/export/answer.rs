//! `/desk/ledger.csv`, `.xlsx` and `.docx`, and the page that has a long list made in the background.

use askama::Template;
use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::try_unfold;
use kernel::Problem;
use serde_json::json;
use web::{Fields, Page, Query, Result, Typed, download, redirect, spreadsheet_safe, view};

use super::super::desk::{Desk, at};
use super::batches::{Asked, Batches};
use super::docx::Form;
use super::job::{Format, Input, KIND};
use super::row::{CODE, NOTES, Row, names};
use super::xlsx::Sheet;
use super::{docx as word, xlsx as excel};

/// Most rows that are made while somebody waits.
const AT_ONCE: usize = 2000;

/// UTF-8 with a mark that Excel knows it by, at any length: a batch is read when the client has taken the one before.
pub(crate) async fn csv(desk: Desk, Query(fields): Query) -> Result {
    let asked = Asked::of(&desk, &fields)?;
    let batches = Batches::start(&desk.app, &asked).await?;
    let head = names().into_iter().chain([NOTES, CODE]);
    let head = format!("\u{feff}{}", String::from_utf8_lossy(&written([head])?));
    let pieces = try_unfold((Some(head), batches), async |(head, mut batches)| {
        let piece = match head {
            Some(head) => head.into_bytes(),
            None => piece(&mut batches).await?,
        };
        Ok::<_, Problem>(if piece.is_empty() { None } else { Some((piece, (None, batches))) })
    });
    let name = asked.file_name(desk.today(), "csv");
    Ok(download(&name, "text/csv; charset=utf-8", Body::from_stream(pieces)))
}

async fn piece(batches: &mut Batches) -> kernel::Result<Vec<u8>> {
    let rows = batches.next().await?;
    written(rows.iter().map(Row::all))
}

fn written<'a>(rows: impl IntoIterator<Item = impl Iterator<Item = &'a str>>) -> kernel::Result<Vec<u8>> {
    let mut file = csv::Writer::from_writer(Vec::new());
    for row in rows {
        file.write_record(row.map(spreadsheet_safe)).map_err(Problem::internal)?;
    }
    file.into_inner().map_err(Problem::internal)
}

/// Ready to print on wide paper, and to be changed and read back.
pub(crate) async fn xlsx(desk: Desk, Query(fields): Query) -> Result {
    let asked = Asked::of(&desk, &fields)?;
    if let Some(elsewhere) = too_long(&desk, &asked, Format::Xlsx).await? {
        return Ok(elsewhere);
    }
    let mut sheet = Sheet::begin(&asked.title(), None)?;
    let mut batches = Batches::start(&desk.app, &asked).await?;
    loop {
        let rows = batches.next().await?;
        if rows.is_empty() {
            break;
        }
        rows.iter().try_for_each(|row| sheet.add(row))?;
    }
    let bytes = tokio::task::spawn_blocking(move || sheet.into_bytes()).await.map_err(Problem::internal)??;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(download(&asked.file_name(desk.today(), "xlsx"), kind, bytes))
}

/// The form for Word.
pub(crate) async fn docx(desk: Desk, Query(fields): Query) -> Result {
    let asked = Asked::of(&desk, &fields)?;
    if let Some(elsewhere) = too_long(&desk, &asked, Format::Docx).await? {
        return Ok(elsewhere);
    }
    let mut form = Form::begin(asked.is_of_one_unit());
    let mut batches = Batches::start(&desk.app, &asked).await?;
    loop {
        let rows = batches.next().await?;
        if rows.is_empty() {
            break;
        }
        rows.iter().for_each(|row| form.add(row));
    }
    let (title, place, today) = (asked.title(), asked.place.clone(), desk.today());
    let bytes = tokio::task::spawn_blocking(move || form.into_bytes(&title, &place, today));
    let bytes = bytes.await.map_err(Problem::internal)??;
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    Ok(download(&asked.file_name(today, "docx"), kind, bytes))
}

/// Why a list of `rows` rows has no file of that format, if so.
fn objection(format: Format, rows: usize) -> Option<String> {
    let (most, instead) = match format {
        Format::Xlsx => (excel::MOST, "请先筛选，或者导出 CSV。"),
        Format::Docx => (word::MOST, "请先筛选，或者导出 Excel。"),
    };
    (rows > most).then(|| format!("共 {rows} 条，{} 文件最多放 {most} 条。{instead}", format.name()))
}

/// Where a list goes that is too long to be waited for.
async fn too_long(desk: &Desk, asked: &Asked, format: Format) -> Result<Option<Response>> {
    let rows = asked.count(&mut desk.app.db.read().await?, desk.today()).await?;
    if let Some(why) = objection(format, rows) {
        return Err(Problem::refused(why).into());
    }
    let offer = Fields::from_query(&asked.query).with("format", format.code());
    Ok((rows > AT_ONCE).then(|| redirect(&at("/desk/ledger/export", &offer)).into_response()))
}

#[derive(Template)]
#[template(path = "ledger/entries/export.html")]
struct Offer {
    page: Page,
    rows: usize,
    format: Format,
    query: String,
    back: String,
}

/// What will be done in the background.
pub(crate) async fn offer(desk: Desk, Query(fields): Query) -> Result {
    let format = Format::from_code(fields.get("format")).unwrap_or(Format::Xlsx);
    let asked = Asked::of(&desk, &fields)?;
    let rows = asked.count(&mut desk.app.db.read().await?, desk.today()).await?;
    let back = at("/desk/ledger", &asked.query);
    view(Offer { page: desk.shell.desk("导出台账"), rows, format, query: asked.query, back })
}

/// Has it done.
pub(crate) async fn order(desk: Desk, Query(fields): Query, Typed(typed): Typed) -> Result {
    let format = Format::from_code(typed.get("format")).ok_or(Problem::NotFound("这种格式"))?;
    let asked = Asked::of(&desk, &fields)?;
    let mut tx = desk.app.db.write().await?;
    let rows = asked.count(&mut tx, desk.today()).await?;
    if let Some(why) = objection(format, rows) {
        return Err(Problem::refused(why).into());
    }
    let title = format!("导出{}（{}，{rows} 条）", asked.title(), format.name());
    let order = jobs::Order { kind: KIND.name, title: &title, input: json!(Input { asked, format }) };
    let id = jobs::ask(&mut tx, desk.app.clock.now(), &desk.who, order).await?;
    tx.commit().await?;
    Ok(redirect(&format!("/desk/jobs/{id}")).into_response())
}
