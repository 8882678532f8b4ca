//! Opens a PDF inside this process and runs its pages; every stream is unpacked against one budget.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use super::geometry::{Rect, seen};
use super::interpret::{Budget, Fonts, Interpreter};
use super::model::Page;
use super::words;
use crate::limits::Deadline;
use crate::{Format, Limits, ReadError};

/// A4, for pages that do not say.
const USUAL_PAGE: Rect = Rect { left: 0.0, top: 0.0, right: 595.0, bottom: 842.0 };
/// Levels of the page tree through which a page inherits.
const DEEPEST_TREE: usize = 50;

/// All pages, with the words found and the rules drawn on each.
pub(super) fn pages(bytes: &[u8], limits: &Limits, deadline: Deadline) -> Result<Vec<Page>, ReadError> {
    let most = usize::try_from(limits.unpacked_bytes).unwrap_or(usize::MAX);
    let options = LoadOptions { max_decompressed_size: Some(most / 8), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| refusal(&error))?;
    if document.is_encrypted() {
        return Err(ReadError::Locked);
    }
    let pages: BTreeMap<u32, ObjectId> = document.get_pages();
    if pages.len() > limits.pages {
        return Err(ReadError::complex(format!("PDF 超过 {} 页", limits.pages)));
    }
    let mut budget = Budget { bytes: most, glyphs: limits.text_chars, deadline };
    let mut fonts = Fonts::default();
    pages.into_values().map(|id| page(&document, id, &mut fonts, &mut budget)).collect()
}

fn refusal(error: &lopdf::Error) -> ReadError {
    match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) | lopdf::Error::AlreadyEncrypted => {
            ReadError::Locked
        }
        lopdf::Error::Decompress(_) => ReadError::complex("PDF 内容解压后大得异常"),
        _ => ReadError::broken(Format::Pdf, "内部结构有误，可能没有传完"),
    }
}

fn page<'a>(
    document: &'a Document,
    id: ObjectId,
    fonts: &mut Fonts<'a>,
    budget: &mut Budget,
) -> Result<Page, ReadError> {
    let Ok(dictionary) = document.get_dictionary(id) else { return Ok(Page::default()) };
    let sheet = inherited(document, dictionary, b"MediaBox").and_then(rectangle).unwrap_or(USUAL_PAGE);
    let turned = inherited(document, dictionary, b"Rotate").and_then(|turned| turned.as_i64().ok()).unwrap_or(0);
    let resources: Vec<&Dictionary> =
        inherited(document, dictionary, b"Resources").and_then(|found| found.as_dict().ok()).into_iter().collect();
    let content = document
        .get_page_content_with_limit(id, budget.bytes)
        .map_err(|_| ReadError::complex("PDF 内容解压后大得异常"))?;
    let mut interpreter = Interpreter::new(document, seen(sheet, turned), fonts, budget);
    interpreter.spend(content.len())?;
    interpreter.run(&content, &resources, 0)?;
    Ok(Page { lines: words::lines(&interpreter.glyphs), rules: interpreter.drawing.rules })
}

/// An entry of a page or the nearest part of the page tree above it that has one.
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let above = |node: &&'a Dictionary| node.get_deref(b"Parent", document).and_then(Object::as_dict).ok();
    std::iter::successors(Some(page), above).take(DEEPEST_TREE).find_map(|node| node.get_deref(key, document).ok())
}

fn rectangle(object: &Object) -> Option<Rect> {
    let corners: Vec<f64> = object.as_array().ok()?.iter().filter_map(|n| n.as_float().ok()).map(f64::from).collect();
    let &[x, y, other_x, other_y] = corners.as_slice() else { return None };
    Rect::around([(x, y), (other_x, other_y)])
}
