//! `/desk/documents/cleanups`: the clean-ups of a government.

use askama::Template;
use directory::Capability;
use kernel::Time;
use web::{Desk, Page, Query, Result, view};

use super::scene::own_unit;
use crate::cleanup::domain::Cleanup;
use crate::cleanup::store;

const PAGE: usize = 50;

struct Row {
    cleanup: Cleanup,
    total: i64,
    waiting: i64,
    answered: i64,
    late: bool,
}

#[derive(Template)]
#[template(path = "documents/cleanup/list.html")]
struct List {
    page: Page,
    rows: Vec<Row>,
    first: &'static str,
    next: String,
    manages: bool,
}

pub(super) async fn list(desk: Desk, Query(typed): Query) -> Result {
    let mut tx = desk.app.db.read().await?;
    let own = own_unit(&desk);
    let after = typed.get("after").split_once('.').and_then(|(at, id)| Some((Time(at.parse().ok()?), id)));
    let mut found = store::page(&mut tx, &desk.government()?.id, own.as_deref(), after, PAGE + 1).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = match found.last() {
        Some(last) if more => format!("/desk/documents/cleanups?after={}.{}", last.begun_at.0, last.id),
        _ => String::new(),
    };
    let mut counts = store::progress(&mut tx, &found, own.as_deref()).await?;
    let rows = found.into_iter().map(|cleanup| {
        let [waiting, answered, decided] = counts.remove(&cleanup.id).unwrap_or_default();
        let late = cleanup.is_open() && waiting > 0 && cleanup.answer_by < desk.today();
        Row { cleanup, total: waiting + answered + decided, waiting, answered, late }
    });
    view(List {
        page: desk.shell.desk("文件清理"),
        rows: rows.collect(),
        first: if after.is_some() { "/desk/documents/cleanups" } else { "" },
        next,
        manages: desk.who.may(Capability::ManageCleanups),
    })
}
