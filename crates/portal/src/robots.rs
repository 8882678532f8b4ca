//! What crawlers ask for.

use std::fmt::Write as _;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use directory::{government, unit};
use publishing::Wanted;
use web::{App, Query, Result, Shell};

use crate::address;
use crate::catalogue::edition;
use crate::home::hosted;

/// So many publications stand in one site map, which may hold 50,000 addresses with columns and units.
const MOST: usize = 40_000;
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SCHEMA: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

pub(crate) async fn robots(State(app): State<App>) -> Result {
    let mut text = String::from("User-agent: *\nDisallow: /desk\nDisallow: /sign-in\nDisallow: /elder\n");
    if let Some(base) = &app.settings.base_url {
        let _ = writeln!(text, "Sitemap: {base}/sitemap.xml");
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}

/// The site maps of every government, each with the day on which something in it last changed. Without a configured
/// base address there is none to give.
pub(crate) async fn index(State(app): State<App>, shell: Shell) -> Result {
    let missing = || kernel::Problem::NotFound("网站地图");
    let mut tx = app.db.read().await?;
    let mut xml = format!("{HEAD}<sitemapindex xmlns=\"{SCHEMA}\">\n");
    for government in government::hosted(&mut tx).await? {
        let base = shell.base_of(&government).ok_or_else(missing)?;
        let all = Wanted { government_id: Some(government.id.clone()), ..Wanted::default() };
        let newest = publishing::page(&mut tx, &all, None, 1).await?.into_iter().next();
        let day = newest.map(|item| format!("<lastmod>{}</lastmod>", item.published_at.date())).unwrap_or_default();
        let at = format!("{base}/g/{}/sitemap.xml", government.slug);
        let _ = writeln!(xml, "<sitemap><loc>{at}</loc>{day}</sitemap>");
        let mut last = publishing::nth(&mut tx, &all, None, MOST).await?;
        while let Some(item) = last {
            let _ = writeln!(xml, "<sitemap><loc>{at}?before={}</loc></sitemap>", item.key());
            last = publishing::nth(&mut tx, &all, Some((item.published_at, &item.id)), MOST).await?;
        }
    }
    xml.push_str("</sitemapindex>\n");
    Ok(sent(xml))
}

/// Public addresses of a government, newest first, with the day each last changed; `before` goes on where another
/// map ended.
pub(crate) async fn sitemap(
    State(app): State<App>,
    shell: Shell,
    Path(slug): Path<String>,
    Query(query): Query,
) -> Result {
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, &slug).await?;
    let base = shell.base_of(&government).ok_or(kernel::Problem::NotFound("网站地图"))?;
    let site = format!("/g/{slug}");
    let mut xml = format!("{HEAD}<urlset xmlns=\"{SCHEMA}\">\n");
    let before = publishing::place(query.get("before"));
    if before.is_none() {
        for place in ["", "/disclosure", "/guide", "/documents", "/units", "/plans", "/cleanups", "/issuers", "/map"] {
            let _ = writeln!(xml, "<url><loc>{base}{site}{place}</loc></url>");
        }
        if let Some((item, snapshot)) = edition(&mut tx, &government.id).await? {
            let day = item.published_at.date();
            let _ = writeln!(xml, "<url><loc>{base}{site}/catalogue</loc><lastmod>{day}</lastmod></url>");
            for column in &snapshot.columns {
                let _ = writeln!(xml, "<url><loc>{base}{site}/columns/{}</loc></url>", column.id);
            }
        }
        for unit in unit::active(&mut tx, &government.id).await? {
            let _ = writeln!(xml, "<url><loc>{base}{site}/units/{}</loc></url>", unit.id);
        }
    }
    let mut before = before.map(|(at, id)| (at, id.to_owned()));
    let mut left = MOST;
    while left > 0 {
        let key = before.as_ref().map(|(at, id)| (*at, id.as_str()));
        let wanted = Wanted { government_id: Some(government.id.clone()), ..Wanted::default() };
        let items = publishing::page(&mut tx, &wanted, key, left.min(500)).await?;
        let Some(last) = items.last() else { break };
        before = Some((last.published_at, last.id.clone()));
        left -= items.len();
        for item in &items {
            let Some(path) = address::of(&site, item) else { continue };
            let day = item.published_at.date();
            let _ = writeln!(xml, "<url><loc>{base}{path}</loc><lastmod>{day}</lastmod></url>");
        }
    }
    xml.push_str("</urlset>\n");
    Ok(sent(xml))
}

fn sent(xml: String) -> Response {
    ([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response()
}
