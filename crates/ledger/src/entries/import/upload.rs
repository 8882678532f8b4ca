//! A sheet comes in: refused with its reason, or kept with what it would change.

use db::Tx;
use journal::{Act, Subject};
use kernel::{Problem, new_id};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use text::Limits;
use web::Upload;

use super::super::desk::Desk;
use super::super::filter::own_unit;
use super::domain::{Judged, Verdict};
use super::matching;
use super::sheet::{self, Line, MOST};
use super::store::{self, Import, State};

/// What sheets are in the journal.
pub(super) const KIND: &str = "ledger_import";

/// Cells of one sheet: its rows, and columns that somebody may have added.
const CELLS: usize = MOST * 40;
const SECONDS: u64 = 20;

/// Reads a sheet and keeps it for review; answers its id. Refused, with nothing written, when it cannot be read.
pub(super) async fn receive(desk: &Desk, file: Upload) -> kernel::Result<String> {
    let government = desk.government()?.id.clone();
    let most = desk.app.settings.upload_bytes as u64;
    let limits = Limits { file_bytes: most, cells: CELLS, seconds: SECONDS, ..Limits::default() };
    let Upload { name, bytes, .. } = file;
    let read = move || read(&bytes, &limits).map(|read| (read, hex::encode(Sha256::digest(&bytes)), bytes));
    let ((rows, remarks), hash, bytes) = tokio::task::spawn_blocking(read).await.map_err(Problem::internal)??;
    desk.app.blobs.put(&hash, bytes).await?;
    let now = desk.app.clock.now();
    // Compared without the writer; applying looks at every version again.
    let mut tx = desk.app.db.read().await?;
    let judged = matching::judge(desk, &mut tx, rows).await?;
    drop(tx);
    let import = Import {
        id: new_id(now),
        government_id: government,
        unit_id: own_unit(&desk.who),
        file_name: name,
        file_hash: hash,
        remarks,
        state: State::Reviewing,
        uploaded_by: desk.who.name.clone(),
        uploaded_at: now,
        closed_by: None,
        closed_at: None,
    };
    let mut tx = desk.app.db.write().await?;
    store::insert(&mut tx, &import, &judged).await?;
    let count = |verdict: Verdict| judged.iter().filter(|row: &&Judged| row.verdict == verdict).count();
    let payload = json!({
        "file": import.file_name, "sha256": import.file_hash, "rows": judged.len(),
        "changes": count(Verdict::Change) + count(Verdict::Conflict), "wrong": count(Verdict::Wrong),
    });
    record(&mut tx, desk, &import, "ledger_import.uploaded", payload).await?;
    tx.commit().await?;
    Ok(import.id)
}

fn read(bytes: &[u8], limits: &Limits) -> kernel::Result<(Vec<Line>, Vec<String>)> {
    let sheets = text::read_table(bytes, limits).map_err(|error| Problem::refused(error.to_string()))?;
    sheet::read(&sheets).map_err(Problem::refused)
}

/// Records what was done with a sheet.
pub(super) async fn record(
    tx: &mut Tx,
    desk: &Desk,
    import: &Import,
    act: &'static str,
    payload: serde_json::Value,
) -> db::Result<()> {
    let act = Act {
        actor: &desk.who.actor(),
        government: Some(&import.government_id),
        unit: import.unit_id.as_deref(),
        act,
        subject: Subject { kind: KIND, id: &import.id },
        payload,
    };
    journal::record(tx, desk.app.clock.now(), act).await.map(drop)
}
