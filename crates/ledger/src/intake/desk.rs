//! Uploading plan files: each becomes a draft, or is told why not.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use directory::Capability::ManagePlans;
use kernel::Problem;
use web::{Access, App, Page, Result, Routes, Shell, Signed, Uploads, redirect, view, view_invalid};

use super::import::{Arrival, Imported, import};

/// All files of one upload together, in bytes.
const MOST_AT_ONCE: usize = 100 << 20;

/// The routes of the upload.
pub fn routes() -> Routes {
    Routes::new().get("/desk/plans/upload", Access::May(ManagePlans), form).upload(
        "/desk/plans/upload",
        Access::May(ManagePlans),
        MOST_AT_ONCE,
        upload,
    )
}

#[derive(Template)]
#[template(path = "ledger/plans/upload.html")]
struct UploadPage {
    page: Page,
    steps: [&'static str; 3],
    most: String,
    lines: Vec<Line>,
    error: &'static str,
}

/// What became of one file.
struct Line {
    file: String,
    /// `ok`, `info` or `late`.
    kind: &'static str,
    /// What became of it, short.
    mark: &'static str,
    /// A sentence with particulars.
    said: String,
    /// Where to go on; empty when there is nothing.
    href: String,
    link: &'static str,
}

fn page(app: &App, shell: &Shell, lines: Vec<Line>, error: &'static str) -> UploadPage {
    let most = format!("{} MB", app.settings.upload_bytes >> 20);
    UploadPage { page: shell.desk("上传计划"), steps: super::STEPS, most, lines, error }
}

async fn form(State(app): State<App>, shell: Shell) -> Result {
    view(page(&app, &shell, Vec::new(), ""))
}

async fn upload(State(app): State<App>, Signed(who): Signed, shell: Shell, uploads: Uploads) -> Result {
    let government = who.government()?;
    if uploads.files.is_empty() {
        return view_invalid(page(&app, &shell, Vec::new(), "请先选择文件"));
    }
    let actor = who.actor();
    let mut outcomes = Vec::new();
    for file in uploads.files {
        let arrival = Arrival {
            government_id: &government.id,
            actor: &actor,
            now: app.clock.now(),
            file_name: &file.name,
            most_bytes: app.settings.upload_bytes,
        };
        let outcome = import(&app.db, &app.blobs, arrival, file.bytes).await;
        outcomes.push((file.name, outcome));
    }
    if let [(_, Ok(Imported::Draft { id, tasks }))] = outcomes.as_slice() {
        let said = format!("已读取，共 {tasks} 项任务，请核对。");
        return Ok(redirect(&format!("/desk/plans/drafts/{id}")).saying(&said).into_response());
    }
    let lines = outcomes.into_iter().map(|(file, outcome)| line(file, outcome)).collect::<Result<Vec<_>>>()?;
    let none_read = lines.iter().all(|line| line.kind == "late");
    let page = page(&app, &shell, lines, "");
    if none_read { view_invalid(page) } else { view(page) }
}

/// Refusals belong to their file; our own failures stop everything.
fn line(file: String, outcome: std::result::Result<Imported, Problem>) -> Result<Line> {
    let (kind, mark, said, href, link) = match outcome {
        Ok(Imported::Draft { id, tasks }) => {
            let said = if tasks == 0 { "没有读出任务".to_owned() } else { format!("读出 {tasks} 项任务") };
            ("ok", "已读取", said, format!("/desk/plans/drafts/{id}"), "去核对")
        }
        Ok(Imported::UnderReview(id)) => {
            let said = "这个文件已经上传过，正在核对。".to_owned();
            ("info", "重复", said, format!("/desk/plans/drafts/{id}"), "接着核对")
        }
        Ok(Imported::Adopted(id)) => {
            let said = "这个文件已经采用。".to_owned();
            ("info", "重复", said, format!("/desk/plans/{id}"), "看这份计划")
        }
        Err(Problem::Refused(reason)) => ("late", "没有接收", reason, String::new(), ""),
        Err(problem) => return Err(problem.into()),
    };
    Ok(Line { file, kind, mark, said, href, link })
}
