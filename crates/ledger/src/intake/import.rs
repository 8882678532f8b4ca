//! One file comes in: refused with its reason, known already, or a new draft.

use db::{Blobs, Db, Tx};
use journal::{Act, Actor, Subject};
use kernel::{Problem, Time, new_id};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use text::Limits;

use super::domain::{Draft, FileContent, MOST_TASKS, State};
use super::store;
use crate::plans;

/// Longest recognition of a scan, in seconds: whoever uploads it waits no longer than a minute.
const OCR_SECONDS: u64 = 45;

/// A file on its way in.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// Whose plan it is.
    pub government_id: &'a str,
    /// Who brings it.
    pub actor: &'a Actor,
    /// When.
    pub now: Time,
    /// The file's name; decides where its content leaves open what it is.
    pub file_name: &'a str,
    /// Largest file, in bytes.
    pub most_bytes: usize,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Imported {
    /// A new draft.
    Draft {
        /// Its id.
        id: String,
        /// How many tasks were read.
        tasks: usize,
    },
    /// The very same file is under review already, as this draft.
    UnderReview(String),
    /// The very same file was adopted already, as this plan.
    Adopted(String),
}

/// Reads a file and keeps it as a draft, the original among the blobs. Refused, with nothing written, when the file
/// cannot be read.
pub async fn import(db: &Db, blobs: &Blobs, arrival: Arrival<'_>, bytes: Vec<u8>) -> Result<Imported, Problem> {
    // Before anything else, so that a huge file costs no hashing.
    if bytes.len() > arrival.most_bytes {
        return Err(refuse(&text::ReadError::TooLarge { bytes: bytes.len() as u64, limit: arrival.most_bytes as u64 }));
    }
    let name = arrival.file_name.to_owned();
    let limits = Limits { file_bytes: arrival.most_bytes as u64, ocr_seconds: OCR_SECONDS, ..Limits::default() };
    let hash = hex::encode(Sha256::digest(&bytes));
    let mut tx = db.read().await?;
    let known = known(&mut tx, arrival.government_id, &hash).await?;
    drop(tx);
    if let Some(known) = known {
        return Ok(known);
    }
    let read = move || read(&bytes, &name, &limits).map(|content| (content, bytes));
    let (content, bytes) = tokio::task::spawn_blocking(read).await.map_err(Problem::internal)??;
    blobs.put(&hash, bytes).await?;
    keep(db, arrival, hash, content).await
}

/// Takes seconds for a large file: off the threads that answer requests.
fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<FileContent, Problem> {
    let reading = text::read(bytes, name, limits).map_err(|error| refuse(&error))?;
    let found = plan::extract(&reading.text, name);
    let count = found.tasks.len();
    if count > MOST_TASKS {
        return Err(Problem::refused(format!(
            "读出 {count} 项任务，超过一份计划的上限 {MOST_TASKS} 项。请确认选对了文件，或拆成几份上传。"
        )));
    }
    Ok(FileContent::new(reading.text, reading.notes, found))
}

fn refuse(error: &text::ReadError) -> Problem {
    Problem::refused(error.to_string())
}

async fn known(tx: &mut Tx, government_id: &str, hash: &str) -> db::Result<Option<Imported>> {
    if let Some(draft) = store::by_file(tx, government_id, hash).await? {
        return Ok(Some(Imported::UnderReview(draft.id)));
    }
    Ok(plans::store::by_file(tx, government_id, hash).await?.map(|plan| Imported::Adopted(plan.id)))
}

async fn keep(db: &Db, arrival: Arrival<'_>, hash: String, content: FileContent) -> Result<Imported, Problem> {
    let Arrival { government_id, actor, now, file_name, .. } = arrival;
    let mut tx = db.write().await?;
    // Somebody else may have sent the same file while this one was read.
    if let Some(known) = known(&mut tx, government_id, &hash).await? {
        return Ok(known);
    }
    let similar = plans::store::edition_of(&mut tx, government_id, &content.head.fields).await?;
    let draft = Draft {
        id: new_id(now),
        government_id: government_id.to_owned(),
        file_name: file_name.to_owned(),
        file_hash: hash,
        remarks: content.remarks.clone(),
        head: content.head.clone(),
        similar_plan_id: similar.map(|plan| plan.id),
        corrects_plan_id: None,
        state: State::Reviewing,
        uploaded_by: actor.name.clone(),
        uploaded_at: now,
        changed_by: actor.name.clone(),
        changed_at: now,
        version: 1,
    };
    store::insert(&mut tx, &draft, &content).await?;
    let act = Act {
        actor,
        government: Some(government_id),
        unit: None,
        act: "plan.uploaded",
        subject: Subject { kind: "plan_draft", id: &draft.id },
        payload: json!({ "file": file_name, "sha256": &draft.file_hash, "tasks": content.tasks.len() }),
    };
    journal::record(&mut tx, now, act).await?;
    tx.commit().await?;
    Ok(Imported::Draft { id: draft.id, tasks: content.tasks.len() })
}
