//! Templates become answers.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use kernel::Problem;

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
pub fn download(name: &str, mime: &str, bytes: impl Into<axum::body::Body>) -> Response {
    let mut response = Response::new(bytes.into());
    let disposition = format!("attachment; filename*=UTF-8''{}", encode(name).replace('+', "%20"));
    let headers = response.headers_mut();
    let unknown = HeaderValue::from_static("application/octet-stream");
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(mime).unwrap_or(unknown));
    let fallback = HeaderValue::from_static("attachment");
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).unwrap_or(fallback));
    response
}

/// A cell that a spreadsheet program would take for a formula, kept as text.
pub fn spreadsheet_safe(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
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
