//! A file that holds a document's text, read within limits.

use kernel::Problem;
use web::{App, Upload};

use crate::domain::LONGEST_BODY;

/// A text with where it came from.
pub(crate) struct Read {
    pub text: String,
    /// The file's name.
    pub name: Option<String>,
    /// What the reader says of it.
    pub notes: Vec<String>,
}

impl Read {
    /// A text that came without a file.
    pub fn plain(text: &str) -> Self {
        Self { text: text.replace("\r\n", "\n"), name: None, notes: Vec::new() }
    }
}

/// The text of a file; refused when it cannot be read.
pub(crate) async fn read(app: &App, file: Upload) -> kernel::Result<Read> {
    app.scan_file(&file.name, &file.bytes).await?;
    let limits = text::Limits { file_bytes: app.settings.upload_bytes as u64, ..text::Limits::default() };
    let name = file.name.clone();
    let work = move || text::read(&file.bytes, &file.name, &limits);
    let reading = tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?;
    let reading = reading.map_err(|error| Problem::refused(error.to_string()))?;
    Ok(Read { text: reading.text, name: Some(name), notes: reading.notes })
}

/// Whether there is a text, and not too much of it; what is wrong otherwise.
pub(crate) fn check(text: &str) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err("没有读到正文。".into());
    }
    if text.chars().count() > LONGEST_BODY {
        return Err(format!("正文超过 {} 万字，没有接收。请拆成几份。", LONGEST_BODY / 10_000));
    }
    Ok(())
}
