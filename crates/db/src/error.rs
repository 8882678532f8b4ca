//! What a database call can fail with, and the problem a person sees.

use kernel::Problem;

/// Shorthand for results of database calls.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a database call failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Someone else saved first, or the row is gone.
    #[error("the row was changed or removed by someone else")]
    Stale,
    /// A uniqueness rule forbids it.
    #[error("it exists already ({0})")]
    Exists(String),
    /// The writer is taken for longer than we wait.
    #[error("the database is busy")]
    Busy,
    /// A stored value does not have the form this program writes.
    #[error("a stored row is corrupt: {0}")]
    Corrupt(String),
    /// The files or the server failed.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// Anything else the driver says.
    #[error("{0}")]
    Driver(String),
}

/// SQLITE_BUSY, SQLITE_BUSY_RECOVERY and SQLITE_BUSY_SNAPSHOT; PostgreSQL's serialization failure and deadlock.
const BUSY: [&str; 5] = ["5", "261", "517", "40001", "40P01"];

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(d) if d.is_unique_violation() => Self::Exists(d.message().to_owned()),
            sqlx::Error::Database(d) if d.code().is_some_and(|code| BUSY.contains(&&*code)) => Self::Busy,
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::ColumnNotFound(_) => Self::Corrupt(error.to_string()),
            _ => Self::Driver(error.to_string()),
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Stale => Self::Conflict("这条内容刚刚被别人改过，您的修改没有保存。".into()),
            Error::Exists(_) => Self::Conflict("已经有同样的内容了，没有重复保存。".into()),
            Error::Busy => Self::Busy("系统正忙，这次没有保存。".into()),
            other => Self::Internal(other.to_string()),
        }
    }
}
