//! The site map: every place of a government's site, on one page.

use askama::Template;
use axum::extract::{Path, State};
use catalogue::edition::Column;
use directory::{Unit, unit};
use web::{App, Page, Result, Shell, view};

use crate::catalogue::edition;
use crate::home::hosted;

#[derive(Template)]
#[template(path = "portal/map.html")]
struct Map {
    page: Page,
    base: String,
    /// The columns at the top of the catalogue with those right below each.
    columns: Vec<(Column, Vec<Column>)>,
    themes: Vec<(String, String)>,
    units: Vec<Unit>,
}

pub(crate) async fn show(State(app): State<App>, shell: Shell, Path(slug): Path<String>) -> Result {
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, &slug).await?;
    let columns = edition(&mut tx, &government.id).await?.map(|(_, snapshot)| snapshot.columns).unwrap_or_default();
    let themes = ::catalogue::theme::all(&mut tx, &government.id).await?;
    let units = unit::active(&mut tx, &government.id).await?;
    drop(tx);
    let page = shell.public(&government, "网站地图").tag("ColumnName", "网站地图").tag("ColumnType", "网站地图");
    let base = page.site.path.clone();
    let themes = themes.into_iter().map(|theme| (theme.name, format!("{base}/documents?theme={}", theme.id)));
    view(Map {
        themes: themes.collect(),
        columns: columns.iter().filter(|one| one.depth == 0).map(|one| (one.clone(), below(&columns, one))).collect(),
        page,
        base,
        units,
    })
}

fn below(columns: &[Column], top: &Column) -> Vec<Column> {
    columns.iter().filter(|one| one.parent.as_deref() == Some(&top.id)).cloned().collect()
}
