//! A request that is sent again under the same `Idempotency-Key` is done once, and answered the same.

use axum::http::HeaderMap;
use db::{FromRow, Row, Tx, args};
use kernel::{Problem, Time};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// The header, as errors name it.
pub(super) const HEADER: &str = "Idempotency-Key";
/// Characters of a key.
const LONGEST: usize = 200;
/// Hours for which answers are kept at least.
const KEPT_HOURS: i64 = 24;

/// A request under a key of the program's own.
pub(super) struct Once<'a> {
    token: &'a str,
    name: &'a str,
    request: String,
}

/// What is known of such a request.
pub(super) enum Known {
    /// Nothing: it is to be done.
    First,
    /// It was done, and answered with this JSON.
    Done(String),
}

struct Kept {
    request: String,
    answer: String,
}

impl FromRow for Kept {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { request: row.get("request")?, answer: row.get("answer")? })
    }
}

impl<'a> Once<'a> {
    /// The request of a token to do `asked`, if its header gives it a key.
    pub fn read(headers: &'a HeaderMap, token: &'a str, asked: &impl Serialize) -> kernel::Result<Option<Self>> {
        let Some(name) = headers.get(HEADER) else { return Ok(None) };
        let name = name.to_str().ok().filter(|name| !name.trim().is_empty() && name.len() <= LONGEST);
        let name =
            name.ok_or_else(|| Problem::field(HEADER, format!("请写 1 到 {LONGEST} 个英文字母、数字或者符号")))?;
        let asked = serde_json::to_vec(asked).map_err(Problem::internal)?;
        Ok(Some(Self { token, name, request: hex::encode(Sha256::digest(asked)) }))
    }

    /// Takes the key for this request. Of two at once the second waits here until the first has ended.
    ///
    /// # Errors
    /// A conflict when the key was taken for another request.
    pub async fn begin(&self, tx: &mut Tx, now: Time) -> kernel::Result<Known> {
        let taken = tx
            .exec(
                "INSERT INTO ledger_api_once (token_id, name, request, answer, at) VALUES ($1, $2, $3, '', $4)
                 ON CONFLICT (token_id, name) DO NOTHING",
                args![self.token, self.name, &self.request, now],
            )
            .await?;
        if taken == 1 {
            return Ok(Known::First);
        }
        let sql = "SELECT request, answer FROM ledger_api_once WHERE token_id = $1 AND name = $2";
        let kept: Kept = tx.one(sql, args![self.token, self.name]).await?;
        if kept.request != self.request {
            return Err(Problem::Conflict(format!("这个 {HEADER} 已经用在另一个请求上，这次没有写入。")));
        }
        Ok(Known::Done(kept.answer))
    }

    /// Keeps the answer, in the transaction of what was done.
    pub async fn end(&self, tx: &mut Tx, answer: &str) -> db::Result<()> {
        tx.exec_one(
            "UPDATE ledger_api_once SET answer = $1 WHERE token_id = $2 AND name = $3",
            args![answer, self.token, self.name],
        )
        .await
    }
}

/// Forgets answers that have been kept long enough; the server calls it every night.
pub async fn sweep(tx: &mut Tx, now: Time) -> db::Result<()> {
    tx.exec("DELETE FROM ledger_api_once WHERE at < $1", args![now.plus_hours(-KEPT_HOURS)]).await?;
    Ok(())
}
