//! `/desk/ledger/form`: the list for paper.

use askama::Template;
use axum::response::Response;
use web::{Page, Query, Result, view};

use super::super::desk::{Desk, at};
use super::batches::{Asked, BATCH, Batches};
use super::row::{Row, names};

/// Rows of the page; more are better read in a file.
const ON_PAPER: usize = BATCH;

#[derive(Template)]
#[template(path = "ledger/entries/form.html")]
struct OnPaper {
    page: Page,
    title: String,
    columns: [&'static str; 9],
    rows: Vec<Row>,
    /// More than fit on this page.
    more: bool,
    today: String,
    query: String,
    back: String,
}

/// The list for paper.
pub(crate) async fn on_paper(desk: Desk, Query(fields): Query) -> Result<Response> {
    let asked = Asked::of(&desk, &fields)?;
    let mut batches = Batches::start(&desk.app, &asked).await?;
    let rows = batches.next().await?;
    let more = rows.len() == ON_PAPER && !batches.next().await?.is_empty();
    let title = asked.title();
    view(OnPaper {
        page: desk.shell.desk(&title),
        title,
        columns: names(),
        rows,
        more,
        today: desk.today().to_string(),
        back: at("/desk/ledger", &asked.query),
        query: asked.query,
    })
}
