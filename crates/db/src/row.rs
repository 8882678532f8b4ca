//! A row of either database, read by column name into domain values.

use jiff::civil::Date;
use kernel::Time;
use serde::de::DeserializeOwned;
use sqlx::{Decode, Row as _, Type, ValueRef as _};

use crate::{Error, Result};

/// One row.
pub enum Row {
    /// From SQLite.
    Lite(sqlx::sqlite::SqliteRow),
    /// From PostgreSQL.
    Pg(sqlx::postgres::PgRow),
}

impl Row {
    /// The value of a column, by name.
    pub fn get<T: Column>(&self, name: &str) -> Result<T> {
        T::read(self, name)
    }

    fn native<'r, T>(&'r self, name: &str) -> Result<Option<T>>
    where
        T: Decode<'r, sqlx::Sqlite> + Type<sqlx::Sqlite> + Decode<'r, sqlx::Postgres> + Type<sqlx::Postgres>,
    {
        // The first column is read by position when it has no name of its own.
        Ok(match self {
            Self::Lite(row) if name.is_empty() => row.try_get(0)?,
            Self::Pg(row) if name.is_empty() => row.try_get(0)?,
            Self::Lite(row) => row.try_get(name)?,
            Self::Pg(row) => row.try_get(name)?,
        })
    }

    fn is_null(&self, name: &str) -> Result<bool> {
        Ok(match self {
            Self::Lite(row) => row.try_get_raw(name)?.is_null(),
            Self::Pg(row) => row.try_get_raw(name)?.is_null(),
        })
    }
}

/// A value a column can hold.
pub trait Column: Sized {
    /// Reads the column called `name`; the empty name is the first column.
    fn read(row: &Row, name: &str) -> Result<Self>;
}

fn required<T>(value: Option<T>, name: &str) -> Result<T> {
    value.ok_or_else(|| Error::Corrupt(format!("column {name} is NULL")))
}

macro_rules! native {
    ($($type:ty),*) => {$(
        impl Column for $type {
            fn read(row: &Row, name: &str) -> Result<Self> { required(row.native::<$type>(name)?, name) }
        }
    )*};
}
native!(String, i64, f64);

impl Column for bool {
    fn read(row: &Row, name: &str) -> Result<Self> {
        Ok(i64::read(row, name)? != 0)
    }
}

impl Column for Time {
    fn read(row: &Row, name: &str) -> Result<Self> {
        i64::read(row, name).map(Time)
    }
}

impl Column for Date {
    fn read(row: &Row, name: &str) -> Result<Self> {
        let text = String::read(row, name)?;
        text.parse().map_err(|e| Error::Corrupt(format!("column {name} holds {text:?}: {e}")))
    }
}

impl<T: Column> Column for Option<T> {
    fn read(row: &Row, name: &str) -> Result<Self> {
        if row.is_null(name)? { Ok(None) } else { T::read(row, name).map(Some) }
    }
}

/// A column that holds JSON.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> Column for Json<T> {
    fn read(row: &Row, name: &str) -> Result<Self> {
        let text = String::read(row, name)?;
        serde_json::from_str(&text)
            .map(Self)
            .map_err(|e| Error::Corrupt(format!("column {name} is not the JSON expected: {e}")))
    }
}

/// What a row becomes.
pub trait FromRow: Sized {
    /// Reads one row.
    fn from_row(row: &Row) -> Result<Self>;
}

/// The first column.
impl FromRow for String {
    fn from_row(row: &Row) -> Result<Self> {
        Self::read(row, "")
    }
}

/// The first column.
impl FromRow for Date {
    fn from_row(row: &Row) -> Result<Self> {
        Self::read(row, "")
    }
}

/// A thing and what belongs to it: columns `item` and `value`.
impl FromRow for (String, String) {
    fn from_row(row: &Row) -> Result<Self> {
        Ok((row.get("item")?, row.get("value")?))
    }
}

/// A value, and how many there are of it: columns `value` and `count`.
impl FromRow for (String, i64) {
    fn from_row(row: &Row) -> Result<Self> {
        Ok((row.get("value")?, row.get("count")?))
    }
}

/// The first column.
impl FromRow for i64 {
    fn from_row(row: &Row) -> Result<Self> {
        Self::read(row, "")
    }
}
