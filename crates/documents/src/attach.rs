//! Files on their way into a document: checked, freed of what tells who made them, kept by their content.

use kernel::Problem;
use screening::metadata::{FileKind, Limits, strip};
use web::{App, Kept, Upload};

use crate::store::MOST_FILES;

/// A file that was kept, with what was taken out of it.
#[derive(Clone, Debug)]
pub(crate) struct Clean {
    pub title: String,
    pub kept: Kept,
    /// In words; empty when nothing was.
    pub stripped: String,
}

/// Keeps the files of a form, or says what is wrong with the first that cannot be kept. Blocks for nothing but the
/// operator's scanner; taken out of a file is what [`strip`] says.
pub(crate) async fn keep(app: &App, uploads: Vec<Upload>) -> Result<Vec<Clean>, Problem> {
    if uploads.len() > MOST_FILES {
        return Err(Problem::refused(format!("一份文件最多 {MOST_FILES} 个附件，请打包后再传。")));
    }
    let mut clean = Vec::new();
    for upload in uploads {
        clean.push(keep_one(app, upload).await?);
    }
    Ok(clean)
}

async fn keep_one(app: &App, upload: Upload) -> Result<Clean, Problem> {
    let Upload { name, bytes, .. } = upload;
    // The scanner sees the file as it came: cleaning may hide what it looks for.
    app.scan_file(&name, &bytes).await?;
    let most = app.settings.upload_bytes as u64;
    let (bytes, stripped) = match FileKind::of(&bytes, &name) {
        None => (bytes, "这种格式不能自动清除作者等信息，请自己检查。".to_owned()),
        Some(kind) => {
            let limits = Limits { file_bytes: most, ..Limits::default() };
            let work = move || strip(&bytes, kind, &limits);
            let done = tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?;
            let done = done.map_err(|why| Problem::refused(format!("“{name}”没有接收：{why}")))?;
            let mut said = Vec::new();
            if !done.removed.is_empty() {
                said.push(format!("已清除：{}。", done.removed.join("、")));
            }
            said.extend(done.told);
            (done.bytes, said.join(""))
        }
    };
    let kept = app.keep_file(&name, bytes).await?;
    Ok(Clean { title: name, kept, stripped })
}
