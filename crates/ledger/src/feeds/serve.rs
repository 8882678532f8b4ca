//! `/calendar/SECRET.ics`: the feed as calendar programs fetch it. Rights are looked at anew each time.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use db::Tx;
use directory::{Capability, Post, person, session, unit};
use kernel::Problem;
use web::{App, Result};

use super::ical::{Event, calendar};
use super::store::{self, Feed};

pub(super) async fn show(State(app): State<App>, Path(file): Path<String>) -> Result<Response> {
    let missing = || Problem::NotFound("这个日历");
    let token = file.strip_suffix(".ics").filter(|token| token.len() == 64).ok_or_else(missing)?;
    let mut tx = app.db.read().await?;
    let feed = store::by_hash(&mut tx, &session::token_hash(token)).await?.ok_or_else(missing)?;
    person::find(&mut tx, &feed.person_id).await?.filter(|p| !p.disabled).ok_or_else(missing)?;
    let posts = posts(&mut tx, &feed).await?;
    if posts.is_empty() {
        return Err(missing().into());
    }
    let mut events = Vec::new();
    for post in &posts {
        events.extend(of_post(&mut tx, &app, post).await?);
    }
    drop(tx);
    // One unit may stand in two posts.
    let mut seen = std::collections::HashSet::new();
    events.retain(|event| seen.insert(event.uid.clone()));
    note_use(&app, &feed).await;
    let mut response = Response::new(calendar(&feed.name, &events).into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    Ok(response)
}

/// A calendar is not refused because the writer is busy; the next reading notes it.
async fn note_use(app: &App, feed: &Feed) {
    let now = app.clock.now();
    if feed.used_at.is_some_and(|used| used > now.plus_hours(-1)) {
        return;
    }
    let noted = async {
        let mut tx = app.db.write().await?;
        store::touch(&mut tx, now, &feed.id).await?;
        tx.commit().await
    };
    if let Err(error) = noted.await {
        tracing::warn!(%error, "a calendar's use was not noted");
    }
}

/// The posts that the feed shows, as far as they are still held and may read a ledger.
async fn posts(tx: &mut Tx, feed: &Feed) -> db::Result<Vec<Post>> {
    let meant = |post: &Post| feed.post_id.as_ref().is_none_or(|id| *id == post.id);
    let reads = |post: &Post| post.role.may(Capability::ViewLedger) && post.government_id.is_some();
    let posts = person::posts(tx, &feed.person_id).await?;
    Ok(posts.into_iter().filter(|post| meant(post) && reads(post)).collect())
}

async fn of_post(tx: &mut Tx, app: &App, post: &Post) -> db::Result<Vec<Event>> {
    let Some(government) = &post.government_id else { return Ok(Vec::new()) };
    let unit = post.unit_id.as_deref().filter(|_| post.role.of_a_unit());
    let filter = unit::Filter { retired: true, ..unit::Filter::default() };
    let units = unit::page(tx, government, filter, usize::MAX).await?;
    let name = |id: &str| units.iter().find(|u| u.id == id).map_or("", |u| u.short_name.as_str());
    let today = app.clock.today();
    let base = app.settings.base_url.as_deref();
    let event = |one: store::Dated| {
        let doubt = if one.provisional { "，日期暂定" } else { "" };
        let late = if one.due < today { "，已超期" } else { "" };
        Event {
            uid: format!("{}@gongkai", one.id),
            changed: one.updated_at,
            day: one.due,
            summary: format!("{}：{}", name(&one.unit_id), one.body.split_whitespace().collect::<String>()),
            description: format!("应在 {} 以前{late}{doubt}。", one.due),
            url: base.map(|base| format!("{base}/desk/ledger/{}", one.id)).unwrap_or_default(),
        }
    };
    Ok(store::dated(tx, government, unit, today).await?.into_iter().map(event).collect())
}
