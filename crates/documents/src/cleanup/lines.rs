//! The documents of a clean-up in the database.

use std::collections::HashMap;

use db::{FromRow, Query, Row, Tx, args, escape_like};
use kernel::{Time, new_id};
use publishing::Item;

use super::domain::{Choice, Line, LineStage, Verdict};
use crate::domain::Kind;

fn corrupt() -> db::Error {
    db::Error::Corrupt("document_cleanup_line".to_owned())
}

fn verdict(row: &Row, choice: &str, reason: &str) -> db::Result<Option<Verdict>> {
    let Some(code) = row.get::<Option<String>>(choice)? else { return Ok(None) };
    Ok(Some(Verdict { choice: Choice::from_code(&code).ok_or_else(corrupt)?, reason: row.get(reason)? }))
}

impl FromRow for Line {
    fn from_row(row: &Row) -> db::Result<Self> {
        let (form, stage): (String, String) = (row.get("form")?, row.get("stage")?);
        Ok(Self {
            id: row.get("id")?,
            cleanup_id: row.get("cleanup_id")?,
            document_id: row.get("document_id")?,
            unit_id: row.get("unit_id")?,
            kind: Kind::by_code(&form).ok_or_else(corrupt)?,
            title: row.get("title")?,
            number: row.get("number")?,
            issued_on: row.get("issued_on")?,
            position: row.get("position")?,
            stage: LineStage::from_code(&stage).ok_or_else(corrupt)?,
            proposal: verdict(row, "proposal", "proposal_reason")?,
            proposed_by_name: row.get("proposed_by_name")?,
            decision: verdict(row, "decision", "decision_reason")?,
            decided_by_name: row.get("decided_by_name")?,
            returned: row.get("returned")?,
            version: row.get("version")?,
        })
    }
}

/// What a list of lines is to show. What is left out does not narrow it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub cleanup_id: String,
    /// The reader's own unit, when they see only that one.
    pub own_unit: Option<String>,
    pub unit: Option<String>,
    /// What is said of it now.
    pub choice: Option<Choice>,
    pub stage: Option<LineStage>,
    pub text: Option<String>,
}

impl Filter {
    fn narrow(&self, query: &mut Query) {
        query.with(" WHERE l.cleanup_id = ?", args![&self.cleanup_id]);
        query.when(" AND l.unit_id = ?", self.own_unit.as_deref());
        query.when(" AND l.unit_id = ?", self.unit.as_deref());
        query.when(" AND coalesce(l.decision, l.proposal) = ?", self.choice.map(Choice::code));
        if let Some(text) = &self.text {
            let like = escape_like(&text.to_lowercase());
            query.with(" AND (lower(l.title) LIKE ? ESCAPE '\\' OR lower(l.number) LIKE ? ESCAPE '\\')", args![like]);
        }
    }
}

/// Lines in their order, at most `limit`, behind the place `after`.
pub(crate) async fn page(tx: &mut Tx, filter: &Filter, after: Option<i64>, limit: usize) -> db::Result<Vec<Line>> {
    let mut query = Query::new("SELECT l.* FROM document_cleanup_line l", args![]);
    filter.narrow(&mut query);
    query.when(" AND l.stage = ?", filter.stage.map(LineStage::code)).when(" AND l.position > ?", after);
    query.with(" ORDER BY l.position LIMIT ?", args![limit]);
    tx.list(query).await
}

/// How many there are at each stage, the stage itself left out of the filter.
pub(crate) async fn stages(tx: &mut Tx, filter: &Filter) -> db::Result<Vec<(LineStage, i64)>> {
    let mut query = Query::new("SELECT l.stage AS value, count(*) AS count FROM document_cleanup_line l", args![]);
    filter.narrow(&mut query);
    query.push(" GROUP BY l.stage");
    let counts: HashMap<String, i64> = tx.list(query).await?.into_iter().collect();
    let of = |stage: LineStage| counts.get(stage.code()).copied().unwrap_or_default();
    Ok(LineStage::ALL.into_iter().map(|stage| (stage, of(stage))).collect())
}

/// Every line of a clean-up, in order.
pub(crate) async fn all(tx: &mut Tx, cleanup_id: &str) -> db::Result<Vec<Line>> {
    tx.all("SELECT * FROM document_cleanup_line WHERE cleanup_id = $1 ORDER BY position", args![cleanup_id]).await
}

/// One line.
pub(crate) async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Line>> {
    tx.opt("SELECT * FROM document_cleanup_line WHERE id = $1", args![id]).await
}

/// Takes documents in behind those that are there.
pub(crate) async fn add(tx: &mut Tx, now: Time, cleanup_id: &str, items: &[Item]) -> db::Result<()> {
    for item in items {
        tx.exec_one(
            "INSERT INTO document_cleanup_line (id, cleanup_id, document_id, unit_id, form, title, number, issued_on,
                 stage, position, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting',
                 (SELECT coalesce(max(other.position), 0) + 1 FROM document_cleanup_line AS other
                  WHERE other.cleanup_id = $2), 1)",
            args![
                new_id(now),
                cleanup_id,
                &item.id,
                item.unit_id.as_deref().unwrap_or_default(),
                &item.form,
                &item.title,
                item.number.as_deref().unwrap_or_default(),
                item.dated_on
            ],
        )
        .await?;
    }
    Ok(())
}

/// Saves what is said of a line whose `version` is the one that was read; [`db::Error::Stale`] otherwise.
pub(crate) async fn save(tx: &mut Tx, line: &Line) -> db::Result<()> {
    let parts = |verdict: &Option<Verdict>| {
        let (choice, reason) = verdict.as_ref().map(|one| (one.choice.code(), one.reason.clone())).unzip();
        (choice, reason.unwrap_or_default())
    };
    let (proposal, decision) = (parts(&line.proposal), parts(&line.decision));
    tx.exec_one(
        "UPDATE document_cleanup_line SET stage = $3, proposal = $4, proposal_reason = $5, proposed_by_name = $6,
             decision = $7, decision_reason = $8, decided_by_name = $9, returned = $10, version = version + 1
         WHERE id = $1 AND version = $2",
        args![
            &line.id,
            line.version,
            line.stage.code(),
            proposal.0,
            proposal.1,
            &line.proposed_by_name,
            decision.0,
            decision.1,
            &line.decided_by_name,
            &line.returned
        ],
    )
    .await
}
