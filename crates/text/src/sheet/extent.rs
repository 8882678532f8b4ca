//! How large the sheets of an .xls are, before a parser that allocates the whole rectangle is let at them.

use crate::{Format, Limits, ReadError};

/// Record types of the workbook stream ([MS-XLS] 2.3).
mod record {
    pub(super) const SHEET: u16 = 0x0085;
    pub(super) const BEGIN: u16 = 0x0809;
    pub(super) const END: u16 = 0x000a;
    pub(super) const DIMENSIONS: u16 = 0x0200;
    pub(super) const FORMULA_TEXT: u16 = 0x0207;
    pub(super) const MANY_NUMBERS: u16 = 0x00bd;
    /// Records that begin with the row and column of a filled cell.
    pub(super) const CELLS: [u16; 8] = [0x0006, 0x0203, 0x0204, 0x0205, 0x027e, MANY_NUMBERS, 0x00d6, 0x00fd];
}

/// Refuses when the rectangles around the filled cells hold more cells than allowed, all sheets together. Rectangles a sheet merely claims are
/// shrunk to one cell: the claim is only used to reserve room.
pub(super) fn check(stream: &mut [u8], limits: &Limits) -> Result<(), ReadError> {
    let starts: Vec<usize> = Records::new(stream, 0)
        .take_while(|record| record.kind != record::END)
        .filter(|record| record.kind == record::SHEET)
        .filter_map(|record| Some(u32::from_le_bytes(*stream.get(record.data)?.first_chunk()?) as usize))
        .collect();
    let too_many = || ReadError::complex(format!("表格超过 {} 格", limits.cells));
    let most_records = limits.cells.saturating_mul(4);
    let mut records = 0usize;
    for &start in &starts {
        let mut claims = Vec::new();
        for record in sheet_records(stream, start) {
            records += 1;
            if record.kind == record::DIMENSIONS {
                claims.push(record.data);
            }
        }
        for claim in claims {
            stream[claim].fill(0);
        }
        // Many sheets may point at the same records.
        if records > most_records {
            return Err(too_many());
        }
    }
    let mut cells = 0usize;
    for start in starts {
        let mut extent = Extent::default();
        for record in sheet_records(stream, start) {
            match record.kind {
                // Sheets may be made to overlap, so that wiping one claim brings forth another.
                record::DIMENSIONS if stream[record.data.clone()].iter().any(|&byte| byte != 0) => {
                    return Err(ReadError::broken(Format::Xlsx, "工作表范围有误"));
                }
                // The text of a formula stands at the formula before it, or at the first cell when there is none.
                record::FORMULA_TEXT if extent.rows.is_none() => extent.add(0, 0, 0),
                kind if record::CELLS.contains(&kind) => extent.add_record(kind, &stream[record.data]),
                _ => {}
            }
        }
        cells = cells.saturating_add(extent.cells());
        if cells > limits.cells {
            return Err(too_many());
        }
    }
    Ok(())
}

/// The records of one sheet, without those of charts embedded in it.
fn sheet_records(stream: &[u8], start: usize) -> impl Iterator<Item = Record> {
    let (mut begun, mut depth, mut ended) = (false, 0usize, false);
    Records::new(stream, start).take_while(move |record| {
        match record.kind {
            record::BEGIN if begun => depth += 1,
            record::BEGIN => begun = true,
            record::END if depth == 0 => ended = true,
            record::END => depth -= 1,
            _ => {}
        }
        !ended
    })
}

#[derive(Default)]
struct Extent {
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
}

impl Extent {
    fn add_record(&mut self, kind: u16, data: &[u8]) {
        let word = |at: usize| data.get(at..at + 2).map_or(0, |pair| u16::from_le_bytes([pair[0], pair[1]]));
        // A record of many cells ends with its last column; what lies between counts by the length of the record, should the two differ.
        let (mut last, first) = (word(2), word(2));
        if kind == record::MANY_NUMBERS {
            let by_length = first.saturating_add(u16::try_from(data.len() / 6).unwrap_or(u16::MAX));
            last = word(data.len().saturating_sub(2)).max(by_length);
        }
        self.add(word(0), first, last);
    }

    fn add(&mut self, row: u16, first: u16, last: u16) {
        let widen = |range: &mut Option<(u16, u16)>, value: u16| {
            *range = Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))));
        };
        widen(&mut self.rows, row);
        widen(&mut self.columns, first);
        widen(&mut self.columns, last);
    }

    fn cells(&self) -> usize {
        let length = |range: Option<(u16, u16)>| range.map_or(0, |(low, high)| (high - low) as usize + 1);
        length(self.rows).saturating_mul(length(self.columns))
    }
}

struct Record {
    kind: u16,
    /// Where its data lies in the stream.
    data: std::ops::Range<usize>,
}

/// The records from a place on; stops where the stream is cut off.
struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    fn new(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let head = self.stream.get(self.at..)?.first_chunk::<4>()?;
        let data = self.at + 4..self.at + 4 + u16::from_le_bytes([head[2], head[3]]) as usize;
        self.stream.get(data.clone())?;
        self.at = data.end;
        Some(Record { kind: u16::from_le_bytes([head[0], head[1]]), data })
    }
}
