//! One entry of the journal: who did what to what, with which particulars, and how it is chained.

use askama::Template;
use axum::extract::{Path, State};
use directory::{government, unit};
use journal::Entry;
use kernel::Problem;
use web::{App, Page, Result, Shell, Signed, view};

use super::{may_open, subject_name, subject_page, words};

#[derive(Template)]
#[template(path = "accounts/journal_entry.html")]
struct OneEntry {
    page: Page,
    entry: Entry,
    kind: String,
    subject: String,
    /// Where the subject can be seen; empty when nowhere, or not by this post.
    link: String,
    government: String,
    unit: String,
    particulars: Vec<(String, String)>,
}

pub(super) async fn show(State(app): State<App>, shell: Shell, Signed(me): Signed, Path(seq): Path<String>) -> Result {
    let mut tx = app.db.read().await?;
    let missing = Problem::NotFound("这条留痕");
    let entry = match seq.parse() {
        Ok(seq) => journal::find(&mut tx, seq).await?,
        Err(_) => None,
    };
    let own = |e: &Entry| me.post.government_id.is_none() || me.post.government_id == e.government_id;
    let entry = entry.filter(own).ok_or(missing)?;
    let government = match &entry.government_id {
        Some(id) => government::find(&mut tx, id).await?.map(|g| g.short_name).unwrap_or_default(),
        None => String::new(),
    };
    let unit = match &entry.unit_id {
        Some(id) => unit::find(&mut tx, id).await?.map(|u| u.short_name).unwrap_or_default(),
        None => String::new(),
    };
    let open = may_open(&me, &entry.subject_kind);
    view(OneEntry {
        page: shell.desk(&words::act(&entry.act)),
        kind: words::kind(&entry.subject_kind),
        subject: subject_name(&entry),
        link: if open { subject_page(&entry.subject_kind, &entry.subject_id) } else { String::new() },
        particulars: words::particulars(&entry.details()),
        government,
        unit,
        entry,
    })
}
