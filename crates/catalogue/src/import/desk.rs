//! `/desk/catalogue/import`: sending a sheet, seeing what it changes, writing it or throwing it away.

use askama::Template;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use db::Tx;
use journal::{Act, Subject};
use kernel::{Problem, new_id};
use serde_json::{Value, json};
use text::Limits;
use web::{Page, Result, Typed, Uploads, redirect, view, view_invalid};

use super::judge::{Judged, Verdict};
use super::sheet::{self, Line, MOST};
use super::store::{self, Import};
use super::write::{judged, write};
use crate::desk::scene::Desk;

/// Sheets listed beside the form, and rows shown of one.
const LISTED: usize = 20;
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "catalogue/import.html")]
struct FormPage {
    page: Page,
    trouble: String,
    most: usize,
    waiting: Vec<Import>,
}

#[derive(Template)]
#[template(path = "catalogue/import_preview.html")]
struct Preview {
    page: Page,
    import: Import,
    /// Rows that change something or are wrong.
    rows: Vec<Judged>,
    more: usize,
    added: usize,
    changed: usize,
    same: usize,
    wrong: usize,
    /// The state of the catalogue they were judged by.
    state: String,
}

pub(super) async fn form(desk: Desk) -> Result {
    view(form_page(&desk, String::new()).await?)
}

async fn form_page(desk: &Desk, trouble: String) -> kernel::Result<FormPage> {
    let mut tx = desk.app.db.read().await?;
    let waiting = store::waiting(&mut tx, &desk.government()?.id, LISTED).await?;
    Ok(FormPage { page: desk.shell.desk("导入公开目录"), trouble, most: MOST, waiting })
}

/// Takes a sheet in; nothing is written into the catalogue.
pub(super) async fn send(desk: Desk, uploads: Uploads) -> Result {
    match receive(&desk, uploads).await {
        Ok(id) => Ok(redirect(&format!("/desk/catalogue/import/{id}")).into_response()),
        Err(Problem::Refused(why)) => view_invalid(form_page(&desk, why).await?),
        Err(other) => Err(other.into()),
    }
}

async fn receive(desk: &Desk, uploads: Uploads) -> kernel::Result<String> {
    let government = desk.government()?.id.clone();
    let file = uploads.files.into_iter().next().ok_or(Problem::refused("请先选择一个文件。"))?;
    let limits = Limits { file_bytes: desk.app.settings.upload_bytes as u64, ..Limits::default() };
    desk.app.scan_file(&file.name, &file.bytes).await?;
    let lines = tokio::task::spawn_blocking(move || read(&file.bytes, &limits)).await.map_err(Problem::internal)??;
    let now = desk.app.clock.now();
    let import = Import {
        id: new_id(now),
        government_id: government,
        person_id: desk.who.person_id.clone(),
        file_name: file.name,
        lines,
        uploaded_at: now,
        applied_at: None,
    };
    let mut tx = desk.app.db.write().await?;
    store::insert(&mut tx, &import).await?;
    let payload = json!({ "file": import.file_name, "rows": import.lines.len() });
    record(&mut tx, desk, &import, "catalogue_import.uploaded", payload).await?;
    tx.commit().await?;
    Ok(import.id)
}

fn read(bytes: &[u8], limits: &Limits) -> kernel::Result<Vec<Line>> {
    let sheets = text::read_table(bytes, limits).map_err(|error| Problem::refused(error.to_string()))?;
    sheet::read(&sheets).map_err(Problem::refused)
}

/// The sheet of an address, if it waits at their government.
async fn waiting(desk: &Desk, tx: &mut Tx, id: &str) -> kernel::Result<Import> {
    let found = store::find(tx, id).await?;
    let own = desk.who.post.government_id.as_deref();
    let found = found.filter(|import| own == Some(&import.government_id) && import.applied_at.is_none());
    found.ok_or(Problem::NotFound("这份等待确认的表格"))
}

/// What it would change.
pub(super) async fn show(desk: Desk, Path(id): Path<String>) -> Result {
    let mut tx = desk.app.db.read().await?;
    let import = waiting(&desk, &mut tx, &id).await?;
    view(preview(&desk, &mut tx, import).await?)
}

async fn preview(desk: &Desk, tx: &mut Tx, import: Import) -> kernel::Result<Preview> {
    let (mut rows, state) = judged(tx, desk.app.clock.now(), &import.government_id, &import.lines).await?;
    let count = |is: fn(&Verdict) -> bool| rows.iter().filter(|row| is(&row.verdict)).count();
    let (added, changed) =
        (count(|one| matches!(one, Verdict::New(_))), count(|one| matches!(one, Verdict::Changed(_))));
    let (same, wrong) = (count(|one| matches!(one, Verdict::Same)), count(|one| matches!(one, Verdict::Wrong(_))));
    rows.retain(|row| !matches!(row.verdict, Verdict::Same));
    let more = rows.len().saturating_sub(SHOWN);
    // What is wrong comes first: that is what somebody has to look at.
    rows.sort_by_key(|row| !matches!(row.verdict, Verdict::Wrong(_)));
    rows.truncate(SHOWN);
    let page = desk.shell.desk("核对目录表格");
    Ok(Preview { page, import, rows, more, added, changed, same, wrong, state })
}

/// Writes it, when the catalogue is as it was when the changes were shown.
pub(super) async fn apply(desk: Desk, Path(id): Path<String>, Typed(typed): Typed) -> Result {
    let now = desk.app.clock.now();
    let mut tx = desk.app.db.write().await?;
    let import = waiting(&desk, &mut tx, &id).await?;
    let (rows, state) = judged(&mut tx, now, &import.government_id, &import.lines).await?;
    if typed.get("state") != state {
        return Err(
            Problem::Conflict("核对以后目录又有改动，什么都没有写入。请回到上一页，刷新后再核对一次。".into()).into()
        );
    }
    let (added, changed) = write(&mut tx, now, &desk.who.actor(), &rows).await?;
    store::apply(&mut tx, now, &import.id).await?;
    let payload = json!({ "file": import.file_name, "added": added, "changed": changed });
    record(&mut tx, &desk, &import, "catalogue_import.applied", payload).await?;
    tx.commit().await?;
    Ok(redirect("/desk/catalogue").saying(&format!("已写入：新增 {added} 项，修改 {changed} 项。")).into_response())
}

/// Throws it away.
pub(super) async fn discard(desk: Desk, Path(id): Path<String>) -> Result {
    let mut tx = desk.app.db.write().await?;
    let import = waiting(&desk, &mut tx, &id).await?;
    store::discard(&mut tx, &import.id).await?;
    let payload = json!({ "file": import.file_name });
    record(&mut tx, &desk, &import, "catalogue_import.discarded", payload).await?;
    tx.commit().await?;
    Ok(redirect("/desk/catalogue/import").saying("已放弃，什么都没有写入。").into_response())
}

async fn record(tx: &mut Tx, desk: &Desk, import: &Import, act: &'static str, payload: Value) -> db::Result<()> {
    let act = Act {
        actor: &desk.who.actor(),
        government: Some(&import.government_id),
        unit: None,
        act,
        subject: Subject { kind: "catalogue_import", id: &import.id },
        payload,
    };
    journal::record(tx, desk.app.clock.now(), act).await.map(drop)
}
