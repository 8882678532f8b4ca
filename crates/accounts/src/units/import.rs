//! Units from a table: a preview that says what each row would do, then all of them at once or none.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use db::Tx;
use directory::names::{self, Holder, key};
use directory::unit::Filter;
use directory::{Unit, group, unit};
use kernel::{Problem, Time, new_id};
use web::{App, Page, Result, Shell, Signed, Typed, Uploads, redirect, view, view_invalid};

use super::form::add;
use super::rows::{self, Row, Taken, Verdict};

#[derive(Template)]
#[template(path = "accounts/units_import.html")]
struct Form {
    page: Page,
    trouble: String,
}

#[derive(Template)]
#[template(path = "accounts/units_preview.html")]
struct Preview {
    page: Page,
    /// The table as it was read, handed on so that what was looked at is what is taken.
    table: String,
    rows: Vec<Row>,
    new: usize,
    wrong: usize,
}

pub(super) async fn form(shell: Shell, Signed(me): Signed) -> Result {
    me.government()?;
    view(Form { page: shell.desk("导入单位"), trouble: String::new() })
}

fn refused(shell: &Shell, trouble: String) -> Result {
    view_invalid(Form { page: shell.desk("导入单位"), trouble })
}

fn preview_of(shell: &Shell, table: String, rows: Vec<Row>) -> Preview {
    let count = |wanted: fn(&Verdict) -> bool| rows.iter().filter(|row| wanted(&row.verdict)).count();
    let new = count(|v| matches!(v, Verdict::New));
    let wrong = count(|v| matches!(v, Verdict::Wrong(_)));
    Preview { page: shell.desk("导入单位"), table, rows, new, wrong }
}

pub(super) async fn preview(State(app): State<App>, shell: Shell, Signed(me): Signed, uploads: Uploads) -> Result {
    let government = me.government()?;
    let Some(file) = uploads.files.into_iter().next() else {
        return refused(&shell, "请先选一个表格文件。".into());
    };
    // A picture of a table may be tried, but not for longer than somebody waits.
    let limits = text::Limits { ocr_pages: 1, ocr_seconds: 20, ..text::Limits::default() };
    let reading = tokio::task::spawn_blocking(move || text::read(&file.bytes, &file.name, &limits));
    let table = match reading.await.map_err(Problem::internal)? {
        Ok(reading) => reading.text,
        Err(error) => return refused(&shell, error.to_string()),
    };
    let taken = taken(&mut app.db.read().await?, &government.id).await?;
    match rows::read(&table, &taken) {
        Ok(rows) => view(preview_of(&shell, table, rows)),
        Err(why) => refused(&shell, why),
    }
}

pub(super) async fn adopt(State(app): State<App>, shell: Shell, Signed(me): Signed, Typed(typed): Typed) -> Result {
    let now = app.clock.now();
    let government = me.government()?;
    let table = typed.raw("table").to_owned();
    let mut tx = app.db.write().await?;
    let taken = taken(&mut tx, &government.id).await?;
    let rows = match rows::read(&table, &taken) {
        Ok(rows) => rows,
        Err(why) => return refused(&shell, why),
    };
    // The register may have changed since the preview; then it is shown again.
    if rows.iter().any(|row| matches!(row.verdict, Verdict::Wrong(_))) {
        return view_invalid(preview_of(&shell, table, rows));
    }
    let mut added = 0;
    for row in rows.into_iter().filter(|row| row.verdict == Verdict::New) {
        // Lists show units by id: a millisecond more for each keeps the order of the table.
        let id = new_id(Time(now.0 + added));
        let unit = Unit {
            id,
            government_id: government.id.clone(),
            name: row.name,
            short_name: row.short_name,
            kind: row.kind,
            child_government_id: None,
            issues_normative: row.issues_normative,
            retired: false,
            version: 1,
        };
        add(&mut tx, now, &me, &unit, &row.aliases).await?;
        added += 1;
    }
    tx.commit().await?;
    Ok(redirect("/desk/units").saying(&format!("已导入 {added} 个单位。")).into_response())
}

/// Who holds which name at a government now.
async fn taken(tx: &mut Tx, government: &str) -> db::Result<Taken> {
    let everything = Filter { retired: true, ..Filter::default() };
    let units = unit::page(tx, government, everything, usize::MAX).await?;
    let groups = group::all(tx, government).await?;
    let unit_of: HashMap<&str, &Unit> = units.iter().map(|u| (u.id.as_str(), u)).collect();
    let mut taken = Taken::default();
    for name in names::of_government(tx, government).await? {
        let unit = name.unit_id.as_deref().and_then(|id| unit_of.get(id));
        let group = groups.iter().find(|g| Some(&g.id) == name.group_id.as_ref());
        let holder = match (unit, group) {
            (Some(u), _) => Holder::Unit((*u).clone()),
            (None, Some(g)) => Holder::Group(g.clone()),
            (None, None) => continue,
        };
        taken.names.insert(key(&name.name), holder.described());
    }
    taken.units = units.iter().map(|u| key(&u.name)).collect();
    Ok(taken)
}
