//! What the index keeps of something public: all of its text, and that of its files.

use documents::snapshot::{DOCUMENT, DocumentSnapshot, PublicFile};
use ledger::snapshot::{Block, PlanSnapshot, WORK_PLAN};
use publishing::{Item, Publication};
use search::Entry;
use text::{Limits, Tools};
use web::App;

/// A file larger than this is not read; in bytes.
const LARGEST: i64 = 20 << 20;
/// No more files are read once a text is so long; in bytes.
const LONGEST: usize = 2_000_000;

/// The entries of those of these addresses that are in general lists now.
pub(super) async fn read(app: &App, ids: &[&str]) -> kernel::Result<Vec<Entry>> {
    let mut tx = app.db.read().await?;
    let newest = publishing::newest_among(&mut tx, ids).await?;
    let themes = publishing::themes(&mut tx, ids).await?;
    drop(tx);
    let mut entries = Vec::with_capacity(newest.len());
    for (item, publication) in newest {
        let theme_ids = themes.iter().filter(|(id, _)| *id == item.id).map(|(_, theme)| theme.clone()).collect();
        let text = match text(app, &item, publication).await {
            Ok(text) => text,
            // One that cannot be read keeps no other from being found, nor its title.
            Err(error) => {
                tracing::warn!(id = item.id, %error, "what is published cannot be read for the search index");
                String::new()
            }
        };
        entries.push(Entry {
            id: item.id,
            government_id: item.government_id,
            version: item.version,
            unit_id: item.unit_id,
            kind: item.kind,
            form: item.form,
            column_id: item.column_id,
            theme_ids,
            title: item.title,
            number: item.number,
            dated_on: item.dated_on,
            published_at: Some(item.published_at),
            standing: item.standing,
            text,
        });
    }
    Ok(entries)
}

/// Of a kind that nobody has taught this, the title alone is found.
async fn text(app: &App, item: &Item, publication: Publication) -> Result<String, String> {
    match item.kind.as_str() {
        DOCUMENT => {
            let document: DocumentSnapshot =
                serde_json::from_value(publication.body).map_err(|error| error.to_string())?;
            let mut text = official::write(&document.blocks);
            for line in [document.number.as_deref().unwrap_or_default(), &document.issuer, &document.summary] {
                if !text.contains(line) {
                    push(&mut text, line);
                }
            }
            for named in document.themes.iter().map(|theme| &theme.name).chain([&document.unit]) {
                push(&mut text, named);
            }
            for file in &document.files {
                push(&mut text, &file.title);
                if text.len() < LONGEST {
                    push(&mut text, &file_text(app, file).await);
                }
            }
            Ok(text)
        }
        WORK_PLAN => {
            let plan: PlanSnapshot = serde_json::from_value(publication.body).map_err(|error| error.to_string())?;
            let mut text = String::new();
            for block in &plan.text {
                match block {
                    Block::Heading { text: line, .. } | Block::Paragraph { text: line } => push(&mut text, line),
                    Block::Table { rows } => rows.iter().for_each(|row| push(&mut text, &row.join(" "))),
                }
            }
            // Tasks are mended where the text was broken into lines.
            plan.tasks.iter().for_each(|task| push(&mut text, &task.text));
            Ok(text)
        }
        _ => Ok(String::new()),
    }
}

fn push(text: &mut String, line: &str) {
    if !line.is_empty() {
        text.push('\n');
        text.push_str(line);
    }
}

/// The text of an attached file; nothing of one that cannot be read, or only by recognising characters.
async fn file_text(app: &App, file: &PublicFile) -> String {
    if file.bytes > LARGEST {
        return String::new();
    }
    let Ok(Some(bytes)) = app.blobs.get(&file.hash).await else { return String::new() };
    let name = file.title.clone();
    let (limits, tools) =
        (Limits { text_chars: LONGEST / 3, ..Limits::default() }, Tools { ocr: None, ..Tools::installed() });
    let reading = tokio::task::spawn_blocking(move || text::read_with(&bytes, &name, &limits, &tools).ok());
    reading.await.ok().flatten().map(|reading| reading.text).unwrap_or_default()
}
