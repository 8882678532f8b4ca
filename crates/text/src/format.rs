//! The kinds of file that can be read.

/// What a file turned out to be, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Plain text.
    Txt,
    /// Word (Office Open XML), also as saved by WPS.
    Docx,
    /// PDF, with text or scanned.
    Pdf,
    /// A web page.
    Html,
    /// A workbook: .xlsx or the older .xls.
    Xlsx,
    /// Text with separated columns.
    Csv,
    /// A picture of text: PNG, JPEG or TIFF; read by character recognition only.
    Image,
}

impl Format {
    /// Every format, in the order shown to people.
    pub const ALL: [Self; 7] = [Self::Docx, Self::Pdf, Self::Txt, Self::Html, Self::Xlsx, Self::Csv, Self::Image];

    /// The name people know it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Txt => "文本文件",
            Self::Docx => "Word 文档",
            Self::Pdf => "PDF 文件",
            Self::Html => "网页文件",
            Self::Xlsx => "Excel 表格",
            Self::Csv => "CSV 表格",
            Self::Image => "图片",
        }
    }

    /// File name extensions, lower case without the dot, the usual one first.
    #[must_use]
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Txt => &["txt", "md", "text"],
            Self::Docx => &["docx", "docm", "dotx"],
            Self::Pdf => &["pdf"],
            Self::Html => &["html", "htm", "xhtml"],
            Self::Xlsx => &["xlsx", "xlsm", "xls", "et"],
            Self::Csv => &["csv", "tsv"],
            Self::Image => &["png", "jpg", "jpeg", "tif", "tiff"],
        }
    }

    /// The format a file name promises; the content may say otherwise.
    #[must_use]
    pub fn from_name(file_name: &str) -> Option<Self> {
        let extension = extension(file_name)?;
        Self::ALL.into_iter().find(|format| format.extensions().contains(&extension.as_str()))
    }
}

/// The part after the last dot, lower case.
pub(crate) fn extension(file_name: &str) -> Option<String> {
    let (_, extension) = file_name.trim().rsplit_once('.')?;
    Some(extension.to_lowercase())
}
