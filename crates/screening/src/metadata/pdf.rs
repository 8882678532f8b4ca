//! PDF: information, XMP, comments, embedded files and scripts go, earlier versions with them; a seal forbids any change.

use lopdf::{Dictionary, Document, LoadOptions, Object};
use text::Limits;

use super::{FileKind, Log, StripError, Stripped, jpeg};

/// Notes that people put on pages; links and form fields are part of the page.
const COMMENTS: &[&[u8]] = &[
    b"Text",
    b"FreeText",
    b"Popup",
    b"Highlight",
    b"Underline",
    b"StrikeOut",
    b"Squiggly",
    b"Caret",
    b"Ink",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Redact",
];

pub(super) fn strip(bytes: &[u8], limits: &Limits) -> Result<Stripped, StripError> {
    let most = usize::try_from(limits.unpacked_bytes).unwrap_or(usize::MAX);
    let options = LoadOptions { max_decompressed_size: Some(most / 8), ..LoadOptions::default() };
    let mut document = Document::load_mem_with_options(bytes, options).map_err(|error| refusal(&error))?;
    if document.is_encrypted() || document.was_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(StripError::Locked);
    }
    if document.objects.is_empty() || document.get_pages().is_empty() {
        return Err(StripError::broken(FileKind::Pdf, "没有页面"));
    }
    if document.get_pages().len() > limits.pages {
        return Err(StripError::complex(format!("PDF 超过 {} 页", limits.pages)));
    }
    let mut log = Log::default();
    if document.objects.values().any(sealed) {
        log.told("文件有电子签章，改动会使签章失效，因此原样保留；其中的作者、时间等信息没有清除。");
        return Ok(log.done(bytes.to_vec()));
    }
    if let Some(information) = document.trailer.remove(b"Info") {
        let told = document.dereference(&information).ok().and_then(|(_, object)| object.as_dict().ok());
        if told.is_some_and(|information| !information.is_empty()) {
            log.removed("作者、标题和软件信息");
        }
    }
    let comments: Vec<_> = document.objects.iter().filter(|(_, object)| comment(object)).map(|(id, _)| *id).collect();
    if !comments.is_empty() {
        log.removed("批注");
    }
    for object in document.objects.values_mut() {
        clean(object, &comments, &mut log);
    }
    comments.iter().for_each(|id| drop(document.objects.remove(id)));
    document.prune_objects();
    let mut out = Vec::with_capacity(bytes.len());
    document.save_to(&mut out).map_err(|_| StripError::broken(FileKind::Pdf, "无法重新写出"))?;
    Ok(log.done(out))
}

fn refusal(error: &lopdf::Error) -> StripError {
    match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) | lopdf::Error::AlreadyEncrypted => {
            StripError::Locked
        }
        lopdf::Error::Decompress(_) => StripError::complex("PDF 内容解压后大得异常"),
        _ => StripError::broken(FileKind::Pdf, "内部结构有误，可能没有传完"),
    }
}

fn dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// A signature holds the range of bytes that it covers.
fn sealed(object: &Object) -> bool {
    dictionary(object).is_some_and(|dictionary| {
        let holds = |dictionary: &Dictionary| dictionary.has(b"ByteRange") && dictionary.has(b"Contents");
        let value = dictionary.get(b"V").and_then(Object::as_dict);
        holds(dictionary) || value.is_ok_and(holds)
    })
}

fn comment(object: &Object) -> bool {
    dictionary(object).is_some_and(|dictionary| {
        let subtype = dictionary.get(b"Subtype").and_then(Object::as_name);
        dictionary.has(b"Rect") && subtype.is_ok_and(|subtype| COMMENTS.contains(&subtype))
    })
}

/// Takes out of one object what does not draw the page.
fn clean(object: &mut Object, comments: &[lopdf::ObjectId], log: &mut Log) {
    if let Object::Array(items) = object {
        // A page's notes may be listed in an object of their own.
        items.retain(|item| !item.as_reference().is_ok_and(|id| comments.contains(&id)));
        return;
    }
    if let Object::Stream(stream) = object {
        let picture = stream.dict.get(b"Filter").and_then(Object::as_name).is_ok_and(|filter| filter == b"DCTDecode");
        let mut found = Log::default();
        if picture && let Some(bare) = jpeg::strip(&stream.content, &mut found) {
            found.removed.iter().for_each(|what| log.removed(what));
            stream.set_content(bare);
        }
    }
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &mut stream.dict,
        _ => return,
    };
    for (key, what) in [
        (&b"Metadata"[..], "编辑记录（XMP）"),
        (b"PieceInfo", "编辑软件的数据"),
        (b"LastModified", "修改时间"),
        (b"EmbeddedFiles", "内嵌文件"),
        (b"AF", "内嵌文件"),
        (b"JavaScript", "脚本"),
        (b"JS", "脚本"),
        (b"AA", "脚本"),
    ] {
        if dictionary.remove(key).is_some() {
            log.removed(what);
        }
    }
    if dictionary.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"Catalog") {
        names(dictionary, log);
    }
    if let Ok(Object::Array(notes)) = dictionary.get_mut(b"Annots") {
        let before = notes.len();
        notes.retain(|note| {
            !note.as_reference().is_ok_and(|id| comments.contains(&id)) && !comment(note) && !attachment(note)
        });
        if notes.len() < before {
            log.removed("批注");
        }
    }
}

/// Lists of files and scripts that stand in the catalogue itself.
fn names(catalog: &mut Dictionary, log: &mut Log) {
    if let Ok(Object::Dictionary(names)) = catalog.get_mut(b"Names") {
        for (key, what) in [(&b"EmbeddedFiles"[..], "内嵌文件"), (b"JavaScript", "脚本")] {
            if names.remove(key).is_some() {
                log.removed(what);
            }
        }
    }
    let runs = catalog.get(b"OpenAction").and_then(Object::as_dict).is_ok_and(|action| action.has(b"JS"));
    if runs {
        catalog.remove(b"OpenAction");
        log.removed("脚本");
    }
}

fn attachment(object: &Object) -> bool {
    let subtype = dictionary(object).map(|dictionary| dictionary.get(b"Subtype").and_then(Object::as_name));
    matches!(subtype, Some(Ok(b"FileAttachment")))
}
