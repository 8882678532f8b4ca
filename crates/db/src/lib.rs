//! One SQL text on SQLite and PostgreSQL: transactions, arguments, rows, migrations, blobs.
//!
//! The only crate that names database drivers. SQL is the portable subset described in ARCHITECTURE.md: `$1` parameters,
//! instants as epoch milliseconds, dates as `YYYY-MM-DD` text, ids as UUIDv7 text, flags as 0/1.

mod blobs;
mod connect;
mod error;
mod migrate;
mod query;
mod row;
mod server;
mod tx;
mod value;

pub use blobs::{Blob, Blobs, Draft};
pub use connect::{Db, Engine};
pub use error::{Error, Result};
pub use migrate::schema_fingerprint;
pub use query::{Query, escape_like};
pub use row::{Column, FromRow, Json, Row};
pub use server::Server;
pub use tx::Tx;
pub use value::{Args, Value};
