//! From bytes to text: find out what the file is, then hand it to the reader for that format.

use crate::archive::Archive;
use crate::encoding::{self, Decoded};
use crate::format::extension;
use crate::limits::Deadline;
use crate::lines::Lines;
use crate::sniff::{self, Kind};
use crate::{Format, Limits, ReadError, Tools, csv, docx, guard, html, ocr, package, pdf, sheet, txt};

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The text: one paragraph or heading a line; one table row a line with cells separated by tabs, tables set off by blank lines.
    pub text: String,
    /// What the file was, by its content.
    pub format: Format,
    /// Character encoding of a text file (`UTF-8`, `UTF-16LE`, `UTF-16BE`, `GB18030`); none for packed formats.
    pub encoding: Option<&'static str>,
    /// What the sender should know, in Chinese: pages without text, parts not read.
    pub notes: Vec<String>,
}

/// Reads a file with whatever tools this machine has installed.
///
/// Blocks for up to [`Limits::seconds`] (and [`Limits::ocr_seconds`] for scans): call it from a blocking thread. `file_name` only decides
/// where the content leaves it open, as between plain text and CSV.
///
/// # Errors
/// See [`ReadError`]; a refusal never depends on more than the limits allow to be read.
pub fn read(bytes: &[u8], file_name: &str, limits: &Limits) -> Result<Reading, ReadError> {
    read_with(bytes, file_name, limits, &Tools::installed())
}

/// Reads a file with exactly the tools given.
///
/// # Errors
/// As [`read`].
pub fn read_with(bytes: &[u8], file_name: &str, limits: &Limits, tools: &Tools) -> Result<Reading, ReadError> {
    let size = bytes.len() as u64;
    if size > limits.file_bytes {
        return Err(ReadError::TooLarge { bytes: size, limit: limits.file_bytes });
    }
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let deadline = Deadline::after(limits.seconds);
    let mut reading = match sniff::kind(bytes)? {
        Kind::Pdf => pdf::read(bytes, limits, deadline, tools)?,
        Kind::Picture(extension) => ocr::read_picture(bytes, extension, limits, tools)?,
        Kind::Zip => apart(bytes, file_name, limits, deadline, Format::Docx, read_zip)?,
        Kind::Compound => apart(bytes, file_name, limits, deadline, Format::Xlsx, read_compound)?,
        Kind::Text => apart(bytes, file_name, limits, deadline, Format::Txt, read_text)?,
    };
    if let Some(promised) = Format::from_name(file_name).filter(|&promised| promised != reading.format) {
        let found = reading.format.name();
        reading.notes.insert(0, format!("文件名像是{}，内容是{found}，已按{found}读取。", promised.name()));
    }
    Ok(reading)
}

type Job<'a> = (&'a [u8], &'a str, &'a Limits, Deadline);

/// Runs one reader on its own thread.
fn apart(
    bytes: &[u8],
    file_name: &str,
    limits: &Limits,
    deadline: Deadline,
    format: Format,
    reader: fn(Job) -> Result<Reading, ReadError>,
) -> Result<Reading, ReadError> {
    let (bytes, file_name, limits) = (bytes.to_vec(), file_name.to_owned(), limits.clone());
    guard::run(format, deadline, move || reader((&bytes, &file_name, &limits, deadline)))
}

fn read_zip((bytes, _, limits, deadline): Job) -> Result<Reading, ReadError> {
    let format = package::zip_format(&Archive::open(bytes, Format::Docx, limits)?)?;
    let mut archive = Archive::open(bytes, format, limits)?;
    let mut lines = Lines::new(limits, deadline);
    let notes = if format == Format::Xlsx {
        archive.inspect(sheet::claims_too_much)?;
        sheet::read_xlsx(bytes, &mut lines, limits)?
    } else {
        docx::read(&mut archive, &mut lines, limits, deadline)?
    };
    Ok(Reading { text: lines.finish()?, format, encoding: None, notes })
}

fn read_compound((bytes, _, limits, deadline): Job) -> Result<Reading, ReadError> {
    let stream = package::compound_workbook(bytes, limits)?;
    let mut lines = Lines::new(limits, deadline);
    let notes = sheet::read_xls(stream, &mut lines, limits)?;
    Ok(Reading { text: lines.finish()?, format: Format::Xlsx, encoding: None, notes })
}

fn read_text((bytes, file_name, limits, deadline): Job) -> Result<Reading, ReadError> {
    let extension = extension(file_name).unwrap_or_default();
    let decoded = match html::declared_encoding(bytes) {
        Some(declared) => encoding::decode_as(declared, bytes),
        None => encoding::decode(bytes),
    }?;
    let mut lines = Lines::new(limits, deadline);
    let format = text_format(&decoded, &extension);
    let text = match format {
        Format::Html => {
            html::read(&decoded.text, &mut lines)?;
            lines.finish()?
        }
        Format::Csv => {
            csv::read(&decoded, &mut lines)?;
            lines.finish()?
        }
        _ => txt::read(&decoded, limits)?,
    };
    let notes = if decoded.damaged > 0 {
        vec![format!("有 {} 处文字无法识别，以 � 代替。", decoded.damaged)]
    } else {
        Vec::new()
    };
    Ok(Reading { text, format, encoding: Some(encoding::name(decoded.encoding)), notes })
}

/// Office systems export web pages and tab-separated text under the name .xls: content decides where it can.
fn text_format(decoded: &Decoded, extension: &str) -> Format {
    let named = |format: Format| format.extensions().contains(&extension);
    if html::is_html(&decoded.text) || named(Format::Html) {
        Format::Html
    } else if named(Format::Csv) || named(Format::Xlsx) {
        Format::Csv
    } else {
        Format::Txt
    }
}
