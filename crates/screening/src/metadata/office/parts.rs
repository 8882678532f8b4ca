//! What each part of a package is for.

use crate::metadata::FileKind;

/// How a part is treated.
pub(super) enum Role {
    Relations,
    Types,
    Markup,
    Picture(FileKind),
    Package(FileKind),
    Other,
}

/// The folder of the document itself.
pub(super) const fn folder(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Xlsx => "xl/",
        FileKind::Pptx => "ppt/",
        _ => "word/",
    }
}

pub(super) fn role(name: &str) -> Role {
    if name == "[Content_Types].xml" {
        return Role::Types;
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "rels" => Role::Relations,
        "xml" | "vml" => Role::Markup,
        "jpg" | "jpeg" => Role::Picture(FileKind::Jpeg),
        "png" => Role::Picture(FileKind::Png),
        "webp" => Role::Picture(FileKind::Webp),
        "gif" => Role::Picture(FileKind::Gif),
        "tif" | "tiff" => Role::Picture(FileKind::Tiff),
        "docx" => Role::Package(FileKind::Docx),
        "xlsx" => Role::Package(FileKind::Xlsx),
        "pptx" => Role::Package(FileKind::Pptx),
        _ => Role::Other,
    }
}

/// Whether a part holds remarks of readers.
pub(super) fn comments(name: &str) -> bool {
    name.starts_with("word/comments")
        || name == "word/people.xml"
        || ["xl/comments", "xl/threadedComments/", "xl/persons/", "ppt/comments", "ppt/commentAuthors", "ppt/authors"]
            .iter()
            .any(|start| name.starts_with(start))
}

/// What a part that is left out holds; an empty name when it only belongs to another.
pub(super) fn goes(kind: FileKind, name: &str, commented: bool) -> Option<&'static str> {
    if comments(name) {
        return Some("批注");
    }
    let starts = |start: &str| name.starts_with(start);
    if starts("docProps/thumbnail") {
        return Some("缩略图");
    }
    if starts("docProps/core") {
        return Some("作者");
    }
    if starts("docProps/custom") {
        return Some("自定义属性");
    }
    if starts("docProps/") {
        return Some("单位和软件信息");
    }
    if starts("customXml/") {
        return Some("自定义数据");
    }
    match kind {
        FileKind::Xlsx if starts("xl/revisions/") => Some("修订记录"),
        FileKind::Xlsx if starts("xl/printerSettings/") => Some("打印机设置"),
        // The frames in which old programs show remarks.
        FileKind::Xlsx if commented && starts("xl/drawings/vmlDrawing") => Some(""),
        FileKind::Pptx if starts("ppt/notesSlides/") => Some("演讲者备注"),
        FileKind::Pptx if starts("ppt/changesInfos/") || starts("ppt/revisionInfo") => Some("修订记录"),
        _ => None,
    }
}

/// What is said of a part that stays unread.
pub(super) fn told(name: &str) -> Option<&'static str> {
    let embedded = name.contains("/embeddings/") || name.ends_with(".bin");
    (embedded && !name.contains("printerSettings")).then_some("文件里嵌有其他程序的对象，没有清理，请确认可以公开。")
}
