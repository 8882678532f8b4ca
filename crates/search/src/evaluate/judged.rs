//! Documents, questions and judgements as files: JSON by line, and a table of who judged what to be right.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::entry::Entry;
use crate::error::{Error, Result};

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Question {
    /// Its id in the judgements.
    pub id: String,
    /// As somebody asked it.
    pub text: String,
}

/// Documents with questions and the documents that answer them.
#[derive(Debug, Default)]
pub struct Judged {
    /// The documents.
    pub documents: Vec<Entry>,
    /// The questions.
    pub questions: Vec<Question>,
    /// Ids of right documents by question.
    pub right: HashMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Document {
    id: String,
    #[serde(default)]
    title: String,
    #[serde(alias = "body")]
    text: String,
}

impl Judged {
    /// Reads the three files: documents `{"id", "title", "text"}` and questions `{"id", "text"}` by line, either may be
    /// compressed (`.gz`), and judgements as `question<TAB>document<TAB>relevance`, where 0 is not right.
    ///
    /// # Errors
    /// Names the file and the line that cannot be read.
    pub fn read(documents: &Path, questions: &Path, judgements: &Path) -> Result<Self> {
        let documents = rows(documents)?.into_iter().map(|one: Document| Entry {
            id: one.id,
            title: one.title,
            text: one.text,
            ..Entry::default()
        });
        Ok(Self { documents: documents.collect(), questions: rows(questions)?, right: table(judgements)? })
    }
}

fn lines(path: &Path) -> Result<impl Iterator<Item = (usize, std::io::Result<String>)>> {
    let file = File::open(path).map_err(|error| Error::File(format!("{}: {error}", path.display())))?;
    let packed = path.extension().is_some_and(|extension| extension == "gz");
    let reader: Box<dyn BufRead> =
        if packed { Box::new(BufReader::new(MultiGzDecoder::new(file))) } else { Box::new(BufReader::new(file)) };
    Ok(reader.lines().enumerate().map(|(at, line)| (at + 1, line)))
}

fn wrong(path: &Path, at: usize, error: impl std::fmt::Display) -> Error {
    Error::File(format!("{}, line {at}: {error}", path.display()))
}

fn rows<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let mut rows = Vec::new();
    for (at, line) in lines(path)? {
        let line = line.map_err(|error| wrong(path, at, error))?;
        if !line.trim().is_empty() {
            rows.push(serde_json::from_str(&line).map_err(|error| wrong(path, at, error))?);
        }
    }
    Ok(rows)
}

fn table(path: &Path) -> Result<HashMap<String, Vec<String>>> {
    let mut right: HashMap<String, Vec<String>> = HashMap::new();
    for (at, line) in lines(path)? {
        let line = line.map_err(|error| wrong(path, at, error))?;
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        match cells[..] {
            [""] => {}
            [question, document, relevance] => match relevance.parse::<i64>() {
                Ok(0) => {}
                Ok(_) => right.entry(question.into()).or_default().push(document.into()),
                // The names of the columns.
                Err(_) if at == 1 => {}
                Err(_) => return Err(wrong(path, at, "the relevance is no whole number")),
            },
            _ => return Err(wrong(path, at, "not question, document and relevance with tabs between")),
        }
    }
    Ok(right)
}
