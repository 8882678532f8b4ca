//! Changes to a draft: its tasks, their order, its head, the meaning of its names.

use std::collections::HashMap;

use db::{FromRow, Json, Query, Row, Tx, args};
use journal::{Act, Actor, Subject};
use kernel::{Problem, Time};
use serde::Serialize;
use serde_json::{Value, json};

use crate::intake::domain::{Draft, DraftTask};
use crate::intake::store::names;

/// Who changes a draft, and when.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// When.
    pub now: Time,
}

/// Notes who changes the draft, and keeps everybody else's changes waiting until this transaction ends. Refused when it
/// is no longer under review.
pub async fn hold(tx: &mut Tx, by: By<'_>, draft_id: &str) -> Result<(), Problem> {
    let held = tx
        .exec(
            "UPDATE plan_draft SET changed_by = $1, changed_at = $2 WHERE id = $3 AND state = 'reviewing'",
            args![&by.actor.name, by.now, draft_id],
        )
        .await?;
    if held == 1 {
        Ok(())
    } else {
        Err(Problem::Conflict("这份草稿已经采用或作废，不能再改。".into()))
    }
}

/// Records a change in the journal.
pub async fn note(
    tx: &mut Tx,
    by: By<'_>,
    draft: &Draft,
    act: &'static str,
    payload: impl Serialize,
) -> db::Result<()> {
    let subject = Subject { kind: "plan_draft", id: &draft.id };
    let government = Some(draft.government_id.as_str());
    let act = Act { actor: by.actor, government, unit: None, act, subject, payload };
    journal::record(tx, by.now, act).await.map(drop)
}

/// The fields that differ between two objects with the same names: each with both values.
pub fn differences(old: &Value, new: &Value) -> Value {
    let both = old.as_object().into_iter().flatten().filter_map(|(name, from)| {
        let to = new.get(name)?;
        (from != to).then(|| (name.clone(), json!({ "from": from, "to": to })))
    });
    Value::Object(both.collect())
}

/// A task as far as counts and filters need it.
#[derive(Clone, Debug)]
pub struct Outline {
    /// Its id.
    pub id: String,
    /// Whether a reviewer said that it is no task.
    pub dropped: bool,
    /// How many of its fields are doubtful.
    pub doubts: i64,
    /// Its unit names as written, leads first.
    pub names: Vec<String>,
}

impl FromRow for Outline {
    fn from_row(row: &Row) -> db::Result<Self> {
        let Json(names) = row.get("names")?;
        Ok(Self { id: row.get("id")?, dropped: row.get("dropped")?, doubts: row.get("doubts")?, names })
    }
}

/// All tasks of a draft in their order, in outline.
pub async fn outline(tx: &mut Tx, draft_id: &str) -> db::Result<Vec<Outline>> {
    tx.all(
        "SELECT id, dropped, doubts, names FROM plan_draft_task WHERE draft_id = $1 ORDER BY position, id",
        args![draft_id],
    )
    .await
}

/// The tasks of several drafts in outline, each with its draft: one read for a list of drafts.
pub async fn outlines(tx: &mut Tx, drafts: &[Draft]) -> db::Result<Vec<(String, Outline)>> {
    let mut query =
        Query::new("SELECT draft_id, id, dropped, doubts, names FROM plan_draft_task WHERE dropped = 0 AND ", args![]);
    query.within("draft_id IN", drafts.iter().map(|draft| draft.id.as_str()));
    let rows: Vec<Owned> = tx.list(query).await?;
    Ok(rows.into_iter().map(|Owned(draft, outline)| (draft, outline)).collect())
}

struct Owned(String, Outline);

impl FromRow for Owned {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self(row.get("draft_id")?, Outline::from_row(row)?))
    }
}

/// Some tasks of a draft, in their order.
pub async fn tasks(tx: &mut Tx, draft_id: &str, ids: &[&str]) -> db::Result<Vec<DraftTask>> {
    let mut query = Query::new("SELECT * FROM plan_draft_task WHERE draft_id = $1", args![draft_id]);
    query.within(" AND id IN", ids.iter().copied()).push(" ORDER BY position, id");
    tx.list(query).await
}

/// One task of a draft.
pub async fn task(tx: &mut Tx, draft_id: &str, id: &str) -> db::Result<Option<DraftTask>> {
    Ok(tasks(tx, draft_id, &[id]).await?.into_iter().next())
}

/// The next task after a place, dropped ones passed over.
pub async fn next_task(tx: &mut Tx, draft_id: &str, position: i64) -> db::Result<Option<DraftTask>> {
    tx.opt(
        "SELECT * FROM plan_draft_task WHERE draft_id = $1 AND dropped = 0 AND position > $2 ORDER BY position LIMIT 1",
        args![draft_id, position],
    )
    .await
}

/// The task before a place, dropped ones passed over.
pub async fn previous_task(tx: &mut Tx, draft_id: &str, position: i64) -> db::Result<Option<DraftTask>> {
    tx.opt(
        "SELECT * FROM plan_draft_task WHERE draft_id = $1 AND dropped = 0 AND position < $2
         ORDER BY position DESC LIMIT 1",
        args![draft_id, position],
    )
    .await
}

/// The last place taken; 0 when there is no task.
pub async fn last_position(tx: &mut Tx, draft_id: &str) -> db::Result<i64> {
    let sql = "SELECT coalesce(max(position), 0) FROM plan_draft_task WHERE draft_id = $1";
    tx.one(sql, args![draft_id]).await
}

/// Saves a task's body and whether it is dropped; stale when somebody else saved it first.
pub async fn save_task(tx: &mut Tx, by: By<'_>, task: &DraftTask) -> db::Result<()> {
    tx.exec_one(
        "UPDATE plan_draft_task SET dropped = $1, doubts = $2, names = $3, body = $4, changed_by = $5, changed_at = $6,
             version = version + 1 WHERE id = $7 AND version = $8",
        args![
            task.dropped,
            task.body.doubts.len(),
            names(&task.body),
            json!(task.body),
            &by.actor.name,
            by.now,
            &task.id,
            task.version
        ],
    )
    .await
}

/// Removes a task for good: it went into another one.
pub async fn remove_task(tx: &mut Tx, task: &DraftTask) -> db::Result<()> {
    tx.exec_one("DELETE FROM plan_draft_task WHERE id = $1 AND version = $2", args![&task.id, task.version]).await
}

/// Makes room for `count` tasks after a place.
pub async fn make_room(tx: &mut Tx, draft_id: &str, position: i64, count: i64) -> db::Result<()> {
    tx.exec(
        "UPDATE plan_draft_task SET position = position + $1 WHERE draft_id = $2 AND position > $3",
        args![count, draft_id, position],
    )
    .await?;
    Ok(())
}

/// Lets two tasks change places.
pub async fn swap(tx: &mut Tx, a: &DraftTask, b: &DraftTask) -> db::Result<()> {
    for (id, position) in [(&a.id, b.position), (&b.id, a.position)] {
        tx.exec_one("UPDATE plan_draft_task SET position = $1 WHERE id = $2", args![position, id]).await?;
    }
    Ok(())
}

/// Saves the head fields and the answers about corrections; stale when somebody else saved them first.
pub async fn save_head(tx: &mut Tx, draft: &Draft) -> db::Result<()> {
    tx.exec_one(
        "UPDATE plan_draft SET head = $1, similar_plan_id = $2, corrects_plan_id = $3, version = version + 1
         WHERE id = $4 AND version = $5",
        args![
            json!(draft.head),
            draft.similar_plan_id.clone(),
            draft.corrects_plan_id.clone(),
            &draft.id,
            draft.version
        ],
    )
    .await
}

/// Puts a draft away.
pub async fn discard(tx: &mut Tx, draft_id: &str) -> db::Result<()> {
    tx.exec_one("UPDATE plan_draft SET state = 'discarded' WHERE id = $1 AND state = 'reviewing'", args![draft_id])
        .await
}

/// What names mean in one draft alone: ids of units by the name's key; none means not broken down.
pub type Choices = HashMap<String, Vec<String>>;

struct Choice {
    draft: String,
    key: String,
    ids: Vec<String>,
}

impl FromRow for Choice {
    fn from_row(row: &Row) -> db::Result<Self> {
        let Json(ids) = row.get("unit_ids")?;
        Ok(Self { draft: row.get("draft_id")?, key: row.get("name_key")?, ids })
    }
}

/// The choices of one draft.
pub async fn chosen(tx: &mut Tx, draft_id: &str) -> db::Result<Choices> {
    let sql = "SELECT draft_id, name_key, unit_ids FROM plan_draft_name WHERE draft_id = $1";
    let rows: Vec<Choice> = tx.all(sql, args![draft_id]).await?;
    Ok(rows.into_iter().map(|choice| (choice.key, choice.ids)).collect())
}

/// The choices of several drafts, by the draft's id.
pub async fn chosen_in(tx: &mut Tx, drafts: &[Draft]) -> db::Result<HashMap<String, Choices>> {
    let mut query = Query::new("SELECT draft_id, name_key, unit_ids FROM plan_draft_name WHERE ", args![]);
    query.within("draft_id IN", drafts.iter().map(|draft| draft.id.as_str()));
    let mut all: HashMap<String, Choices> = HashMap::new();
    for Choice { draft, key, ids } in tx.list(query).await? {
        all.entry(draft).or_default().insert(key, ids);
    }
    Ok(all)
}

/// Says what a name means in this draft alone.
pub async fn choose(tx: &mut Tx, draft_id: &str, name: &str, unit_ids: &[String]) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO plan_draft_name (draft_id, name_key, name, unit_ids) VALUES ($1, $2, $3, $4)
         ON CONFLICT (draft_id, name_key) DO UPDATE SET name = excluded.name, unit_ids = excluded.unit_ids",
        args![draft_id, directory::names::key(name), name, json!(unit_ids)],
    )
    .await
}

/// Takes over what names meant in the draft that a plan was last adopted from, where this one has not decided yet.
pub async fn inherit_choices(tx: &mut Tx, draft_id: &str, plan_id: &str) -> db::Result<()> {
    tx.exec(
        "INSERT INTO plan_draft_name (draft_id, name_key, name, unit_ids)
         SELECT $1, name_key, name, unit_ids FROM plan_draft_name WHERE draft_id =
             (SELECT id FROM plan_draft WHERE plan_id = $2 ORDER BY changed_at DESC, id DESC LIMIT 1)
         ON CONFLICT (draft_id, name_key) DO NOTHING",
        args![draft_id, plan_id],
    )
    .await?;
    Ok(())
}

/// Takes back what a name means in this draft alone.
pub async fn unchoose(tx: &mut Tx, draft_id: &str, name: &str) -> db::Result<()> {
    let sql = "DELETE FROM plan_draft_name WHERE draft_id = $1 AND name_key = $2";
    tx.exec(sql, args![draft_id, directory::names::key(name)]).await?;
    Ok(())
}
