//! Asking the index, and what it answers as the site shows it.

use std::collections::HashMap;

use publishing::{Item, Validity};
use search::{Asked, Excerpt, Found, Library, Order, Wanted};
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
    words: &str,
    wanted: Wanted,
    order: Order,
    (skip, limit): (usize, usize),
) -> kernel::Result<Answer> {
    let (words, today) = (words.to_owned(), app.clock.today());
    let ask =
        move |library: &Library| library.find(&Asked { words: &words, wanted: &wanted, order, today, skip, limit });
    let found = app.search(ask).await?;
    let ids: Vec<&str> = found.hits.iter().map(|hit| hit.id.as_str()).collect();
    let items = publishing::public_among(&mut app.db.read().await?, &ids).await?;
    let mut items: HashMap<String, Item> = items.into_iter().map(|item| (item.id.clone(), item)).collect();
    let mut lines = Vec::new();
    for hit in &found.hits {
        if let Some(item) = items.remove(&hit.id) {
            let title = found.mark(&item.title);
            // What stood in an older version may be what was taken out of it.
            let same = hit.version == item.version;
            let excerpt = if same { hit.excerpt.clone() } else { Excerpt::default() };
            lines.push(Line { item, score: hit.score, title, excerpt });
        }
    }
    Ok(Answer { found, lines })
}

/// What an address narrows a search by; what cannot be read does not narrow.
/// Nothing but what `within` publish is looked at.
pub(crate) fn narrowed(query: &Fields, within: Vec<String>) -> Wanted {
    let text = |name: &str| query.opt(name).map(str::to_owned);
    Wanted {
        within,
        government_id: None,
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
pub(crate) async fn guess(app: &App, words: &str, within: Vec<String>) -> kernel::Result<Option<String>> {
    let (words, today) = (words.to_owned(), app.clock.today());
    let wanted = Wanted { within, ..Wanted::default() };
    app.search(move |library| library.guess(&words, &wanted, today)).await
}

/// What has this in its title or number, for somebody who is still typing.
pub(crate) async fn titled(app: &App, typed: &str, within: Vec<String>, limit: usize) -> kernel::Result<Vec<Item>> {
    if typed.trim().chars().count() < 2 {
        return Ok(Vec::new());
    }
    let (typed, today) = (typed.to_owned(), app.clock.today());
    let wanted = Wanted { within, ..Wanted::default() };
    let ids = app.search(move |library| library.titled(&typed, &wanted, today, limit)).await?;
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut items = publishing::public_among(&mut app.db.read().await?, &ids).await?;
    let ended = |item: &Item| item.validity(today).is_some_and(|one| !one.binds() && one != Validity::NotYetInForce);
    items.sort_by_key(|item| (ended(item), ids.iter().position(|id| *id == item.id)));
    Ok(items)
}
