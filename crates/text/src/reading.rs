//! From bytes to text: find out what the file is, then hand it to the reader for that format.

use crate::{Format, Limits, ReadError, Tools};

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
pub fn read_with(bytes: &[u8], _file_name: &str, limits: &Limits, _tools: &Tools) -> Result<Reading, ReadError> {
    let size = bytes.len() as u64;
    if size > limits.file_bytes {
        return Err(ReadError::TooLarge { bytes: size, limit: limits.file_bytes });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| ReadError::NotText)?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(Reading { text: text.to_owned(), format: Format::Txt, encoding: Some("UTF-8"), notes: Vec::new() })
}
