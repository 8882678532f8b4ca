//! The kinds of file whose metadata can be taken out.

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileKind {
    /// Word (Office Open XML).
    Docx,
    /// Excel (Office Open XML).
    Xlsx,
    /// PowerPoint (Office Open XML).
    Pptx,
    /// PDF.
    Pdf,
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
    /// WebP picture.
    Webp,
    /// GIF picture.
    Gif,
    /// TIFF picture.
    Tiff,
    /// Text with separated columns.
    Csv,
    /// Plain text.
    Txt,
}

impl FileKind {
    /// The kind by the file's first bytes; of packages and texts, which begin alike, by its name. Nothing for other files, and for a picture
    /// or package named as something else than it is.
    #[must_use]
    pub fn of(bytes: &[u8], file_name: &str) -> Option<Self> {
        let extension = file_name.trim().rsplit_once('.').map(|(_, extension)| extension.to_lowercase())?;
        let starts = |magic: &[u8]| bytes.starts_with(magic);
        if starts(b"PK\x03\x04") {
            return match extension.as_str() {
                "docx" | "dotx" => Some(Self::Docx),
                "xlsx" | "xltx" => Some(Self::Xlsx),
                "pptx" | "ppsx" => Some(Self::Pptx),
                _ => None,
            };
        }
        let pictures: [(bool, Self); 6] = [
            (bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-"), Self::Pdf),
            (starts(b"\xff\xd8\xff"), Self::Jpeg),
            (starts(b"\x89PNG\r\n\x1a\n"), Self::Png),
            (starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"), Self::Webp),
            (starts(b"GIF87a") || starts(b"GIF89a"), Self::Gif),
            (starts(b"II*\0") || starts(b"MM\0*"), Self::Tiff),
        ];
        if let Some((_, kind)) = pictures.into_iter().find(|(found, _)| *found) {
            return Some(kind);
        }
        match extension.as_str() {
            "csv" | "tsv" => Some(Self::Csv),
            "txt" | "md" => Some(Self::Txt),
            _ => None,
        }
    }

    /// The name people know it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Docx => "Word 文档",
            Self::Xlsx => "Excel 表格",
            Self::Pptx => "演示文稿",
            Self::Pdf => "PDF 文件",
            Self::Jpeg => "JPEG 图片",
            Self::Png => "PNG 图片",
            Self::Webp => "WebP 图片",
            Self::Gif => "GIF 图片",
            Self::Tiff => "TIFF 图片",
            Self::Csv => "CSV 表格",
            Self::Txt => "文本文件",
        }
    }
}
