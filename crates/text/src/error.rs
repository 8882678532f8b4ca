//! Why a file could not be read, said so that the sender knows what to do next.

use crate::Format;

/// A refusal. `Display` is one or two plain Chinese sentences for the person who sent the file; [`ReadError::code`] is for programs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The file itself is larger than [`crate::Limits::file_bytes`].
    #[error("文件太大（{}），上限是 {}。请删去图片或拆成几份后再上传。", megabytes(*.bytes), megabytes(*.limit))]
    TooLarge {
        /// Size of the file, in bytes.
        bytes: u64,
        /// Largest size accepted, in bytes.
        limit: u64,
    },
    /// Nothing in it: no bytes, or no text at all.
    #[error("文件里没有文字。请确认选对了文件；如果内容是图片，请导出为 PDF 后再上传。")]
    Empty,
    /// Neither a known format nor text in a known encoding.
    #[error(
        "读不出文字：不是文本文件，或编码无法识别。请用 Word 或 WPS 打开后另存为 .docx，或另存为 UTF-8 文本再上传。"
    )]
    NotText,
    /// A recognised kind of file that is not read here.
    #[error("不支持{name}。{advice}")]
    Unsupported {
        /// What the file is, in Chinese.
        name: &'static str,
        /// What to do instead, a full Chinese sentence.
        advice: &'static str,
    },
    /// Opens only with a password.
    #[error("文件设有密码，无法读取。请先取消密码保护，再上传。")]
    Locked,
    /// The format is known, the content is damaged.
    #[error("{}已损坏，无法读取（{why}）。请重新打开并另存一份，再上传。", .format.name())]
    Broken {
        /// What the file claims to be.
        format: Format,
        /// What is wrong, in Chinese.
        why: String,
    },
    /// Pictures of text, and the tool that reads them is missing.
    #[error(
        "文件是扫描件或图片，识别文字需要服务器安装 {missing}（管理员可运行：apt install {package}）。也可以改传带文字的 Word 或 PDF。"
    )]
    ScanWithoutOcr {
        /// The program that was not found, e.g. `tesseract`.
        missing: &'static str,
        /// The Debian and Ubuntu packages that bring it.
        package: &'static str,
    },
    /// Reading did not end within the limit.
    #[error("读取超过 {seconds} 秒，已停止。请拆成几份，或另存为 .docx 后再上传。")]
    Timeout {
        /// The limit that was reached, in seconds.
        seconds: u64,
    },
    /// It would take more memory or depth than a document of this kind needs.
    #[error("文件过于复杂（{what}），已停止读取。请另存一份或拆成几份后再上传。")]
    TooComplex {
        /// Which limit was passed, in Chinese.
        what: String,
    },
    /// The server could not do its part (temporary directory, starting a program).
    #[error("服务器暂时无法读取文件（{why}）。请稍后再试，或联系管理员。")]
    Server {
        /// What failed.
        why: String,
    },
}

impl ReadError {
    /// A stable name for programs and logs; never changes once published.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "file_too_large",
            Self::Empty => "file_empty",
            Self::NotText => "file_not_text",
            Self::Unsupported { .. } => "file_unsupported",
            Self::Locked => "file_locked",
            Self::Broken { .. } => "file_broken",
            Self::ScanWithoutOcr { .. } => "file_scan_without_ocr",
            Self::Timeout { .. } => "file_timeout",
            Self::TooComplex { .. } => "file_too_complex",
            Self::Server { .. } => "file_server",
        }
    }

    pub(crate) fn broken(format: Format, why: impl Into<String>) -> Self {
        Self::Broken { format, why: why.into() }
    }

    pub(crate) fn complex(what: impl Into<String>) -> Self {
        Self::TooComplex { what: what.into() }
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1_048_576.0)
}
