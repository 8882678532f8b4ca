//! What crawlers ask for.

use std::fmt::Write as _;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse as _;
use directory::government;
use kernel::Time;
use publishing::Wanted;
use web::{App, Result};

use crate::address;
use crate::catalogue::edition;

/// A sitemap may hold so many addresses.
const MOST: usize = 50_000;

pub(crate) async fn robots(State(app): State<App>) -> Result {
    let mut text = String::from("User-agent: *\nDisallow: /desk\nDisallow: /sign-in\nDisallow: /elder\n");
    if let Some(base) = &app.settings.base_url {
        let _ = writeln!(text, "Sitemap: {base}/sitemap.xml");
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}

/// Every public address with the day it last changed. Without a configured base address there is none to give.
pub(crate) async fn sitemap(State(app): State<App>) -> Result {
    let base = app.settings.base_url.as_deref().ok_or(kernel::Problem::NotFound("网站地图"))?;
    let mut tx = app.db.read().await?;
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let mut left = MOST;
    for government in government::hosted(&mut tx).await? {
        let _ = writeln!(xml, "<url><loc>{base}/g/{}</loc></url>", government.slug);
        if let Some((item, snapshot)) = edition(&mut tx, &government.id).await? {
            let (slug, day) = (&government.slug, item.published_at.date());
            let _ = writeln!(xml, "<url><loc>{base}/g/{slug}/catalogue</loc><lastmod>{day}</lastmod></url>");
            let columns = &snapshot.columns[..snapshot.columns.len().min(left)];
            left -= columns.len();
            for column in columns {
                let _ = writeln!(xml, "<url><loc>{base}/g/{slug}/columns/{}</loc></url>", column.id);
            }
        }
        let mut before: Option<(Time, String)> = None;
        while left > 0 {
            let key = before.as_ref().map(|(at, id)| (*at, id.as_str()));
            let wanted = Wanted { government_id: Some(government.id.clone()), ..Wanted::default() };
            let items = publishing::page(&mut tx, &wanted, key, left.min(500)).await?;
            let Some(last) = items.last() else { break };
            before = Some((last.published_at, last.id.clone()));
            left -= items.len();
            for item in &items {
                let Some(path) = address::of(&format!("/g/{}", government.slug), item) else { continue };
                let day = item.published_at.date();
                let _ = writeln!(xml, "<url><loc>{base}{path}</loc><lastmod>{day}</lastmod></url>");
            }
        }
    }
    xml.push_str("</urlset>\n");
    Ok(([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response())
}
