//! A government's published catalogue: as a tree that can be searched, and as a file.

use askama::Template;
use axum::extract::{Path, State};
use catalogue::edition::{CATALOGUE, Column, Snapshot};
use db::Tx;
use kernel::Problem;
use publishing::Item;
use web::{App, Fields, Page, Query, Result, Shell, download, spreadsheet_safe, view};

use crate::home::hosted;

/// Columns of one page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "portal/catalogue.html")]
struct Catalogue {
    page: Page,
    base: String,
    query: Fields,
    active: usize,
    /// Number and time of the edition; none while none is public.
    edition: Option<Item>,
    units: Vec<String>,
    columns: Vec<Column>,
    total: usize,
    previous: String,
    next: String,
}

/// The edition that is public, if one is.
pub(crate) async fn edition(tx: &mut Tx, government_id: &str) -> Result<Option<(Item, Snapshot)>> {
    let Some(item) = publishing::newest_of(tx, government_id, CATALOGUE).await? else { return Ok(None) };
    let Some((item, publication)) = publishing::find(tx, &item.id).await? else { return Ok(None) };
    Ok(Some((item, serde_json::from_value(publication.body).map_err(Problem::internal)?)))
}

pub(crate) async fn show(
    State(app): State<App>,
    shell: Shell,
    Path(slug): Path<String>,
    Query(query): Query,
) -> Result {
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, &slug).await?;
    let found = edition(&mut tx, &government.id).await?;
    let page = shell.public(&government, "公开目录").tag("ColumnName", "公开目录").tag("ColumnType", "信息公开");
    let page = page.tag("ColumnDescription", &format!("{}主动公开基本目录", government.short_name));
    let base = page.site.path.clone();
    let (edition, snapshot) = found.map_or_else(Default::default, |(item, snapshot)| (Some(item), snapshot));
    let mut units: Vec<String> = snapshot.columns.iter().flat_map(|column| column.units.clone()).collect();
    units.sort();
    units.dedup();
    let wanted: Vec<Column> = snapshot.columns.into_iter().filter(|column| is_wanted(column, &query)).collect();
    // The key of a page is the column before it; the whole edition is one snapshot in memory.
    let after = query.opt("after").and_then(|id| wanted.iter().position(|column| column.id == id));
    let from = after.map_or(0, |at| at + 1);
    let total = wanted.len();
    let turn = |start: usize| {
        let before = start.checked_sub(1).and_then(|before| wanted.get(before)).map_or("", |column| &column.id);
        let query = query.with("after", before);
        if query.is_empty() { format!("{base}/catalogue") } else { format!("{base}/catalogue?{query}") }
    };
    view(Catalogue {
        active: ["q", "unit"].iter().filter(|name| query.opt(name).is_some()).count(),
        previous: if from > 0 { turn(from.saturating_sub(PAGE)) } else { String::new() },
        next: if from + PAGE < total { turn(from + PAGE) } else { String::new() },
        columns: wanted.into_iter().skip(from).take(PAGE).collect(),
        page,
        base,
        query,
        edition,
        units,
        total,
    })
}

fn is_wanted(column: &Column, query: &Fields) -> bool {
    let of_text = query.opt("q").is_none_or(|q| {
        let q = q.to_lowercase();
        [&column.code, &column.name, &column.content].iter().any(|text| text.to_lowercase().contains(&q))
    });
    of_text && query.opt("unit").is_none_or(|unit| column.units.iter().any(|one| one == unit))
}

pub(crate) async fn csv(State(app): State<App>, Path(slug): Path<String>, Query(query): Query) -> Result {
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, &slug).await?;
    let found = edition(&mut tx, &government.id).await?;
    let (item, snapshot) = found.ok_or(Problem::NotFound("公开目录"))?;
    // The mark at the beginning tells Excel that the file is UTF-8.
    let mut file = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let head = ["编码", "名称", "内容概述", "公开依据", "责任单位", "更新时限", "公开渠道", "公开对象"];
    file.write_record(head).map_err(Problem::internal)?;
    for one in snapshot.columns.iter().filter(|column| is_wanted(column, &query)) {
        let responsible = if one.responsible.is_empty() { &government.name } else { &one.responsible };
        let cells =
            [&one.code, &one.name, &one.content, &one.basis, responsible, &one.rule, &one.channels, &one.audience];
        file.write_record(cells.map(|cell| spreadsheet_safe(cell))).map_err(Problem::internal)?;
    }
    let bytes = file.into_inner().map_err(Problem::internal)?;
    Ok(download(&format!("{}.csv", item.title), "text/csv; charset=utf-8", bytes))
}
