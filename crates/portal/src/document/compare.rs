//! What differs between two public versions of a document, clause by clause.

use askama::Template;
use axum::extract::{Path, State};
use documents::difference::{Line, lines};
use documents::snapshot::DocumentSnapshot;
use kernel::Problem;
use official::diff::Side;
use publishing::Publication;
use web::{App, Page, Query, Result, Shell, view};

use super::{Found, Which, find};

#[derive(Template)]
#[template(path = "portal/document/compare.html")]
struct Compare {
    page: Page,
    base: String,
    here: String,
    title: String,
    versions: Vec<Publication>,
    from: i64,
    to: i64,
    lines: Vec<Line>,
}

pub(super) async fn show(
    State(app): State<App>,
    shell: Shell,
    Path((slug, id)): Path<(String, String)>,
    Query(query): Query,
) -> Result {
    let to = query.opt("to").and_then(|to| to.parse().ok());
    let newer = match find(&app, &shell, &slug, &id, to.map_or(Which::Newest, Which::Number)).await? {
        Found::Gone(response) => return Ok(response),
        Found::Document(shown) => *shown,
    };
    let mut tx = app.db.read().await?;
    let to = newer.publication.version;
    // Those that can be read: nothing before the newest tombstone.
    let all = publishing::versions(&mut tx, &id).await?;
    let gone = all.iter().filter(|one| one.withdrawal.is_some()).map(|one| one.version).max().unwrap_or(0);
    let versions: Vec<Publication> = all.into_iter().filter(|one| one.version > gone).collect();
    let asked = query.opt("from").and_then(|from| from.parse().ok());
    let from = asked.or_else(|| versions.iter().map(|one| one.version).find(|version| *version < to));
    let Some(from) = from else {
        return Err(Problem::refused("这份文件只有一个版本，没有可以比较的。").into());
    };
    let older = publishing::version(&mut tx, &id, from).await?.filter(|one| one.withdrawal.is_none());
    let older = older.ok_or(Problem::NotFound("这个版本"))?;
    drop(tx);
    let old: DocumentSnapshot = serde_json::from_value(older.body).map_err(Problem::internal)?;
    let lines = lines(&old.blocks, &newer.document.blocks);
    let page = shell.public(&newer.government, "新旧对照");
    let base = page.site.path.clone();
    let here = format!("{base}/documents/{id}");
    view(Compare { page, base, here, title: newer.document.title, versions, from, to, lines })
}
