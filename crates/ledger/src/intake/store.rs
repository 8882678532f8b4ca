//! Drafts and their tasks in the database: added by an upload, found for review.

use db::{FromRow, Json, Query, Row, Tx, args};
use kernel::{Time, new_id};
use serde_json::json;

use super::domain::{Body, Draft, DraftTask, FileContent, State};

/// Everything but the source text, which is large.
const DRAFTS: &str = "SELECT id, government_id, file_name, file_hash, remarks, head, similar_plan_id, corrects_plan_id,
                             state, plan_id, uploaded_by, uploaded_at, changed_by, changed_at, version
                      FROM plan_draft WHERE ";

impl FromRow for Draft {
    fn from_row(row: &Row) -> db::Result<Self> {
        let Json(remarks) = row.get("remarks")?;
        let Json(head) = row.get("head")?;
        let code: String = row.get("state")?;
        let state = match (code.as_str(), row.get::<Option<String>>("plan_id")?) {
            ("reviewing", None) => State::Reviewing,
            ("adopted", Some(plan_id)) => State::Adopted { plan_id },
            ("discarded", None) => State::Discarded,
            _ => return Err(db::Error::Corrupt(format!("draft state {code}"))),
        };
        Ok(Self {
            id: row.get("id")?,
            government_id: row.get("government_id")?,
            file_name: row.get("file_name")?,
            file_hash: row.get("file_hash")?,
            remarks,
            head,
            similar_plan_id: row.get("similar_plan_id")?,
            corrects_plan_id: row.get("corrects_plan_id")?,
            state,
            uploaded_by: row.get("uploaded_by")?,
            uploaded_at: row.get("uploaded_at")?,
            changed_by: row.get("changed_by")?,
            changed_at: row.get("changed_at")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for DraftTask {
    fn from_row(row: &Row) -> db::Result<Self> {
        let Json(body) = row.get("body")?;
        Ok(Self {
            id: row.get("id")?,
            position: row.get("position")?,
            dropped: row.get("dropped")?,
            body,
            changed_by: row.get("changed_by")?,
            changed_at: row.get("changed_at")?,
            version: row.get("version")?,
        })
    }
}

/// By id.
pub async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Draft>> {
    let mut query = Query::new(DRAFTS, args![]);
    query.with("id = ?", args![id]);
    Ok(tx.list(query).await?.into_iter().next())
}

/// The draft of this very file that is under review.
pub async fn by_file(tx: &mut Tx, government_id: &str, file_hash: &str) -> db::Result<Option<Draft>> {
    let mut query = Query::new(DRAFTS, args![]);
    query.with("state = 'reviewing' AND government_id = ? AND file_hash = ?", args![government_id, file_hash]);
    Ok(tx.list(query).await?.into_iter().next())
}

/// A government's drafts under review, the newest first, at most `limit`.
pub async fn under_review(tx: &mut Tx, government_id: &str, limit: usize) -> db::Result<Vec<Draft>> {
    let mut query = Query::new(DRAFTS, args![]);
    query.with("state = 'reviewing' AND government_id = ? ORDER BY id DESC LIMIT ?", args![government_id, limit]);
    tx.list(query).await
}

/// The text a draft was read from.
pub async fn source_text(tx: &mut Tx, id: &str) -> db::Result<String> {
    tx.one("SELECT source_text FROM plan_draft WHERE id = $1", args![id]).await
}

/// All tasks of a draft in their order, dropped ones too.
pub async fn tasks(tx: &mut Tx, draft_id: &str) -> db::Result<Vec<DraftTask>> {
    tx.all("SELECT * FROM plan_draft_task WHERE draft_id = $1 ORDER BY position, id", args![draft_id]).await
}

/// Adds a draft with its tasks. [`db::Error::Exists`] when the same file is under review already.
pub async fn insert(tx: &mut Tx, draft: &Draft, content: &FileContent) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO plan_draft (id, government_id, file_name, file_hash, source_text, remarks, head, similar_plan_id,
                                 state, uploaded_by, uploaded_at, changed_by, changed_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'reviewing', $9, $10, $9, $10, 1)",
        args![
            &draft.id,
            &draft.government_id,
            &draft.file_name,
            &draft.file_hash,
            &content.text,
            json!(draft.remarks),
            json!(draft.head),
            draft.similar_plan_id.clone(),
            &draft.uploaded_by,
            draft.uploaded_at
        ],
    )
    .await?;
    for (position, body) in (1..).zip(&content.tasks) {
        insert_task(tx, draft.uploaded_at, &draft.id, position, body, &draft.uploaded_by).await?;
    }
    Ok(())
}

/// Adds a task at a place; answers its id.
pub async fn insert_task(
    tx: &mut Tx,
    now: Time,
    draft_id: &str,
    position: i64,
    body: &Body,
    by: &str,
) -> db::Result<String> {
    let id = new_id(now);
    tx.exec_one(
        "INSERT INTO plan_draft_task (id, draft_id, position, dropped, doubts, names, body, changed_by, changed_at,
                                      version)
         VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, 1)",
        args![&id, draft_id, position, body.doubts.len(), names(body), json!(body), by, now],
    )
    .await?;
    Ok(id)
}

/// The unit names of a task as the table keeps them beside its body.
pub(crate) fn names(body: &Body) -> serde_json::Value {
    json!(body.content.names().collect::<Vec<_>>())
}
