//! What one file may cost: bytes, unpacked bytes, depth, cells, time.

use std::time::{Duration, Instant};

use crate::ReadError;

/// Bounds on one reading. The defaults fit any official document while keeping a hostile file cheap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Largest file, in bytes. Default 20 MiB.
    pub file_bytes: u64,
    /// Largest total size of what a packed file (docx, xlsx, PDF streams) unpacks to, in bytes. Default 128 MiB.
    pub unpacked_bytes: u64,
    /// Most entries in a packed file. Default 5,000.
    pub entries: usize,
    /// Longest text handed back, in characters. Default 5,000,000.
    pub text_chars: usize,
    /// Deepest nesting of XML elements. Default 200; Word itself stays below 60.
    pub nesting: usize,
    /// Most table cells, counting the empty ones. Default 2,000,000.
    pub cells: usize,
    /// Most pages of a PDF. Default 2,000.
    pub pages: usize,
    /// Longest reading, in seconds, without character recognition. Default 30.
    pub seconds: u64,
    /// Most pages sent to character recognition. Default 50.
    pub ocr_pages: usize,
    /// Longest character recognition of one file, in seconds. Default 300.
    pub ocr_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 20 << 20,
            unpacked_bytes: 128 << 20,
            entries: 5_000,
            text_chars: 5_000_000,
            nesting: 200,
            cells: 2_000_000,
            pages: 2_000,
            seconds: 30,
            ocr_pages: 50,
            ocr_seconds: 300,
        }
    }
}

/// The moment a reading has to be over.
#[derive(Debug, Clone, Copy)]
pub struct Deadline {
    at: Instant,
    seconds: u64,
}

impl Deadline {
    /// So many seconds from now.
    #[must_use]
    pub fn after(seconds: u64) -> Self {
        // A limit of centuries is "no limit"; adding it to the clock would overflow.
        Self { at: Instant::now() + Duration::from_secs(seconds.min(31_536_000)), seconds }
    }

    pub(crate) fn left(&self) -> Duration {
        self.at.saturating_duration_since(Instant::now())
    }

    /// Goes on as long as there is time.
    ///
    /// # Errors
    /// The time is over.
    pub fn check(&self) -> Result<(), ReadError> {
        if self.left().is_zero() { Err(self.passed()) } else { Ok(()) }
    }

    pub(crate) fn passed(&self) -> ReadError {
        ReadError::Timeout { seconds: self.seconds }
    }
}
