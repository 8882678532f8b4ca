//! Filed documents that are to be looked at again (历史公文属性转化), soonest first.

use db::{FromRow, Query, Row, Tx, args};
use kernel::Date;

use super::Filter;

/// A filed document as the queue shows it.
#[derive(Clone, Debug)]
pub(crate) struct Filed {
    pub id: String,
    pub unit_id: String,
    pub title: String,
    pub number: String,
    pub ground: Option<String>,
    pub reason: String,
    pub issued_on: Option<Date>,
    pub review_on: Date,
    pub version: i64,
}

impl FromRow for Filed {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            unit_id: row.get("unit_id")?,
            title: row.get("title")?,
            number: row.get("number")?,
            ground: row.get("ground")?,
            reason: row.get("attribute_reason")?,
            issued_on: row.get("issued_on")?,
            review_on: row.get("review_on")?,
            version: row.get("version")?,
        })
    }
}

/// A page of the queue: those to be looked at by `upto` (none: all), after the key of the last row seen.
pub(crate) async fn filed(
    tx: &mut Tx,
    filter: &Filter,
    ground: Option<&str>,
    upto: Option<Date>,
    after: Option<(Date, &str)>,
    limit: usize,
) -> db::Result<Vec<Filed>> {
    let mut query = Query::new(
        "SELECT d.id, d.unit_id, d.title, d.number, d.ground, d.attribute_reason, d.issued_on,
             d.review_on, d.version
         FROM document d",
        args![],
    );
    filter.narrow(&mut query);
    query.push(" AND d.stage = 'filed' AND d.review_on IS NOT NULL");
    query.when(" AND d.ground = ?", ground);
    query.when(" AND d.review_on <= ?", upto);
    if let Some((on, id)) = after {
        query.with(" AND (d.review_on, d.id) > (?, ?)", args![on, id]);
    }
    query.with(" ORDER BY d.review_on, d.id LIMIT ?", args![limit]);
    tx.list(query).await
}
