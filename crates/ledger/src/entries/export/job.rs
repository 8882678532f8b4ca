//! A long list made into a file by the worker, batch by batch, with progress.

use jobs::{Kind, Product, Running, Work};
use kernel::Problem;
use serde::{Deserialize, Serialize};

use super::batches::{Asked, Batches};
use super::docx::Form;
use super::xlsx::Sheet;

/// The formats that are made as a whole; a CSV file streams at any length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Format {
    /// Excel
    Xlsx,
    /// Word
    Docx,
}

impl Format {
    /// Its name in addresses.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "xlsx" => Some(Self::Xlsx),
            "docx" => Some(Self::Docx),
            _ => None,
        }
    }

    /// As addresses and file names have it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
        }
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "Excel",
            Self::Docx => "Word",
        }
    }
}

/// What the job is done with.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Input {
    pub asked: Asked,
    pub format: Format,
}

/// How the worker knows this work.
pub(crate) const KIND: Kind = Kind { name: "ledger_export", run };

fn run(work: Work) -> Running {
    Box::pin(make(work))
}

async fn make(work: Work) -> kernel::Result<Product> {
    let Input { asked, format } = work.input()?;
    let today = work.app.clock.today();
    let total = asked.count(&mut work.app.db.read().await?, today).await?;
    let draft = work.blobs().draft().await?;
    let path = draft.path().to_owned();
    let mut file = match format {
        Format::Xlsx => File::Sheet(Box::new(Sheet::begin(&asked.title(), path.parent())?)),
        Format::Docx => File::Form(Form::begin(asked.is_of_one_unit())),
    };
    let mut batches = Batches::start(&work.app, &asked).await?;
    let mut done = 0;
    loop {
        // What was added since the count must not make it look more than whole.
        work.progress(done, total.max(done)).await?;
        let rows = batches.next().await?;
        if rows.is_empty() {
            break;
        }
        done += rows.len();
        for row in &rows {
            match &mut file {
                File::Sheet(sheet) => sheet.add(row)?,
                File::Form(form) => form.add(row),
            }
        }
    }
    let (title, place) = (asked.title(), asked.place.clone());
    let end = move || match file {
        File::Sheet(sheet) => sheet.save(&path),
        File::Form(form) => std::fs::write(&path, form.into_bytes(&title, &place, today)?).map_err(Problem::internal),
    };
    tokio::task::spawn_blocking(end).await.map_err(Problem::internal)??;
    let (hash, bytes) = draft.keep().await?;
    Ok(Product { hash, name: asked.file_name(today, format.code()), bytes })
}

/// The file being made.
enum File {
    Sheet(Box<Sheet>),
    Form(Form),
}
