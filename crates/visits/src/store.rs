//! The numbers: added day by day, summed over days.

use db::{FromRow, Query, Row, Tx, args};
use kernel::Date;

/// Adds to the number of a day.
pub(crate) async fn add(
    tx: &mut Tx,
    government_id: &str,
    day: Date,
    what: &str,
    subject: &str,
    count: i64,
) -> db::Result<()> {
    tx.exec(
        "INSERT INTO visit (government_id, day, what, subject, count) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (government_id, what, day, subject) DO UPDATE SET count = visit.count + excluded.count",
        args![government_id, day, what, subject, count],
    )
    .await?;
    Ok(())
}

/// Puts the words that were looked for once on a day before `before` together under no words.
pub(crate) async fn forget_words(tx: &mut Tx, before: Date) -> db::Result<()> {
    tx.exec(
        "INSERT INTO visit (government_id, day, what, subject, count)
         SELECT government_id, day, what, '', CAST(sum(count) AS BIGINT) FROM visit
         WHERE day < $1 AND what IN ('search', 'nothing') AND subject <> '' AND count = 1
         GROUP BY government_id, day, what
         ON CONFLICT (government_id, what, day, subject) DO UPDATE SET count = visit.count + excluded.count",
        args![before],
    )
    .await?;
    let gone = "DELETE FROM visit WHERE day < $1 AND what IN ('search', 'nothing') AND subject <> '' AND count = 1";
    tx.exec(gone, args![before]).await?;
    tx.exec(
        "DELETE FROM visit WHERE day < $1 AND what = 'chosen' AND subject IN (
             SELECT subject FROM visit WHERE what = 'chosen' GROUP BY subject HAVING count(*) < 2)",
        args![before],
    )
    .await?;
    Ok(())
}

/// What was opened from what was found on more than one day since a day, over all governments: most first. What was so
/// on one day may all be one reader's.
pub(crate) async fn chosen(tx: &mut Tx, since: Date, limit: usize) -> db::Result<Vec<Sum>> {
    tx.all(
        "SELECT name, count FROM (
             SELECT subject AS name, CAST(sum(count) AS BIGINT) AS count FROM visit
             WHERE what = 'chosen' AND day >= $1 GROUP BY subject HAVING count(DISTINCT day) > 1) AS opened
         ORDER BY count DESC, name LIMIT $2",
        args![since, limit],
    )
    .await
}

/// Forgets what was opened from what was found.
pub(crate) async fn forget_chosen(tx: &mut Tx) -> db::Result<()> {
    tx.exec("DELETE FROM visit WHERE what = 'chosen'", args![]).await?;
    Ok(())
}

/// Forgets the days before one.
pub(crate) async fn forget(tx: &mut Tx, before: Date) -> db::Result<()> {
    tx.exec("DELETE FROM visit WHERE day < $1", args![before]).await?;
    Ok(())
}

/// All of one sort on one day, or of one subject on several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sum {
    /// The sort, day, or subject.
    pub of: String,
    pub count: i64,
}

impl FromRow for Sum {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { of: row.get("name")?, count: row.get("count")? })
    }
}

/// How often each sort of thing happened since a day.
pub(crate) async fn totals(tx: &mut Tx, government_id: &str, since: Date) -> db::Result<Vec<Sum>> {
    tx.all(
        "SELECT what AS name, CAST(sum(count) AS BIGINT) AS count FROM visit
         WHERE government_id = $1 AND day >= $2 GROUP BY what",
        args![government_id, since],
    )
    .await
}

/// How often publications were read on each day, or month when days would be too many; those without are left out.
pub(crate) async fn by_time(tx: &mut Tx, government_id: &str, since: Date, months: bool) -> db::Result<Vec<Sum>> {
    let by = match months {
        true => {
            "SELECT substr(day, 1, 7) AS name, CAST(sum(count) AS BIGINT) AS count FROM visit
             WHERE government_id = $1 AND what = 'view' AND day >= $2 GROUP BY 1 ORDER BY 1"
        }
        false => {
            "SELECT day AS name, CAST(sum(count) AS BIGINT) AS count FROM visit
             WHERE government_id = $1 AND what = 'view' AND day >= $2 GROUP BY 1 ORDER BY 1"
        }
    };
    tx.all(by, args![government_id, since]).await
}

/// What was read or fetched most: the publication, how often it was read, how often fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Read {
    pub id: String,
    pub views: i64,
    pub downloads: i64,
}

impl FromRow for Read {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { id: row.get("subject")?, views: row.get("views")?, downloads: row.get("downloads")? })
    }
}

/// The place of a line in a list: its number and its subject.
pub(crate) type Place = (i64, String);

/// Publications since a day, those read most first, at most `limit`; `after` is the place of the last one seen.
pub(crate) async fn read_most(
    tx: &mut Tx,
    government_id: &str,
    since: Date,
    after: Option<&Place>,
    limit: usize,
) -> db::Result<Vec<Read>> {
    let mut query = Query::new(
        "SELECT subject, views, downloads FROM (
             SELECT subject, CAST(sum(CASE WHEN what = 'view' THEN count ELSE 0 END) AS BIGINT) AS views,
                 CAST(sum(CASE WHEN what = 'download' THEN count ELSE 0 END) AS BIGINT) AS downloads
             FROM visit WHERE government_id = $1 AND what IN ('view', 'download') AND day >= $2 GROUP BY subject) AS read
         WHERE 1 = 1",
        args![government_id, since],
    );
    if let Some((views, subject)) = after {
        query.with(" AND (views, subject) < (?, ?)", args![*views, subject]);
    }
    query.with(" ORDER BY views DESC, subject DESC LIMIT ?", args![limit]);
    tx.list(query).await
}

/// Words that were looked for more than once and not found, most first, at most `limit`.
pub(crate) async fn not_found(
    tx: &mut Tx,
    government_id: &str,
    since: Date,
    after: Option<&Place>,
    limit: usize,
) -> db::Result<Vec<Sum>> {
    let mut query = Query::new(
        "SELECT name, count FROM (
             SELECT subject AS name, CAST(sum(count) AS BIGINT) AS count FROM visit
             WHERE government_id = $1 AND what = 'nothing' AND subject <> '' AND day >= $2 GROUP BY subject) AS words
         WHERE count > 1",
        args![government_id, since],
    );
    if let Some((count, words)) = after {
        query.with(" AND (count, name) < (?, ?)", args![*count, words]);
    }
    query.with(" ORDER BY count DESC, name DESC LIMIT ?", args![limit]);
    tx.list(query).await
}
