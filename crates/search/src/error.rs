//! What can go wrong with an index, for who runs the server.

/// Why the index could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another process writes to it.
    #[error("another process is writing this search index")]
    Busy,
    /// The index itself.
    #[error("the search index: {0}")]
    Index(String),
    /// A file that was given.
    #[error("{0}")]
    File(String),
}

/// Shorthand.
pub type Result<T> = std::result::Result<T, Error>;

impl From<tantivy::TantivyError> for Error {
    fn from(error: tantivy::TantivyError) -> Self {
        match error {
            tantivy::TantivyError::LockFailure(..) => Self::Busy,
            other => Self::Index(other.to_string()),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Index(error.to_string())
    }
}

impl From<Error> for kernel::Problem {
    fn from(error: Error) -> Self {
        Self::internal(error)
    }
}
