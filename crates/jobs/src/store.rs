//! Jobs in the database: asked for, claimed with a lease, moved on, ended, listed.

use db::{FromRow, Query, Row, Tx, args};
use directory::Principal;
use kernel::{Problem, Time, new_id};
use serde_json::Value;

use crate::domain::{Job, Product, State};

impl FromRow for Job {
    fn from_row(row: &Row) -> db::Result<Self> {
        let code: String = row.get("state")?;
        let hash: Option<String> = row.get("result_hash")?;
        let product = match hash {
            Some(hash) => Some(Product {
                hash,
                name: row.get("result_name")?,
                bytes: u64::try_from(row.get::<i64>("result_bytes")?).unwrap_or_default(),
            }),
            None => None,
        };
        Ok(Self {
            id: row.get("id")?,
            kind: row.get("kind")?,
            input: row.get("input")?,
            title: row.get("title")?,
            government_id: row.get("government_id")?,
            unit_id: row.get("unit_id")?,
            asked_by: row.get("asked_by")?,
            asked_by_name: row.get("asked_by_name")?,
            post_id: row.get("post_id")?,
            asked_at: row.get("asked_at")?,
            state: State::from_code(&code).ok_or_else(|| db::Error::Corrupt(format!("job state {code}")))?,
            done: row.get("done")?,
            total: row.get("total")?,
            attempts: row.get("attempts")?,
            failure: row.get("failure")?,
            finished_at: row.get("finished_at")?,
            product,
        })
    }
}

/// What is asked for.
#[derive(Debug)]
pub struct Order<'a> {
    /// Which work.
    pub kind: &'static str,
    /// What people call it.
    pub title: &'a str,
    /// What it is done with.
    pub input: Value,
}

/// Jobs that one person may have waiting or running.
const MOST_OPEN: i64 = 5;

/// Adds a job of `who`; answers its id. Refused when they have enough waiting.
pub async fn ask(tx: &mut Tx, now: Time, who: &Principal, order: Order<'_>) -> kernel::Result<String> {
    room(tx, &who.person_id).await?;
    let id = new_id(now);
    tx.exec_one(
        "INSERT INTO job (id, kind, input, title, government_id, unit_id, asked_by, asked_by_name, post_id, asked_at,
             state, done, total, attempts, swept)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting', 0, 0, 0, 0)",
        args![
            &id,
            order.kind,
            order.input,
            order.title,
            &who.government()?.id,
            who.post.unit_id.clone(),
            &who.person_id,
            &who.name,
            &who.post.id,
            now
        ],
    )
    .await?;
    Ok(id)
}

/// Refused when a person has enough waiting.
async fn room(tx: &mut Tx, person: &str) -> kernel::Result<()> {
    let open: i64 = tx
        .one("SELECT count(*) FROM job WHERE asked_by = $1 AND state IN ('waiting', 'running')", args![person])
        .await?;
    if open >= MOST_OPEN {
        return Err(Problem::Busy(format!("您有 {open} 个任务还没有完成，请等一等再提新的。")));
    }
    Ok(())
}

/// By id.
pub async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Job>> {
    tx.opt("SELECT * FROM job WHERE id = $1", args![id]).await
}

/// Which jobs a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of this government.
    pub government: Option<String>,
    /// Only what this person asked for.
    pub person: Option<String>,
    /// Only in this state.
    pub state: Option<State>,
    /// Only those asked for before the job of this id.
    pub before: Option<String>,
}

/// At most `limit` jobs, newest first.
pub async fn newest(tx: &mut Tx, filter: Filter, limit: usize) -> db::Result<Vec<Job>> {
    let mut query = Query::new("SELECT * FROM job WHERE 1 = 1", args![]);
    query
        .when(" AND government_id = ?", filter.government)
        .when(" AND asked_by = ?", filter.person)
        .when(" AND state = ?", filter.state.map(State::code))
        .when(" AND id < ?", filter.before);
    query.with(" ORDER BY id DESC LIMIT ?", args![limit]);
    tx.list(query).await
}

/// Minutes after which a worker's hold is void unless renewed.
const LEASE_MINUTES: i64 = 2;
/// Beginnings without an end after which a job has failed.
const MOST_ATTEMPTS: i64 = 3;

/// Whether a worker would find something to do; asked without writing, as most of the time nothing is there.
pub async fn is_claimable(tx: &mut Tx, now: Time) -> db::Result<bool> {
    let found: Option<String> = tx
        .opt(
            "SELECT id FROM job WHERE state = 'waiting' OR (state = 'running' AND lease_until < $1) LIMIT 1",
            args![now],
        )
        .await?;
    Ok(found.is_some())
}

/// Takes the oldest job that waits, or whose worker is gone, under the name `lease`; what was begun too often fails.
pub async fn claim(tx: &mut Tx, now: Time, lease: &str) -> db::Result<Option<Job>> {
    tx.exec(
        "UPDATE job SET state = 'failed', lease = NULL, finished_at = $1,
             failure = '服务器几次中断，没有做完。可以重新开始。'
         WHERE state = 'running' AND lease_until < $1 AND attempts >= $2",
        args![now, MOST_ATTEMPTS],
    )
    .await?;
    // Two workers may choose the same row; the condition outside is looked at again when the first has let go.
    tx.opt(
        "UPDATE job SET state = 'running', lease = $1, lease_until = $2, attempts = attempts + 1, done = 0
         WHERE id = (SELECT id FROM job WHERE state = 'waiting' OR (state = 'running' AND lease_until < $3)
                     ORDER BY id LIMIT 1)
           AND (state = 'waiting' OR (state = 'running' AND lease_until < $3))
         RETURNING *",
        args![lease, now.plus_minutes(LEASE_MINUTES), now],
    )
    .await
}

/// Renews a hold; stale when it is void or the job was ended.
pub async fn renew(tx: &mut Tx, now: Time, id: &str, lease: &str) -> db::Result<()> {
    tx.exec_one(
        "UPDATE job SET lease_until = $1 WHERE id = $2 AND lease = $3 AND state = 'running'",
        args![now.plus_minutes(LEASE_MINUTES), id, lease],
    )
    .await
}

/// Notes how far it is, and renews the hold; stale as [`renew`].
pub async fn advance(tx: &mut Tx, now: Time, (id, lease): (&str, &str), done: usize, total: usize) -> db::Result<()> {
    tx.exec_one(
        "UPDATE job SET done = $1, total = $2, lease_until = $3 WHERE id = $4 AND lease = $5 AND state = 'running'",
        args![done, total, now.plus_minutes(LEASE_MINUTES), id, lease],
    )
    .await
}

/// Ends it with its result; stale as [`renew`].
pub async fn finish(tx: &mut Tx, now: Time, id: &str, lease: &str, product: &Product) -> db::Result<()> {
    tx.exec_one(
        "UPDATE job SET state = 'done', lease = NULL, done = total, finished_at = $1, result_hash = $2,
             result_name = $3, result_bytes = $4
         WHERE id = $5 AND lease = $6 AND state = 'running'",
        args![now, &product.hash, &product.name, i64::try_from(product.bytes).unwrap_or(i64::MAX), id, lease],
    )
    .await
}

/// Ends it without one; stale as [`renew`].
pub async fn fail(tx: &mut Tx, now: Time, id: &str, lease: &str, why: &str) -> db::Result<()> {
    tx.exec_one(
        "UPDATE job SET state = 'failed', lease = NULL, finished_at = $1, failure = $2
         WHERE id = $3 AND lease = $4 AND state = 'running'",
        args![now, why, id, lease],
    )
    .await
}

/// Ends it by somebody's wish; stale when it has ended meanwhile.
pub async fn cancel(tx: &mut Tx, now: Time, id: &str) -> db::Result<()> {
    tx.exec_one(
        "UPDATE job SET state = 'cancelled', lease = NULL, finished_at = $1
         WHERE id = $2 AND state IN ('waiting', 'running')",
        args![now, id],
    )
    .await
}

/// Lets it wait again from the beginning; stale when somebody was faster. Refused when who asked has enough waiting.
pub async fn restart(tx: &mut Tx, job: &Job) -> kernel::Result<()> {
    room(tx, &job.asked_by).await?;
    let restarted = tx
        .exec_one(
            "UPDATE job SET state = 'waiting', done = 0, total = 0, attempts = 0, failure = NULL, finished_at = NULL,
             swept = 0
         WHERE id = $1 AND state IN ('failed', 'cancelled')",
            args![&job.id],
        )
        .await;
    Ok(restarted?)
}

/// Jobs that ended before `until` and may still have files, at most `limit`.
pub async fn unswept(tx: &mut Tx, until: Time, limit: usize) -> db::Result<Vec<String>> {
    tx.all("SELECT id FROM job WHERE swept = 0 AND finished_at < $1 LIMIT $2", args![until, limit]).await
}

/// Notes that a job's files are gone.
pub async fn swept(tx: &mut Tx, id: &str) -> db::Result<()> {
    tx.exec("UPDATE job SET swept = 1, result_hash = NULL WHERE id = $1", args![id]).await?;
    Ok(())
}
