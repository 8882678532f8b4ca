//! Sending a sheet back, choosing what of it counts, writing it or throwing it away.

use askama::Template;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use directory::Capability::ImportEntries;
use kernel::Problem;
use serde_json::json;
use web::{Access, Page, Query, Result, Routes, Typed, Uploads, redirect, send_file, view, view_invalid};

use super::super::desk::{Desk, at};
use super::super::filter::own_unit;
use super::sheet::MOST;
use super::store::{self, Import, State};
use super::upload::{receive, record};
use super::{apply, preview};

/// The largest form, in bytes; the file's own limit is the installation's.
const FORM: usize = 100 << 20;
/// Sheets listed beside the form.
const LISTED: usize = 20;

/// The routes of reading back.
pub(crate) fn routes() -> Routes {
    let may = Access::May(ImportEntries);
    Routes::new()
        .get("/desk/ledger/import", may, form)
        .upload("/desk/ledger/import", may, FORM, send)
        .get("/desk/ledger/import/{id}", may, preview::show)
        .get("/desk/ledger/import/{id}/file", may, original)
        .post("/desk/ledger/import/{id}/take", may, take)
        .post("/desk/ledger/import/{id}/apply", may, write)
        .post("/desk/ledger/import/{id}/discard", may, discard)
}

#[derive(Template)]
#[template(path = "ledger/import/upload.html")]
struct Form {
    page: Page,
    most_rows: usize,
    most_megabytes: usize,
    imports: Vec<Import>,
    trouble: String,
}

async fn page(desk: &Desk, trouble: String) -> kernel::Result<Form> {
    let government = desk.government()?;
    let imports = store::newest(&mut desk.app.db.read().await?, &government.id, own_unit(&desk.who), LISTED).await?;
    let most_megabytes = desk.app.settings.upload_bytes >> 20;
    Ok(Form { page: desk.shell.desk("导入台账"), most_rows: MOST, most_megabytes, imports, trouble })
}

async fn form(desk: Desk) -> Result {
    view(page(&desk, String::new()).await?)
}

async fn send(desk: Desk, uploads: Uploads) -> Result {
    let Some(file) = uploads.files.into_iter().next() else {
        return view_invalid(page(&desk, "请先选择文件".into()).await?);
    };
    match receive(&desk, file).await {
        Ok(id) => Ok(redirect(&format!("/desk/ledger/import/{id}")).into_response()),
        Err(Problem::Refused(why)) => view_invalid(page(&desk, why).await?),
        Err(problem) => Err(problem.into()),
    }
}

/// The file as it was sent.
async fn original(desk: Desk, Path(id): Path<String>) -> Result {
    let import = preview::find(&desk, &mut desk.app.db.read().await?, &id).await?;
    let (file, bytes) = desk.app.blobs.open(&import.file_hash).await?.ok_or(Problem::NotFound("这个文件"))?;
    Ok(send_file(&import.file_name, file, bytes))
}

/// Says whether one row is to be written.
async fn take(desk: Desk, Path(id): Path<String>, Query(fields): Query, Typed(typed): Typed) -> Result {
    let mut tx = desk.app.db.write().await?;
    preview::find(&desk, &mut tx, &id).await?;
    let number: i64 = typed.get("row").parse().map_err(|_| Problem::NotFound("这一行"))?;
    store::take(&mut tx, &id, number, typed.get("taken") == "1").await?;
    tx.commit().await?;
    let to = at(&format!("/desk/ledger/import/{id}"), &fields.with("", ""));
    Ok(redirect(&format!("{to}#row-{number}")).into_response())
}

/// Writes everything that was taken.
async fn write(desk: Desk, Path(id): Path<String>) -> Result {
    let (written, skipped) = apply::apply(&desk, &id).await?;
    let rest = if skipped > 0 { format!("，跳过 {skipped} 条，原因见下") } else { String::new() };
    let said = format!("已写入 {written} 条{rest}。");
    Ok(redirect(&format!("/desk/ledger/import/{id}")).saying(&said).into_response())
}

async fn discard(desk: Desk, Path(id): Path<String>) -> Result {
    let mut tx = desk.app.db.write().await?;
    let import = preview::find(&desk, &mut tx, &id).await?;
    import.state.can_discard()?;
    let close = (State::Reviewing, State::Discarded);
    store::close(&mut tx, desk.app.clock.now(), &id, close, &desk.who.name).await?;
    record(&mut tx, &desk, &import, "ledger_import.discarded", json!({ "file": import.file_name })).await?;
    tx.commit().await?;
    Ok(redirect("/desk/ledger/import").saying("已放弃，什么都没有写入。").into_response())
}
