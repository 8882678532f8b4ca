//! Separated columns: comma, tab or semicolon, told by which of them cuts the lines most evenly.

use crate::ReadError;
use crate::encoding::Decoded;
use crate::lines::Lines;

/// Lines looked at to tell the separator.
const SAMPLE_LINES: usize = 50;

/// Writes every record as one row; records of blanks only end the table.
pub(crate) fn read(decoded: &Decoded, lines: &mut Lines) -> Result<(), ReadError> {
    let mut records = reader(&decoded.text, separator(&decoded.text));
    let mut record = csv::StringRecord::new();
    // Text is UTF-8 already and records may differ in length, so nothing here can be malformed.
    while records.read_record(&mut record).unwrap_or(false) {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            lines.end_table();
        } else {
            lines.count_cells(record.len())?;
            lines.row(&record.iter().collect::<Vec<_>>())?;
        }
    }
    lines.end_table();
    Ok(())
}

pub(crate) fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes())
}

/// The candidate giving the most records as wide as the first one; a comma when none cuts anything.
pub(crate) fn separator(text: &str) -> u8 {
    let evenness = |separator: u8| {
        let widths: Vec<usize> =
            reader(text, separator).records().take(SAMPLE_LINES).flatten().map(|record| record.len()).collect();
        let first = widths.first().copied().unwrap_or(0);
        if first < 2 { 0 } else { widths.iter().filter(|&&width| width == first).count() }
    };
    [b';', b'\t', b','].into_iter().max_by_key(|&candidate| evenness(candidate)).unwrap_or(b',')
}
