//! A document as a Word file.

use std::io::Cursor;

use documents::snapshot::{DocumentSnapshot, under_title};
use docx_rs::{AlignmentType, Docx, Paragraph, Run, RunFonts, SpecialIndentType, Table, TableCell, TableRow};
use kernel::Problem;
use official::Block;

/// Half points, as Word counts sizes: 二号 and 三号, as official documents are set.
const TITLE: usize = 44;
const TEXT: usize = 32;

/// Writes it under what this site says of it. Takes long for a long text: not for a thread that answers others.
pub(super) fn write(document: DocumentSnapshot, said: &[String]) -> Result<Vec<u8>, Problem> {
    let mut docx = Docx::new();
    for line in said {
        docx = docx.add_paragraph(Paragraph::new().add_run(run(line, TEXT - 8, "黑体")));
    }
    let centred = |text: &str, size, font| Paragraph::new().align(AlignmentType::Center).add_run(run(text, size, font));
    docx = docx.add_paragraph(centred(&document.title, TITLE, "方正小标宋简体"));
    if let Some(number) = &document.number {
        docx = docx.add_paragraph(centred(number, TEXT, "仿宋"));
    }
    for block in &under_title(&document.title, document.blocks) {
        docx = match block {
            Block::Table { rows, .. } => docx.add_table(table(rows)),
            Block::Title { text } => docx.add_paragraph(centred(text, TEXT, "黑体")),
            Block::Heading { text, .. } => docx.add_paragraph(indented(text, "黑体")),
            Block::Item { label, text, .. } => docx.add_paragraph(indented(&format!("{label}{text}"), "仿宋")),
            Block::Signature { text } => {
                docx.add_paragraph(Paragraph::new().align(AlignmentType::Right).add_run(run(text, TEXT, "仿宋")))
            }
            Block::Addressees { text } | Block::Attachment { text } | Block::Annex { text, .. } => {
                docx.add_paragraph(Paragraph::new().add_run(run(text, TEXT, "仿宋")))
            }
            Block::Letterhead { text }
            | Block::Number { text }
            | Block::Note { text }
            | Block::Paragraph { text, .. }
            | Block::Imprint { text } => docx.add_paragraph(indented(text, "仿宋")),
        };
    }
    let mut file = Cursor::new(Vec::new());
    docx.build().pack(&mut file).map_err(Problem::internal)?;
    Ok(file.into_inner())
}

fn indented(text: &str, font: &str) -> Paragraph {
    // Two characters, in twentieths of a point.
    let first = i32::try_from(TEXT * 20).unwrap_or(0);
    Paragraph::new().indent(None, Some(SpecialIndentType::FirstLine(first)), None, None).add_run(run(text, TEXT, font))
}

fn table(rows: &[Vec<String>]) -> Table {
    let rows = rows.iter().map(|row| {
        let cells = row
            .iter()
            .map(|cell| TableCell::new().add_paragraph(Paragraph::new().add_run(run(cell, TEXT - 8, "仿宋"))));
        TableRow::new(cells.collect())
    });
    Table::new(rows.collect())
}

/// Control characters that XML cannot hold are left out.
fn run(text: &str, size: usize, font: &str) -> Run {
    let clean: String = text.chars().filter(|c| *c >= ' ' || *c == '\t').collect();
    Run::new().add_text(clean).size(size).fonts(RunFonts::new().east_asia(font))
}
