//! PDF: words from poppler when it is there, else read here; tables by the lines drawn around them; scans by character recognition.

mod document;
mod drawing;
mod font;
mod geometry;
mod grid;
mod interpret;
mod layout;
mod mend;
mod model;
mod poppler;
mod words;

use crate::limits::Deadline;
use crate::lines::Lines;
use crate::{Format, Limits, ReadError, Reading, Tools, guard, ocr};
use model::{Block, Page};

pub(crate) fn read(bytes: &[u8], limits: &Limits, deadline: Deadline, tools: &Tools) -> Result<Reading, ReadError> {
    let mut notes = Vec::new();
    let pages = pages(bytes, limits, deadline, tools, &mut notes)?;
    let blank: Vec<usize> = (1..).zip(&pages).filter(|(_, page)| !page.has_text()).map(|(number, _)| number).collect();
    if pages.is_empty() {
        return Err(ReadError::broken(Format::Pdf, "没有页面"));
    }
    let all_blank = blank.len() == pages.len();
    let recognised = match scans(bytes, &blank, limits, tools) {
        Ok(texts) => texts,
        Err(refusal) if all_blank => return Err(refusal),
        // The other pages are worth having; the note below tells what is missing.
        Err(_) => Vec::new(),
    };
    if recognised.is_empty() && !blank.is_empty() {
        notes.push(format!("第 {} 页没有文字，可能是扫描件或空白页。", listed(&blank)));
    } else if !blank.is_empty() {
        notes.push(format!("第 {} 页是扫描件。{}", listed(&blank), ocr::recognised_note()));
    }
    let writing = if recognised.is_empty() { deadline } else { Deadline::after(limits.seconds) };
    let mut lines = Lines::new(limits, writing);
    let mut recognised = recognised.iter();
    let mut blocks = Vec::new();
    for page in &pages {
        blocks.push(if page.has_text() {
            layout::blocks(page, &mut lines)?
        } else {
            recognised.next().map(|text| Block::Paragraph(text.clone())).into_iter().collect()
        });
    }
    mend::mend(&mut blocks);
    for page in blocks {
        write(page, &mut lines)?;
    }
    Ok(Reading { text: lines.finish()?, format: Format::Pdf, encoding: None, notes })
}

/// Words by the tool where there is one, rules always from here; each may read a page the other cannot. Rules are a help, not a need.
fn pages(
    bytes: &[u8],
    limits: &Limits,
    deadline: Deadline,
    tools: &Tools,
    notes: &mut Vec<String>,
) -> Result<Vec<Page>, ReadError> {
    let (copy, own_limits) = (bytes.to_vec(), limits.clone());
    let own = guard::run(Format::Pdf, deadline, move || document::pages(&copy, &own_limits, deadline));
    let Some(tool) = &tools.pdftotext else { return own };
    let (mut pages, own) = match (poppler::pages(tool, bytes, limits, deadline), own) {
        (Ok(pages), own) => (pages, own),
        (Err(_), Ok(own)) => return Ok(own),
        (Err(refusal), Err(_)) => return Err(refusal),
    };
    match own {
        Ok(own) => {
            for (page, own) in pages.iter_mut().zip(own) {
                // The tool may lack the data for old Chinese fonts.
                *page = if page.has_text() { Page { rules: own.rules, ..std::mem::take(page) } } else { own };
            }
        }
        Err(_) => notes.push("没有读出表格线，表格按文字顺序读取。".into()),
    }
    Ok(pages)
}

/// Writes one page; what follows on the next is set off by a blank line.
fn write(page: Vec<Block>, lines: &mut Lines) -> Result<(), ReadError> {
    for block in page {
        match block {
            Block::Paragraph(text) => lines.paragraph(&text)?,
            Block::Table(table) => {
                lines.end_table();
                for row in table.rows {
                    lines.row(&row.into_iter().map(|cell| cell.text).collect::<Vec<_>>())?;
                }
                lines.end_table();
            }
        }
    }
    lines.blank();
    Ok(())
}

/// The text of scanned pages, or why it cannot be had.
fn scans(bytes: &[u8], blank: &[usize], limits: &Limits, tools: &Tools) -> Result<Vec<String>, ReadError> {
    if blank.is_empty() { Ok(Vec::new()) } else { ocr::read_pages(bytes, blank, limits, tools) }
}

/// Page numbers as people write them, no more than ten.
fn listed(pages: &[usize]) -> String {
    let shown: Vec<String> = pages.iter().take(10).map(ToString::to_string).collect();
    let more = if pages.len() > shown.len() { format!(" 等 {} ", pages.len()) } else { String::new() };
    shown.join("、") + &more
}
