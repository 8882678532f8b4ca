//! `/desk/mail`: letters, newest first, by state, person and day.

use askama::Template;
use axum::extract::State;
use directory::Principal;
use kernel::{Date, Time};
use web::{App, Fields, Mistakes, Page, Query, Result, Shell, Signed, view, view_invalid};

use crate::domain;
use crate::store::{self, Filter, Queued};

/// Rows on one page.
const PAGE: usize = 50;
/// So many letters are looked through at once for a name that may be rare.
const LOOKED: i64 = 10_000;

#[derive(Template)]
#[template(path = "mail/list.html")]
struct List {
    page: Page,
    query: Fields,
    mistakes: Mistakes,
    active: usize,
    /// No mail server is set: everything waits.
    off: bool,
    /// How many could not be sent, and how many nobody is sure of.
    dead: i64,
    unsure: i64,
    rows: Vec<Queued>,
    next: String,
    /// Whether the next page looks further back, where there may be more.
    further: bool,
}

/// The instant at which a day begins in China.
fn midnight(date: Date) -> Time {
    let days = date.since(Date::constant(1970, 1, 1)).map_or(0, |span| i64::from(span.get_days()));
    Time(days * 86_400_000).plus_hours(-8)
}

fn filter(me: &Principal, query: &Fields, mistakes: &mut Mistakes) -> Filter {
    let day = query.opt("day").map(str::parse::<Date>);
    if matches!(day, Some(Err(_))) {
        mistakes.add("day", "日期请写成 2022-08-15 的样子");
    }
    let day = day.and_then(|d| d.ok());
    Filter {
        government: me.post.government_id.clone(),
        state: domain::State::from_code(query.get("state")),
        to: query.opt("to").map(str::to_owned),
        from: day.map(midnight),
        until: day.and_then(|d| d.tomorrow().ok()).map(midnight),
        before: query.opt("before").map(str::to_owned),
        above: None,
    }
}

pub(super) async fn show(State(app): State<App>, shell: Shell, Signed(me): Signed, Query(query): Query) -> Result {
    let mut mistakes = Mistakes::default();
    let mut filter = filter(&me, &query, &mut mistakes);
    let mut tx = app.db.read().await?;
    if filter.to.is_some() {
        let before = filter.before.as_deref();
        filter.above = store::further(&mut tx, filter.government.as_deref(), before, LOOKED).await?;
    }
    let floor = filter.above.clone();
    let troubled = [domain::State::Dead, domain::State::Unsure];
    let tally = store::tally(&mut tx, me.post.government_id.clone(), &troubled).await?;
    let of = |state| tally.get(&state).copied().unwrap_or(0);
    let mut rows = match mistakes.is_empty() {
        true => store::page(&mut tx, filter, PAGE + 1).await?,
        false => Vec::new(),
    };
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let last = rows.last().filter(|_| more).map(|last| last.id.clone());
    let further = last.is_none() && floor.is_some();
    // What stands at the floor itself has not been looked at.
    let next = last.or(floor.map(|floor| format!("{floor}~")));
    let next = next.map(|id| format!("/desk/mail?{}", query.with("before", &id))).unwrap_or_default();
    let page = List {
        page: shell.desk("信件"),
        active: ["state", "to", "day"].iter().filter(|name| query.opt(name).is_some()).count(),
        off: app.settings.mail_from.is_none(),
        dead: of(domain::State::Dead),
        unsure: of(domain::State::Unsure),
        rows,
        next,
        further,
        query,
        mistakes,
    };
    if page.mistakes.is_empty() { view(page) } else { view_invalid(page) }
}
