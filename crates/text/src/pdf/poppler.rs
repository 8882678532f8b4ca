//! PDF text by poppler's `pdftotext`, run as a limited child process on a private copy of the file.

use std::path::Path;

use super::geometry::Rect;
use super::model::{Page, Word};
use crate::child::{self, Ended};
use crate::limits::Deadline;
use crate::xml::{Piece, Xml, number};
use crate::{Format, Limits, ReadError};

/// Pages with words and their places; rules are not part of what the tool tells.
pub(super) fn pages(tool: &Path, bytes: &[u8], limits: &Limits, deadline: Deadline) -> Result<Vec<Page>, ReadError> {
    let folder = child::private_folder()?;
    let file = folder.path().join("in.pdf");
    child::save(&file, bytes)?;
    let last = limits.pages.saturating_add(1).to_string();
    let ended = child::run(
        tool,
        ["-q", "-bbox-layout", "-enc", "UTF-8", "-l", &last]
            .iter()
            .map(AsRef::as_ref)
            .chain([file.as_os_str(), "-".as_ref()]),
        limits.unpacked_bytes,
        deadline,
    )?;
    match ended {
        Ended { success: true, output, .. } => parse(&String::from_utf8_lossy(&output), limits, deadline),
        Ended { errors, .. } if errors.contains("assword") => Err(ReadError::Locked),
        _ => Err(ReadError::broken(Format::Pdf, "内部结构有误，可能没有传完")),
    }
}

fn parse(output: &str, limits: &Limits, deadline: Deadline) -> Result<Vec<Page>, ReadError> {
    let mut xml = Xml::new(output, Format::Pdf, limits, deadline);
    let mut pages: Vec<Page> = Vec::new();
    let mut word: Option<Word> = None;
    loop {
        match xml.next()? {
            Piece::Open(element) => match (element.local_name().as_ref(), pages.len(), pages.last_mut()) {
                ("page", many, _) if many == limits.pages => {
                    return Err(ReadError::complex(format!("PDF 超过 {} 页", limits.pages)));
                }
                ("page", ..) => pages.push(Page::default()),
                ("line", _, Some(page)) => page.lines.push(Vec::new()),
                ("word", _, Some(_)) => {
                    let edge = |name| number(&element, name).filter(|edge: &f64| edge.is_finite()).unwrap_or(0.0);
                    let at = Rect { left: edge("xMin"), top: edge("yMin"), right: edge("xMax"), bottom: edge("yMax") };
                    word = Some(Word { at, text: String::new() });
                }
                _ => {}
            },
            Piece::Text(text) => {
                if let Some(word) = &mut word {
                    word.text.push_str(&text);
                }
            }
            Piece::Close => {
                let line = pages.last_mut().and_then(|page| page.lines.last_mut());
                if let (Some(word), Some(line)) = (word.take(), line) {
                    line.push(word);
                }
            }
            Piece::End => return Ok(pages),
        }
    }
}
