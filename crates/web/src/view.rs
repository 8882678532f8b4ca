//! Templates become answers.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use kernel::Problem;
use tokio::io::AsyncReadExt as _;

use crate::{Page, Result, encode};

/// A page.
pub fn view<T: Template>(template: T) -> Result {
    view_status(StatusCode::OK, template)
}

/// A form shown again with its mistakes and what was typed (422).
pub fn view_invalid<T: Template>(template: T) -> Result {
    view_status(StatusCode::UNPROCESSABLE_ENTITY, template)
}

pub(crate) fn view_status<T: Template>(status: StatusCode, template: T) -> Result {
    let html = template.render().map_err(Problem::internal)?;
    Ok((status, Html(html)).into_response())
}

/// A file to keep under `name`; browsers never show it in place.
pub fn download(name: &str, mime: &str, bytes: impl Into<Body>) -> Response {
    let mut response = Response::new(bytes.into());
    let disposition = format!("attachment; filename*=UTF-8''{}", encode(name).replace('+', "%20"));
    let headers = response.headers_mut();
    let unknown = HeaderValue::from_static("application/octet-stream");
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(mime).unwrap_or(unknown));
    let fallback = HeaderValue::from_static("attachment");
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).unwrap_or(fallback));
    response
}

/// A stored file to keep under `name`, read piece by piece as the client takes it.
pub fn send_file(name: &str, file: tokio::fs::File, bytes: u64) -> Response {
    let pieces = futures_util::stream::try_unfold(file, async |mut file| {
        let mut piece = Vec::with_capacity(PIECE);
        (&mut file).take(PIECE as u64).read_to_end(&mut piece).await?;
        Ok::<_, std::io::Error>(if piece.is_empty() { None } else { Some((piece, file)) })
    });
    let kind = mime_guess::from_path(name).first_or_octet_stream().to_string();
    let mut response = download(name, &kind, Body::from_stream(pieces));
    response.headers_mut().insert(header::CONTENT_LENGTH, bytes.into());
    response
}

/// Bytes read from a file at once.
const PIECE: usize = 64 * 1024;

/// Whether a spreadsheet program would take a cell for a formula.
fn like_a_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// A cell that a spreadsheet program would take for a formula, kept as text.
pub fn spreadsheet_safe(cell: &str) -> String {
    if like_a_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// What such a cell was before [`spreadsheet_safe`].
pub fn spreadsheet_text(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| like_a_formula(text)).unwrap_or(cell)
}

#[derive(Template)]
#[template(path = "error.html")]
pub(crate) struct ErrorPage {
    pub page: Page,
    pub status: u16,
    pub message: String,
    pub help: String,
    pub details: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_comes_back_as_it_went_out() {
        for cell in ["=SUM(A1)", "+1", "＝x", "公开", "'引号", ""] {
            assert_eq!(spreadsheet_text(&spreadsheet_safe(cell)), cell);
        }
        assert_eq!(spreadsheet_safe("-1"), "'-1");
    }
}
