//! Sheets under review and their rows in the database.

use std::collections::HashMap;

use db::{FromRow, Json, Query, Row, Tx, args};
use kernel::{Problem, Time};
use serde_json::json;

use super::domain::{Judged, Verdict};

/// How far a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Shown, not applied.
    Reviewing,
    /// Being applied, or broken off in the middle of it.
    Applying,
    /// Applied.
    Applied,
    /// Thrown away.
    Discarded,
}

impl State {
    const ALL: [Self; 4] = [Self::Reviewing, Self::Applying, Self::Applied, Self::Discarded];

    /// Its name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Reviewing => "reviewing",
            Self::Applying => "applying",
            Self::Applied => "applied",
            Self::Discarded => "discarded",
        }
    }
}

impl State {
    /// Whether it can be applied, from the beginning or from where that stopped.
    pub fn can_apply(self) -> kernel::Result<()> {
        match self {
            Self::Reviewing | Self::Applying => Ok(()),
            Self::Applied => Err(Problem::Conflict("这份表格已经写入过了，没有重复写入。".into())),
            Self::Discarded => Err(Problem::Conflict("这份表格已经放弃了。".into())),
        }
    }

    /// Whether it can be thrown away: while nothing of it was written.
    pub fn can_discard(self) -> kernel::Result<()> {
        match self {
            Self::Applying => Err(Problem::Conflict("这份表格已经写入了一部分，不能再放弃。".into())),
            other => other.can_apply(),
        }
    }
}

/// A sheet that was sent back.
#[derive(Clone, Debug)]
pub struct Import {
    /// Id.
    pub id: String,
    /// The government.
    pub government_id: String,
    /// The unit, when a person of a unit sent it.
    pub unit_id: Option<String>,
    /// The file's name.
    pub file_name: String,
    /// Its address among the blobs.
    pub file_hash: String,
    /// Sentences about the whole sheet.
    pub remarks: Vec<String>,
    /// How far it is.
    pub state: State,
    /// Who sent it.
    pub uploaded_by: String,
    /// When.
    pub uploaded_at: Time,
    /// Who applied or discarded it.
    pub closed_by: Option<String>,
    /// When.
    pub closed_at: Option<Time>,
}

impl FromRow for Import {
    fn from_row(row: &Row) -> db::Result<Self> {
        let Json(remarks) = row.get("remarks")?;
        let code: String = row.get("state")?;
        let state = State::ALL.into_iter().find(|state| state.code() == code);
        Ok(Self {
            id: row.get("id")?,
            government_id: row.get("government_id")?,
            unit_id: row.get("unit_id")?,
            file_name: row.get("file_name")?,
            file_hash: row.get("file_hash")?,
            remarks,
            state: state.ok_or_else(|| db::Error::Corrupt(format!("import state {code}")))?,
            uploaded_by: row.get("uploaded_by")?,
            uploaded_at: row.get("uploaded_at")?,
            closed_by: row.get("closed_by")?,
            closed_at: row.get("closed_at")?,
        })
    }
}

impl FromRow for Judged {
    fn from_row(row: &Row) -> db::Result<Self> {
        let Json(body) = row.get("body")?;
        let code: String = row.get("verdict")?;
        let verdict = Verdict::from_code(&code);
        let entry: Option<String> = row.get("entry_id")?;
        let version = row.get("entry_version")?;
        let outcome: Option<String> = row.get("outcome")?;
        let why: Option<String> = row.get("why")?;
        Ok(Self {
            number: row.get("number")?,
            verdict: verdict.ok_or_else(|| db::Error::Corrupt(format!("row verdict {code}")))?,
            taken: row.get("taken")?,
            entry: entry.map(|id| (id, version)),
            body,
            outcome: outcome.map(|_| why),
        })
    }
}

/// Rows of one statement: their values stay well below what either database binds at most.
const BATCH: usize = 100;

/// Adds a sheet with its rows.
pub async fn insert(tx: &mut Tx, import: &Import, rows: &[Judged]) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO ledger_import (id, government_id, unit_id, file_name, file_hash, remarks, state, uploaded_by,
             uploaded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            &import.id,
            &import.government_id,
            import.unit_id.clone(),
            &import.file_name,
            &import.file_hash,
            json!(import.remarks),
            import.state.code(),
            &import.uploaded_by,
            import.uploaded_at
        ],
    )
    .await?;
    for rows in rows.chunks(BATCH) {
        let mut query = Query::new(
            "INSERT INTO ledger_import_row (import_id, number, verdict, taken, entry_id, entry_version, body) VALUES ",
            args![],
        );
        for (at, row) in rows.iter().enumerate() {
            let (entry, version) = row.entry.clone().map_or((None, 0), |(id, version)| (Some(id), version));
            query.push(if at == 0 { "" } else { ", " }).with(
                "(?, ?, ?, ?, ?, ?, ?)",
                args![&import.id, row.number, row.verdict.code(), row.taken, entry, version, json!(row.body)],
            );
        }
        query.push(" RETURNING number");
        tx.list::<i64>(query).await?;
    }
    Ok(())
}

/// By id.
pub async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Import>> {
    tx.opt("SELECT * FROM ledger_import WHERE id = $1", args![id]).await
}

/// The newest sheets of a government, or of one of its units; those under review before the others, at most `limit`.
pub async fn newest(tx: &mut Tx, government: &str, unit: Option<String>, limit: usize) -> db::Result<Vec<Import>> {
    let mut query = Query::new("SELECT * FROM ledger_import WHERE government_id = $1", args![government]);
    query.when(" AND unit_id = ?", unit);
    query.with(
        " ORDER BY CASE WHEN state IN ('reviewing', 'applying') THEN 0 ELSE 1 END, id DESC LIMIT ?",
        args![limit],
    );
    tx.list(query).await
}

/// Which rows to read.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Only of this verdict.
    pub verdict: Option<Verdict>,
    /// Only those to be applied that were not yet.
    pub to_do: bool,
    /// Only those that were to be applied and were not.
    pub skipped: bool,
    /// Only those below this number.
    pub after: i64,
}

/// At most `limit` rows of a sheet, from the top.
pub async fn rows(tx: &mut Tx, import: &str, which: &Rows, limit: usize) -> db::Result<Vec<Judged>> {
    let mut query =
        Query::new("SELECT * FROM ledger_import_row WHERE import_id = $1 AND number > $2", args![import, which.after]);
    query.when(" AND verdict = ?", which.verdict.map(Verdict::code));
    if which.to_do {
        query.push(" AND taken = 1 AND outcome IS NULL");
    }
    if which.skipped {
        query.push(" AND outcome = 'skipped'");
    }
    query.with(" ORDER BY number LIMIT ?", args![limit]);
    tx.list(query).await
}

/// How many rows there are of each verdict, and how many are to be applied.
pub async fn counts(tx: &mut Tx, import: &str) -> db::Result<(HashMap<Verdict, i64>, i64)> {
    struct Count(String, i64, i64);
    impl FromRow for Count {
        fn from_row(row: &Row) -> db::Result<Self> {
            Ok(Self(row.get("verdict")?, row.get("total")?, row.get("taken")?))
        }
    }
    let found: Vec<Count> = tx
        .all(
            "SELECT verdict, count(*) AS total, count(CASE WHEN taken = 1 THEN 1 END) AS taken
             FROM ledger_import_row WHERE import_id = $1 GROUP BY verdict",
            args![import],
        )
        .await?;
    let taken = found.iter().map(|count| count.2).sum();
    let by_verdict = found.into_iter().filter_map(|Count(code, total, _)| Some((Verdict::from_code(&code)?, total)));
    Ok((by_verdict.collect(), taken))
}

/// How many rows were written and how many were skipped.
pub async fn outcome(tx: &mut Tx, import: &str) -> db::Result<(i64, i64)> {
    struct Count(i64, i64);
    impl FromRow for Count {
        fn from_row(row: &Row) -> db::Result<Self> {
            Ok(Self(row.get("done")?, row.get("skipped")?))
        }
    }
    let Count(done, skipped) = tx
        .one(
            "SELECT count(CASE WHEN outcome = 'done' THEN 1 END) AS done,
                 count(CASE WHEN outcome = 'skipped' THEN 1 END) AS skipped
             FROM ledger_import_row WHERE import_id = $1",
            args![import],
        )
        .await?;
    Ok((done, skipped))
}

/// Says whether a row is to be applied, while its sheet is under review; stale when it is not any more.
pub async fn take(tx: &mut Tx, import: &str, number: i64, taken: bool) -> db::Result<()> {
    tx.exec_one(
        "UPDATE ledger_import_row SET taken = $1 WHERE import_id = $2 AND number = $3
         AND verdict IN ('change', 'conflict')
         AND EXISTS (SELECT 1 FROM ledger_import WHERE id = $2 AND state = 'reviewing')",
        args![taken, import, number],
    )
    .await
}

/// Begins to apply it, or goes on with that; whoever else does waits until this transaction ends. False when it is over.
pub async fn begin(tx: &mut Tx, id: &str) -> db::Result<bool> {
    let sql = "UPDATE ledger_import SET state = 'applying' WHERE id = $1 AND state IN ('reviewing', 'applying')";
    Ok(tx.exec(sql, args![id]).await? == 1)
}

/// Ends it; stale when somebody else has.
pub async fn close(tx: &mut Tx, now: Time, id: &str, (from, to): (State, State), by: &str) -> db::Result<()> {
    tx.exec_one(
        "UPDATE ledger_import SET state = $1, closed_by = $2, closed_at = $3 WHERE id = $4 AND state = $5",
        args![to.code(), by, now, id, from.code()],
    )
    .await
}

/// Notes what became of a row: written, or skipped for a reason.
pub async fn told(tx: &mut Tx, import: &str, number: i64, skipped: Option<&str>) -> db::Result<()> {
    tx.exec_one(
        "UPDATE ledger_import_row SET outcome = $1, why = $2 WHERE import_id = $3 AND number = $4",
        args![if skipped.is_some() { "skipped" } else { "done" }, skipped, import, number],
    )
    .await
}
