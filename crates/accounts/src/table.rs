//! Tables for spreadsheet programs.

use axum::response::Response;
use kernel::Problem;
use web::{Result, download, spreadsheet_safe};

/// A CSV file under `name`. It begins with a byte-order mark, without which Excel takes UTF-8 for the local encoding.
pub(crate) fn csv<const N: usize>(
    name: &str,
    heads: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<Response> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(heads).map_err(Problem::internal)?;
    for row in rows {
        writer.write_record(row.map(|cell| spreadsheet_safe(&cell))).map_err(Problem::internal)?;
    }
    let bytes = writer.into_inner().map_err(Problem::internal)?;
    Ok(download(name, "text/csv; charset=utf-8", bytes))
}
