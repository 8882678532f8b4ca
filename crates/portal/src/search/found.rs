//! Asking the index, and what it answers as the site shows it.

use std::collections::HashMap;

use db::Tx;
use kernel::Problem;
use publishing::{Item, Validity};
use search::{Asked, Excerpt, Found, Order, Wanted};
use web::{App, Fields};

use crate::wanted;

/// So many of what was found can be paged through; who needs more asks more narrowly.
pub(crate) const DEEPEST: usize = 1_000;

/// What was found.
pub(crate) struct Answer {
    pub found: Found,
    /// The page of it, each with its score, its marked title and the piece of its text. What was withdrawn a moment ago
    /// is left out.
    pub lines: Vec<Line>,
}

/// One that was found.
pub(crate) struct Line {
    pub item: Item,
    pub score: f32,
    pub title: Excerpt,
    pub excerpt: Excerpt,
}

/// Looks something up: `wanted` narrows it, in that order, one page.
pub(crate) async fn ask(
    app: &App,
    tx: &mut Tx,
    words: &str,
    wanted: Wanted,
    order: Order,
    (skip, limit): (usize, usize),
) -> kernel::Result<Answer> {
    let (app, words, today) = (app.clone(), words.to_owned(), app.clock.today());
    let found = tokio::task::spawn_blocking(move || {
        app.library.find(&Asked { words: &words, wanted: &wanted, order, today, skip, limit })
    });
    let found = found.await.map_err(Problem::internal)??;
    let ids: Vec<&str> = found.hits.iter().map(|hit| hit.id.as_str()).collect();
    let items = publishing::public_among(tx, &ids).await?;
    let mut items: HashMap<String, Item> = items.into_iter().map(|item| (item.id.clone(), item)).collect();
    let mut lines = Vec::new();
    for hit in &found.hits {
        if let Some(item) = items.remove(&hit.id) {
            let title = found.mark(&item.title);
            lines.push(Line { item, score: hit.score, title, excerpt: hit.excerpt.clone() });
        }
    }
    Ok(Answer { found, lines })
}

/// What an address narrows a search by; what cannot be read does not narrow.
pub(crate) fn narrowed(query: &Fields, government_id: Option<&str>) -> Wanted {
    let text = |name: &str| query.opt(name).map(str::to_owned);
    Wanted {
        government_id: government_id.map(str::to_owned),
        unit_id: text("unit"),
        kind: text("kind"),
        form: text("form"),
        column_id: text("column"),
        theme_id: text("theme"),
        year: query.opt("year").and_then(wanted::year).and_then(|year| i16::try_from(year).ok()),
        dated_from: wanted::day(query, "from"),
        dated_upto: wanted::day(query, "upto"),
        validity: query.opt("validity").and_then(Validity::from_code),
    }
}

/// In which order an address asks for it.
pub(crate) fn order(query: &Fields) -> Order {
    if query.get("sort") == "newest" { Order::Newest } else { Order::Relevance }
}

/// A number of things, as lists count.
pub(crate) fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What may have been meant.
pub(crate) async fn guess(app: &App, words: &str) -> kernel::Result<Option<String>> {
    let (app, words) = (app.clone(), words.to_owned());
    let guess = tokio::task::spawn_blocking(move || app.library.guess(&words));
    Ok(guess.await.map_err(Problem::internal)??)
}

/// What has this in its title or number, for somebody who is still typing.
pub(crate) async fn titled(
    app: &App,
    tx: &mut Tx,
    typed: &str,
    government_id: Option<String>,
    limit: usize,
) -> kernel::Result<Vec<Item>> {
    if typed.trim().chars().count() < 2 {
        return Ok(Vec::new());
    }
    let (app, typed, today) = (app.clone(), typed.to_owned(), app.clock.today());
    let wanted = Wanted { government_id, ..Wanted::default() };
    let ids = tokio::task::spawn_blocking(move || app.library.titled(&typed, &wanted, today, limit));
    let ids = ids.await.map_err(Problem::internal)??;
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut items = publishing::public_among(tx, &ids).await?;
    items.sort_by_key(|item| ids.iter().position(|id| *id == item.id));
    Ok(items)
}
