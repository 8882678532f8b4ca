//! What a file is, told from its first bytes; the name it came with is only a hint.

use crate::ReadError;

/// A broad kind of content, enough to choose who looks closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A zip package: docx, xlsx and others.
    Zip,
    /// A compound file: the Office formats of before 2007, and encrypted newer ones.
    Compound,
    Pdf,
    /// A picture, with the extension its tools expect.
    Picture(&'static str),
    /// Anything else: text, if it decodes.
    Text,
}

/// Known beginnings of files that hold no text this crate reads.
const REFUSED: &[(&[u8], &str)] = &[
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"RIFF", "音视频或 WebP 图片"),
    (b"ID3", "音频文件"),
    (b"\x7fELF", "程序文件"),
    (b"MZ", "程序文件"),
    (b"SQLite format 3\0", "数据库文件"),
];

/// Tells the kind of content, or refuses at once what is known to hold nothing readable.
pub(crate) fn kind(bytes: &[u8]) -> Result<Kind, ReadError> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return Ok(Kind::Zip);
    }
    if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Kind::Compound);
    }
    // A PDF may begin with a little noise; readers look for its mark in the first kilobyte.
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    for (magic, extension) in
        [(&b"\x89PNG\r\n\x1a\n"[..], "png"), (b"\xff\xd8\xff", "jpg"), (b"II*\0", "tif"), (b"MM\0*", "tif")]
    {
        if starts(magic) {
            return Ok(Kind::Picture(extension));
        }
    }
    if starts(b"{\\rtf") {
        return Err(unsupported("RTF 文档"));
    }
    // Short marks made of letters also begin honest text: only together with a byte that text has not.
    let binary = head.contains(&0);
    match REFUSED
        .iter()
        .find(|(magic, _)| starts(magic) && (binary || magic.iter().any(|byte| !byte.is_ascii_graphic())))
    {
        Some((_, name)) => Err(unsupported(name)),
        None => Ok(Kind::Text),
    }
}

/// A refusal that says how to get the file into a form that is read.
pub(crate) fn unsupported(name: &'static str) -> ReadError {
    let advice = if name.contains("压缩包") {
        "请先解压，再上传其中的文件。"
    } else if name.contains("图片") {
        "请转换为 PNG、JPG 或 PDF 后再上传。"
    } else if name.contains("文件") {
        "请上传 Word（.docx）、PDF、Excel（.xlsx）、CSV、网页或文本文件。"
    } else {
        "请用 Word 或 WPS 打开，另存为 .docx 或 PDF 后再上传。"
    };
    ReadError::Unsupported { name, advice }
}
