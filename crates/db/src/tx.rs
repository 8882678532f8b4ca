//! A transaction on either database; every store function takes one and none begins or commits.

use sqlx::{AssertSqlSafe, Postgres, Sqlite};

use crate::{Args, Error, FromRow, Query, Result, Row, Value};

/// A transaction. Dropping it without [`Tx::commit`] rolls back.
pub struct Tx {
    on: On,
    // PostgreSQL answers COMMIT after a failed statement by quietly rolling back; SQLite would save the rest.
    failed: bool,
}

pub(crate) enum On {
    Lite(sqlx::Transaction<'static, Sqlite>),
    Pg(sqlx::Transaction<'static, Postgres>),
}

macro_rules! bind {
    ($query:expr, $args:expr) => {{
        let mut query = $query;
        for value in $args {
            query = match value {
                Value::Text(v) => query.bind(v),
                Value::Int(v) => query.bind(v),
                Value::Real(v) => query.bind(v),
            };
        }
        query
    }};
}

macro_rules! on_either {
    ($tx:expr, $sql:expr, $args:expr, $method:ident) => {
        match &mut $tx.on {
            On::Lite(tx) => bind!(sqlx::query::<Sqlite>($sql), $args).$method(&mut **tx).await.map(|r| r.into()),
            On::Pg(tx) => bind!(sqlx::query::<Postgres>($sql), $args).$method(&mut **tx).await.map(|r| r.into()),
        }
    };
}

struct Done(u64);
impl From<sqlx::sqlite::SqliteQueryResult> for Done {
    fn from(r: sqlx::sqlite::SqliteQueryResult) -> Self {
        Self(r.rows_affected())
    }
}
impl From<sqlx::postgres::PgQueryResult> for Done {
    fn from(r: sqlx::postgres::PgQueryResult) -> Self {
        Self(r.rows_affected())
    }
}

struct Rows(Vec<Row>);
impl From<Vec<sqlx::sqlite::SqliteRow>> for Rows {
    fn from(rows: Vec<sqlx::sqlite::SqliteRow>) -> Self {
        Self(rows.into_iter().map(Row::Lite).collect())
    }
}
impl From<Vec<sqlx::postgres::PgRow>> for Rows {
    fn from(rows: Vec<sqlx::postgres::PgRow>) -> Self {
        Self(rows.into_iter().map(Row::Pg).collect())
    }
}

impl Tx {
    pub(crate) fn new(on: On) -> Self {
        Self { on, failed: false }
    }

    /// Remembers a failure, after which nothing of this transaction can be kept.
    fn note<T>(&mut self, result: sqlx::Result<T>) -> Result<T> {
        self.failed |= result.is_err();
        Ok(result?)
    }

    /// Runs a statement; answers how many rows it touched.
    pub async fn exec(&mut self, sql: &'static str, args: Args) -> Result<u64> {
        let done: sqlx::Result<Done> = on_either!(self, sql, args, execute);
        Ok(self.note(done)?.0)
    }

    /// Runs a statement that must touch exactly one row; [`Error::Stale`] when it did not.
    pub async fn exec_one(&mut self, sql: &'static str, args: Args) -> Result<()> {
        match self.exec(sql, args).await? {
            1 => Ok(()),
            _ => Err(Error::Stale),
        }
    }

    /// All rows.
    pub async fn all<T: FromRow>(&mut self, sql: &'static str, args: Args) -> Result<Vec<T>> {
        self.list(Query::new(sql, args)).await
    }

    /// The first row, if any.
    pub async fn opt<T: FromRow>(&mut self, sql: &'static str, args: Args) -> Result<Option<T>> {
        Ok(self.all(sql, args).await?.into_iter().next())
    }

    /// The one row; [`Error::Stale`] when there is none.
    pub async fn one<T: FromRow>(&mut self, sql: &'static str, args: Args) -> Result<T> {
        self.opt(sql, args).await?.ok_or(Error::Stale)
    }

    /// All rows of a statement put together at run time.
    pub async fn list<T: FromRow>(&mut self, query: Query) -> Result<Vec<T>> {
        let Query { sql, args } = query;
        // Safe because `Query` takes text only from the program's own literals.
        let sql = AssertSqlSafe(sql.into_owned());
        let rows: sqlx::Result<Rows> = on_either!(self, sql, args, fetch_all);
        self.note(rows)?.0.iter().map(T::from_row).collect()
    }

    /// The first value of the only row of a statement put together at run time, e.g. a count.
    pub async fn count(&mut self, query: Query) -> Result<i64> {
        self.list::<i64>(query).await?.into_iter().next().ok_or(Error::Stale)
    }

    /// Makes everything since the beginning permanent. Fails, and rolls back, when a statement has failed before, even
    /// if its error was handled: what is left might be half of what was meant.
    pub async fn commit(self) -> Result<()> {
        if self.failed {
            return Err(Error::Driver("a statement of this transaction failed, so nothing was saved".into()));
        }
        match self.on {
            On::Lite(tx) => tx.commit().await?,
            On::Pg(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Checks that the database understands a statement, without running it.
    pub async fn prepare(&mut self, sql: String) -> Result<()> {
        use sqlx::Executor as _;
        let sql = sqlx::SqlSafeStr::into_sql_str(AssertSqlSafe(sql));
        let prepared = match &mut self.on {
            On::Lite(tx) => (&mut **tx).prepare(sql).await.map(drop),
            On::Pg(tx) => (&mut **tx).prepare(sql).await.map(drop),
        };
        self.note(prepared)
    }
}
