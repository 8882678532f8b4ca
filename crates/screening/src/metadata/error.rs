//! Why a file's metadata could not be taken out, said so that the sender knows what to do next.

use text::ReadError;

use super::FileKind;

/// A refusal. `Display` is one or two plain Chinese sentences for the person who attached the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StripError {
    /// The file itself is too large.
    #[error("文件太大（{:.1} MB），上限是 {:.1} MB。请压缩图片或拆成几份后再上传。", *.bytes as f64 / 1_048_576.0, *.limit as f64 / 1_048_576.0)]
    TooLarge {
        /// Size of the file, in bytes.
        bytes: u64,
        /// Largest size accepted, in bytes.
        limit: u64,
    },
    /// Opens only with a password, or is encrypted.
    #[error("文件设有密码或限制权限，无法清除作者等信息。请先取消保护，再上传。")]
    Locked,
    /// The format is known, the content is damaged or another.
    #[error("{}已损坏或不是这种格式，无法清除作者等信息（{why}）。请重新打开并另存一份，再上传。", .kind.name())]
    Broken {
        /// What the file claims to be.
        kind: FileKind,
        /// What is wrong, in Chinese.
        why: String,
    },
    /// It holds something that cannot be taken out without changing what it says.
    #[error("{what}")]
    Unsafe {
        /// What it holds and what to do, full Chinese sentences.
        what: &'static str,
    },
    /// More than a file of this kind needs: size unpacked, entries, depth, time.
    #[error("文件过于复杂（{what}），已停止处理。请另存一份或拆成几份后再上传。")]
    TooComplex {
        /// Which limit was passed, in Chinese.
        what: String,
    },
}

impl StripError {
    /// A stable name for programs and logs; never changes once published.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "file_too_large",
            Self::Locked => "file_locked",
            Self::Broken { .. } => "file_broken",
            Self::Unsafe { .. } => "file_unsafe",
            Self::TooComplex { .. } => "file_too_complex",
        }
    }

    pub(super) fn broken(kind: FileKind, why: &str) -> Self {
        Self::Broken { kind, why: why.into() }
    }

    pub(super) fn complex(what: impl Into<String>) -> Self {
        Self::TooComplex { what: what.into() }
    }

    /// What the shared readers refuse, told of this kind of file.
    pub(super) fn read(kind: FileKind, error: ReadError) -> Self {
        match error {
            ReadError::Locked => Self::Locked,
            ReadError::TooLarge { bytes, limit } => Self::TooLarge { bytes, limit },
            ReadError::TooComplex { what } => Self::TooComplex { what },
            ReadError::Timeout { seconds } => Self::TooComplex { what: format!("处理超过 {seconds} 秒") },
            ReadError::Broken { why, .. } | ReadError::Server { why } => Self::Broken { kind, why },
            other => Self::Broken { kind, why: other.to_string() },
        }
    }
}
