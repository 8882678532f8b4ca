//! The journal, newest first, filtered by act, person, thing and day; and its export.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use db::Tx;
use directory::{Government, Principal, government};
use journal::{Entry, Filter};
use kernel::{Date, Time};
use web::{App, Fields, Mistakes, Page, Query, Result, Shell, Signed, view, view_invalid};

use super::{subject_name, words};
use crate::{PAGE, table};

/// Most entries of one export.
const MOST: usize = 20_000;
/// So many entries are looked through at once for what may be rare.
const LOOKED: i64 = 20_000;

#[derive(Template)]
#[template(path = "accounts/journal.html")]
struct Journal {
    page: Page,
    query: Fields,
    mistakes: Mistakes,
    active: usize,
    rows: Vec<Row>,
    /// Governments to filter by, for posts of the whole installation.
    governments: Vec<Government>,
    next: String,
    /// Whether the next page looks further back, where there may be more.
    further: bool,
    export: String,
    most: usize,
}

struct Row {
    subject: String,
    entry: Entry,
}

const FILTERS: [&str; 7] = ["act", "actor", "by", "from", "to", "subject", "government"];

/// What the address asks for, within what the post may read.
fn filter(me: &Principal, query: &Fields, mistakes: &mut Mistakes) -> Filter {
    let mut day = |name: &str| {
        let date = query.opt(name).map(str::parse::<Date>);
        if matches!(date, Some(Err(_))) {
            mistakes.add(name, "日期请写成 2022-08-15 的样子");
        }
        date.and_then(|d| d.ok())
    };
    let (from, to) = (day("from"), day("to"));
    let own = me.post.government_id.as_deref();
    Filter {
        government: own.or(query.opt("government")).map(str::to_owned),
        unit: None,
        act: query.opt("act").map(str::to_owned),
        actor: query.opt("by").map(str::to_owned),
        actor_name: query.opt("actor").map(str::to_owned),
        subject_kind: query.opt("kind").map(str::to_owned),
        subject_id: query.opt("subject").map(str::to_owned),
        from: from.map(Time::midnight),
        until: to.and_then(|d| d.tomorrow().ok()).map(Time::midnight),
        before: query.opt("before").and_then(|n| n.parse().ok()),
        above: None,
    }
}

/// Below which number one page does not look. Everything else has an index; of an act or a person there may be few, and
/// looking for them through a whole journal would take ever longer.
async fn floor(tx: &mut Tx, filter: &Filter) -> db::Result<Option<i64>> {
    if filter.act.is_none() && filter.actor.is_none() && filter.actor_name.is_none() {
        return Ok(None);
    }
    let top = match filter.before {
        Some(before) => before,
        None => journal::head(tx).await? + 1,
    };
    Ok(Some(top.saturating_sub(LOOKED + 1)).filter(|floor| *floor > 0))
}

fn row(entry: Entry) -> Row {
    Row { subject: subject_name(&entry), entry }
}

async fn governments(tx: &mut Tx, me: &Principal) -> db::Result<Vec<Government>> {
    if me.government.is_some() { Ok(Vec::new()) } else { government::all(tx).await }
}

pub(super) async fn show(State(app): State<App>, shell: Shell, Signed(me): Signed, Query(query): Query) -> Result {
    let mut mistakes = Mistakes::default();
    let mut filter = filter(&me, &query, &mut mistakes);
    let mut tx = app.db.read().await?;
    let floor = floor(&mut tx, &filter).await?;
    filter.above = floor;
    let governments = governments(&mut tx, &me).await?;
    let mut entries = match mistakes.is_empty() {
        true => journal::newest(&mut tx, filter, PAGE + 1).await?,
        false => Vec::new(),
    };
    let more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let last = entries.last().filter(|_| more).map(|last| last.seq);
    let further = last.is_none() && floor.is_some();
    let next = last.or(floor.map(|floor| floor + 1));
    let next = next.map(|seq| format!("/desk/journal?{}", query.with("before", &seq.to_string()))).unwrap_or_default();
    let page = Journal {
        page: shell.desk("办件留痕"),
        active: FILTERS.iter().filter(|name| query.opt(name).is_some()).count(),
        rows: entries.into_iter().map(row).collect(),
        governments,
        next,
        further,
        export: format!("/desk/journal/export.csv?{}", query.with("before", "")),
        most: MOST,
        query,
        mistakes,
    };
    if page.mistakes.is_empty() { view(page) } else { view_invalid(page) }
}

/// The filtered entries as a table, newest first, at most [`MOST`].
pub(super) async fn export(State(app): State<App>, Signed(me): Signed, Query(query): Query) -> Result<Response> {
    let mut mistakes = Mistakes::default();
    let filter = filter(&me, &query, &mut mistakes);
    if let Some(mistake) = mistakes.iter().next() {
        return Err(kernel::Problem::field(&mistake.field, mistake.message.clone()).into());
    }
    let mut tx = app.db.read().await?;
    let entries = journal::newest(&mut tx, filter, MOST).await?;
    let lines = entries.into_iter().map(|e| {
        let subject = subject_name(&e);
        [
            e.seq.to_string(),
            e.at.to_string(),
            e.actor.name,
            words::act(&e.act),
            words::kind(&e.subject_kind),
            subject,
            e.subject_id,
            e.payload,
            e.hash,
        ]
    });
    let heads = ["编号", "时间", "经办人", "事项", "对象", "对象名称", "对象编号", "内容", "校验值"];
    table::csv("办件留痕.csv", heads, lines)
}
