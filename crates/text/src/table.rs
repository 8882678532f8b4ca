//! Tables cell by cell: a filled-in sheet read back, where line breaks in a cell and the number of a row matter.

use crate::archive::Archive;
use crate::limits::Deadline;
use crate::sniff::{self, Kind};
use crate::{Format, Limits, ReadError, csv, encoding, guard, package, sheet};

/// One sheet of a workbook, or the table of a CSV file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; empty for CSV.
    pub name: String,
    /// Its rows that hold anything, from the top.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number as a spreadsheet program shows it, from 1.
    pub number: u32,
    /// Its filled cells, from the left.
    pub cells: Vec<Cell>,
}

/// A filled cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its column, from 0.
    pub column: u32,
    /// What it shows; line ends are `\n`.
    pub text: String,
    /// How the text came to be there.
    pub kind: CellKind,
}

/// How a cell's text came to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// Somebody wrote it.
    Value,
    /// A formula's last result, which may be out of date or missing.
    Formula,
    /// An error such as `#REF!`.
    Error,
}

impl Row {
    /// The cell in a column.
    #[must_use]
    pub fn cell(&self, column: u32) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.column == column)
    }
}

/// Reads an .xlsx or a CSV file cell by cell. Blocks for up to [`Limits::seconds`]: call it from a blocking thread.
///
/// # Errors
/// As [`crate::read`]; other formats are refused with the way out.
pub fn read_table(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, ReadError> {
    let size = bytes.len() as u64;
    if size > limits.file_bytes {
        return Err(ReadError::TooLarge { bytes: size, limit: limits.file_bytes });
    }
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let deadline = Deadline::after(limits.seconds);
    let (format, reader): (_, Reader) = match sniff::kind(bytes)? {
        Kind::Zip => (Format::Xlsx, workbook),
        Kind::Text => (Format::Csv, separated),
        _ => return Err(unsupported()),
    };
    let (bytes, limits) = (bytes.to_vec(), limits.clone());
    guard::run(format, deadline, move || reader(&bytes, &limits, deadline))
}

type Reader = fn(&[u8], &Limits, Deadline) -> Result<Vec<Sheet>, ReadError>;

fn unsupported() -> ReadError {
    ReadError::Unsupported {
        name: "这种文件", advice: "请用 Excel 或 WPS 另存为 .xlsx，或者另存为 CSV，再上传。"
    }
}

fn workbook(bytes: &[u8], limits: &Limits, deadline: Deadline) -> Result<Vec<Sheet>, ReadError> {
    if package::zip_format(&Archive::open(bytes, Format::Docx, limits)?)? != Format::Xlsx {
        return Err(unsupported());
    }
    Archive::open(bytes, Format::Xlsx, limits)?.inspect(sheet::claims_too_much)?;
    sheet::cells::read(bytes, limits, deadline)
}

fn separated(bytes: &[u8], limits: &Limits, deadline: Deadline) -> Result<Vec<Sheet>, ReadError> {
    let text = encoding::decode(bytes)?.text;
    let mut records = csv::reader(&text, csv::separator(&text));
    let mut record = ::csv::StringRecord::new();
    let (mut rows, mut cells) = (Vec::new(), 0usize);
    // Text is UTF-8 already and records may differ in length, so nothing here can be malformed.
    for number in 1.. {
        deadline.check()?;
        if !records.read_record(&mut record).unwrap_or(false) {
            break;
        }
        cells += record.len();
        if cells > limits.cells {
            return Err(ReadError::complex(format!("表格超过 {} 格", limits.cells)));
        }
        let filled = (0u32..).zip(&record).filter(|(_, text)| !text.is_empty());
        let cell =
            |(column, text): (u32, &str)| Cell { column, text: text.replace("\r\n", "\n"), kind: CellKind::Value };
        let row = Row { number, cells: filled.map(cell).collect() };
        rows.extend(Some(row).filter(|row| !row.cells.is_empty()));
    }
    Ok(vec![Sheet { name: String::new(), rows }])
}
