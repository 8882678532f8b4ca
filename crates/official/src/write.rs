//! Blocks back to text that a person can edit and [`crate::read`] reads the same again.

use crate::block::Block;
use crate::marker::marker;

/// The text of blocks: a paragraph per line, tables with tabs between blank lines.
pub fn write(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Letterhead { text }
            | Block::Number { text }
            | Block::Title { text }
            | Block::Note { text }
            | Block::Addressees { text }
            | Block::Heading { text, .. }
            | Block::Paragraph { text, .. }
            | Block::Attachment { text }
            | Block::Annex { text, .. }
            | Block::Signature { text }
            | Block::Imprint { text } => line(&mut out, text),
            Block::Item { label, text, .. } => line(&mut out, &item(label, text)),
            Block::Table { caption, rows, .. } => {
                if let Some(caption) = caption {
                    line(&mut out, caption);
                }
                table(&mut out, rows);
            }
        }
    }
    out
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// 第三条 stands apart from its text; other labels do where they would be read differently without a space.
fn item(label: &str, text: &str) -> String {
    let together = format!("{label}{text}");
    let same = marker(&together).is_some_and(|found| found.len == label.len());
    if label.starts_with('第') || !same { format!("{label}\u{3000}{text}") } else { together }
}

fn table(out: &mut String, rows: &[Vec<String>]) {
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
    for row in rows {
        out.push_str(&row.join("\t"));
        // A row of one cell still needs its tab to be a row.
        if row.len() < 2 {
            out.push('\t');
        }
        out.push('\n');
    }
    out.push('\n');
}
