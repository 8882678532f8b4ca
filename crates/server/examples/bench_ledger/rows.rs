//! Many rows by one statement.

use db::{Args, Query, Tx};

use crate::Outcome;

/// Rows of one statement: no database takes more than 32,766 values at once.
const AT_ONCE: usize = 500;

/// Inserts rows; `head` ends with VALUES, `places` is the text of one row.
pub async fn insert(tx: &mut Tx, head: &'static str, places: &'static str, rows: Vec<Args>) -> Outcome {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let mut query = Query::new(head, Args::new());
        for (at, row) in rows.by_ref().take(AT_ONCE).enumerate() {
            query.push(if at == 0 { " " } else { ", " }).with(places, row);
        }
        tx.list::<Nothing>(query).await?;
    }
    Ok(())
}

struct Nothing;

impl db::FromRow for Nothing {
    fn from_row(_: &db::Row) -> db::Result<Self> {
        Ok(Self)
    }
}
