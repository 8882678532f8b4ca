//! Pictures of text, read by `tesseract`; PDF pages become pictures by `pdftoppm`.

use std::path::{Path, PathBuf};

use crate::child;
use crate::limits::Deadline;
use crate::lines::Lines;
use crate::{Format, Limits, Ocr, ReadError, Reading, Tools};

/// Longer side of a page picture, in pixels: A4 at 300 dots an inch. Fixed, so that a huge page costs no more than another.
const PAGE_PIXELS: &str = "3508";

/// Reads a picture file.
pub(crate) fn read_picture(
    bytes: &[u8],
    extension: &str,
    limits: &Limits,
    tools: &Tools,
) -> Result<Reading, ReadError> {
    let deadline = Deadline::after(limits.ocr_seconds);
    let ocr = recogniser(tools, deadline)?;
    let folder = child::private_folder()?;
    let file = folder.path().join("in").with_extension(extension);
    child::save(&file, bytes)?;
    let mut lines = Lines::new(limits, deadline);
    lines.paragraph(&recognise(ocr, &file, limits, deadline)?)?;
    Ok(Reading { text: lines.finish()?, format: Format::Image, encoding: None, notes: vec![recognised_note()] })
}

/// The text of some pages (from 1) of a PDF, in their order.
pub(crate) fn read_pages(
    bytes: &[u8],
    pages: &[usize],
    limits: &Limits,
    tools: &Tools,
) -> Result<Vec<String>, ReadError> {
    let deadline = Deadline::after(limits.ocr_seconds);
    let (pdftoppm, ocr) = scanner(tools, deadline)?;
    if pages.len() > limits.ocr_pages {
        return Err(ReadError::complex(format!("扫描件超过 {} 页", limits.ocr_pages)));
    }
    let folder = child::private_folder()?;
    let file = folder.path().join("in.pdf");
    child::save(&file, bytes)?;
    pages.iter().map(|&page| recognise(ocr, &picture(pdftoppm, &file, page, deadline)?, limits, deadline)).collect()
}

pub(crate) fn recognised_note() -> String {
    "文字由图片识别得到，可能有错，请核对。".into()
}

/// What reading a scanned PDF takes, or the first thing missing.
pub(crate) fn scanner(tools: &Tools, deadline: Deadline) -> Result<(&Path, &Ocr), ReadError> {
    let ocr = recogniser(tools, deadline)?;
    let missing = ReadError::ScanWithoutOcr { missing: "pdftoppm", package: "poppler-utils" };
    Ok((tools.pdftoppm.as_deref().ok_or(missing)?, ocr))
}

fn recogniser(tools: &Tools, deadline: Deadline) -> Result<&Ocr, ReadError> {
    let ocr = tools.ocr.as_ref().ok_or(ReadError::ScanWithoutOcr {
        missing: "tesseract",
        package: "tesseract-ocr tesseract-ocr-chi-sim poppler-utils",
    })?;
    let ended = child::run(&ocr.command, ["--list-langs".as_ref()], 100_000, deadline)?;
    // Old versions list the languages among the complaints.
    let listed = String::from_utf8_lossy(&ended.output).into_owned() + &ended.errors;
    let wanted = |language: &str| listed.lines().any(|line| line.trim() == language);
    if ocr.language.split('+').all(wanted) {
        Ok(ocr)
    } else {
        Err(ReadError::ScanWithoutOcr { missing: "tesseract 的中文数据", package: "tesseract-ocr-chi-sim" })
    }
}

/// Draws one page into a picture beside the PDF.
fn picture(pdftoppm: &Path, file: &Path, page: usize, deadline: Deadline) -> Result<PathBuf, ReadError> {
    let stem = file.with_file_name(format!("page{page}"));
    let number = page.to_string();
    let options = ["-q", "-gray", "-png", "-singlefile", "-scale-to", PAGE_PIXELS, "-f", &number, "-l", &number];
    let arguments = options.iter().map(AsRef::as_ref).chain([file.as_os_str(), stem.as_os_str()]);
    let ended = child::run(pdftoppm, arguments, 1000, deadline)?;
    if ended.success {
        Ok(stem.with_extension("png"))
    } else {
        Err(ReadError::broken(Format::Pdf, "页面无法显示"))
    }
}

fn recognise(ocr: &Ocr, file: &Path, limits: &Limits, deadline: Deadline) -> Result<String, ReadError> {
    let options = ["stdout", "-l", &ocr.language, "-c", "preserve_interword_spaces=1"];
    let arguments = [file.as_os_str()].into_iter().chain(options.iter().map(AsRef::as_ref));
    let ended = child::run(&ocr.command, arguments, limits.text_chars as u64 * 4, deadline)?;
    if ended.success {
        Ok(String::from_utf8_lossy(&ended.output).into_owned())
    } else {
        Err(ReadError::broken(Format::Image, "图片无法识别"))
    }
}
