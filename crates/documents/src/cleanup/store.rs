//! Clean-ups in the database.

use std::collections::HashMap;

use db::{FromRow, Query, Row, Tx, args};
use journal::{Act, Actor, Subject};
use kernel::Time;
use serde_json::Value;

use super::domain::{Cleanup, GivenUp, LineStage, Scope};
use crate::domain::{Kind, Stage};

/// The kind of thing that a clean-up is in the journal.
pub(crate) const SUBJECT: &str = "cleanup";

impl FromRow for Cleanup {
    fn from_row(row: &Row) -> db::Result<Self> {
        let corrupt = || db::Error::Corrupt("document_cleanup".to_owned());
        let kinds: String = row.get("kinds")?;
        let kinds = kinds.split(',').map(|code| Kind::by_code(code).ok_or_else(corrupt));
        let result = match (row.get::<Option<String>>("result_id")?, row.get::<Option<String>>("result_stage")?) {
            (Some(id), Some(stage)) => Some((id, Stage::from_code(&stage).ok_or_else(corrupt)?)),
            _ => None,
        };
        let given_up = match row.get::<Option<Time>>("given_up_at")? {
            Some(at) => {
                Some(GivenUp { at, by_name: row.get("given_up_by_name")?, reason: row.get("given_up_reason")? })
            }
            None => None,
        };
        Ok(Self {
            id: row.get("id")?,
            government_id: row.get("government_id")?,
            title: row.get("title")?,
            basis: row.get("basis")?,
            answer_by: row.get("answer_by")?,
            scope: Scope {
                kinds: kinds.collect::<db::Result<_>>()?,
                made_upto: row.get("made_upto")?,
                unit_id: row.get("unit_id")?,
            },
            begun_by_name: row.get("begun_by_name")?,
            begun_at: row.get("begun_at")?,
            result,
            given_up,
            version: row.get("version")?,
        })
    }
}

/// The clean-up with that id.
pub(crate) async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Cleanup>> {
    tx.opt(
        "SELECT c.*, d.stage AS result_stage FROM document_cleanup c LEFT JOIN document d ON d.id = c.result_id
         WHERE c.id = $1",
        args![id],
    )
    .await
}

/// As [`find`], and nobody else changes it or its lines until this transaction ends.
pub(crate) async fn hold(tx: &mut Tx, id: &str) -> db::Result<Option<Cleanup>> {
    tx.exec("UPDATE document_cleanup SET version = version WHERE id = $1", args![id]).await?;
    find(tx, id).await
}

/// Clean-ups of a government, newest first, at most `limit`; for who sees one unit, those that ask it something.
pub(crate) async fn page(
    tx: &mut Tx,
    government_id: &str,
    own_unit: Option<&str>,
    after: Option<(Time, &str)>,
    limit: usize,
) -> db::Result<Vec<Cleanup>> {
    let mut query = Query::new(
        "SELECT c.*, d.stage AS result_stage FROM document_cleanup c LEFT JOIN document d ON d.id = c.result_id
         WHERE c.government_id = $1",
        args![government_id],
    );
    query.when(
        " AND EXISTS (SELECT 1 FROM document_cleanup_line l WHERE l.cleanup_id = c.id AND l.unit_id = ?)",
        own_unit,
    );
    if let Some((at, id)) = after {
        query.with(" AND (c.begun_at, c.id) < (?, ?)", args![at, id]);
    }
    query.with(" ORDER BY c.begun_at DESC, c.id DESC LIMIT ?", args![limit]);
    tx.list(query).await
}

struct Count {
    cleanup_id: String,
    stage: String,
    count: i64,
}

impl FromRow for Count {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { cleanup_id: row.get("cleanup_id")?, stage: row.get("stage")?, count: row.get("count")? })
    }
}

/// How many lines of clean-ups are at each stage, in the order of [`LineStage::ALL`]; of one unit when it is given.
pub(crate) async fn progress(
    tx: &mut Tx,
    cleanups: &[Cleanup],
    own_unit: Option<&str>,
) -> db::Result<HashMap<String, [i64; 3]>> {
    let mut query = Query::new("SELECT l.cleanup_id, l.stage, count(*) AS count FROM document_cleanup_line l", args![]);
    query.within(" WHERE l.cleanup_id IN", cleanups.iter().map(|one| one.id.clone()));
    query.when(" AND l.unit_id = ?", own_unit).push(" GROUP BY l.cleanup_id, l.stage");
    let mut found: HashMap<String, [i64; 3]> = HashMap::new();
    for one in tx.list::<Count>(query).await? {
        let counts = found.entry(one.cleanup_id).or_default();
        for (stage, count) in LineStage::ALL.into_iter().zip(counts.iter_mut()) {
            if stage.code() == one.stage {
                *count = one.count;
            }
        }
    }
    Ok(found)
}

/// A new clean-up; [`db::Error::Exists`] when one of that title stands.
pub(crate) async fn insert(tx: &mut Tx, one: &Cleanup) -> db::Result<()> {
    let kinds = one.scope.kinds.iter().map(|kind| kind.code).collect::<Vec<_>>().join(",");
    tx.exec_one(
        "INSERT INTO document_cleanup (id, government_id, title, basis, answer_by, kinds, made_upto, unit_id,
             begun_by_name, begun_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)",
        args![
            &one.id,
            &one.government_id,
            &one.title,
            &one.basis,
            one.answer_by,
            kinds,
            one.scope.made_upto,
            one.scope.unit_id.as_deref(),
            &one.begun_by_name,
            one.begun_at
        ],
    )
    .await
}

/// Saves how a clean-up ended, or that documents were added; stale when somebody else saved since `version`.
pub(crate) async fn save(tx: &mut Tx, one: &Cleanup) -> db::Result<()> {
    let given_up = one.given_up.as_ref();
    tx.exec_one(
        "UPDATE document_cleanup SET result_id = $3, given_up_at = $4, given_up_by_name = $5, given_up_reason = $6,
             version = version + 1 WHERE id = $1 AND version = $2",
        args![
            &one.id,
            one.version,
            one.result.as_ref().map(|(id, _)| id.clone()),
            given_up.map(|given_up| given_up.at),
            given_up.map_or("", |given_up| &given_up.by_name),
            given_up.map_or("", |given_up| &given_up.reason)
        ],
    )
    .await
}

/// Whether a document tells the result of a clean-up.
pub(crate) async fn is_result(tx: &mut Tx, document_id: &str) -> db::Result<bool> {
    let sql = "SELECT id FROM document_cleanup WHERE result_id = $1";
    Ok(tx.opt::<String>(sql, args![document_id]).await?.is_some())
}

/// Writes an act on a clean-up into the journal.
pub(crate) async fn record(
    tx: &mut Tx,
    now: Time,
    actor: &Actor,
    act: &'static str,
    one: &Cleanup,
    unit: Option<&str>,
    payload: Value,
) -> db::Result<()> {
    let subject = Subject { kind: SUBJECT, id: &one.id };
    let act = Act { actor, government: Some(&one.government_id), unit, act, subject, payload };
    journal::record(tx, now, act).await?;
    Ok(())
}
