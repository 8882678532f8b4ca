//! Atom feeds of what is newly public: of a government, or of one of its columns, units, themes or 类型.

use std::fmt::Write as _;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse as _;
use kernel::Problem;
use web::{App, Query, Result, Shell};

use crate::home::hosted;
use crate::{address, kinds, wanted};

/// A feed holds the newest so many.
const NEWEST: usize = 50;

/// `/g/{slug}/feed.atom`, narrowed as lists are.
pub(crate) async fn atom(
    State(app): State<App>,
    shell: Shell,
    Path(slug): Path<String>,
    Query(query): Query,
) -> Result {
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, &slug).await?;
    let today = app.clock.today();
    let wanted = wanted::read(&query, &government.id, today);
    let items = publishing::page(&mut tx, &wanted, None, NEWEST).await?;
    drop(tx);
    // Feed readers need whole addresses.
    let base = shell.reached_at(&government).ok_or(Problem::NotFound("订阅源（网站还没有设置网址）"))?;
    let site = format!("/g/{slug}");
    let narrowed = query.with("before", "");
    let own = if narrowed.is_empty() { String::new() } else { format!("?{narrowed}") };
    let own = format!("{base}{site}/feed.atom{own}");
    let updated = items.iter().map(|item| item.published_at).max().unwrap_or(kernel::Time(0)).rfc3339();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n",
    );
    let title = escape(&format!("{}政务公开", government.short_name));
    let (own, author) = (escape(&own), escape(&government.host_unit));
    let _ = writeln!(xml, "<id>{own}</id>\n<title>{title}</title>\n<updated>{updated}</updated>");
    let _ = writeln!(
        xml,
        "<link rel=\"self\" href=\"{own}\"/>\n<link href=\"{base}{site}\"/>\n<author><name>{author}</name></author>"
    );
    for item in &items {
        let Some(path) = address::of(&site, item) else { continue };
        let (title, form) = (escape(&item.title), kinds::name(&item.form));
        let number = item.number.as_deref().map(|number| format!(" {number}")).unwrap_or_default();
        let validity = item.validity(today).map(|one| format!(" {}", one.name())).unwrap_or_default();
        let summary = escape(&format!("{form}{number}{validity}"));
        let _ = writeln!(
            xml,
            "<entry><id>{base}{path}</id><title>{title}</title><link href=\"{base}{path}\"/><published>{}</published><updated>{}</updated><summary>{summary}</summary></entry>",
            item.first_published_at.rfc3339(),
            item.published_at.rfc3339(),
        );
    }
    xml.push_str("</feed>\n");
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], xml).into_response())
}

/// Text for XML; what XML cannot hold is left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c < ' ' && !matches!(c, '\t' | '\n') => {}
            c => out.push(c),
        }
    }
    out
}
