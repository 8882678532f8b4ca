//! XML written again without some of its elements; everything else stays byte for byte.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer, XmlVersion};
use text::Limits;
use text::untrusted::Deadline;

use crate::metadata::{FileKind, Log, StripError};

/// What becomes of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Keep,
    /// The element goes, what is in it stays.
    Unwrap,
    /// The element goes with everything in it.
    Drop,
    /// One attribute goes.
    Without(&'static str),
}

/// Marks of changes whose old state goes: deleted text, formats of before.
const BEFORE: &[&str] = &[
    "del",
    "moveFrom",
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "tblGridChange",
    "tblPrExChange",
    "numberingChange",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "cellIns",
];
const REMARKS: &[&str] = &["commentRangeStart", "commentRangeEnd", "commentReference"];
/// Settings that tell of people and their disks.
const SETTINGS: &[&str] = &["rsids", "attachedTemplate", "docVars", "trackRevisions", "saveThroughXslt"];

/// One part of a document, by the rules of its kind.
pub(super) fn part(
    part: Vec<u8>,
    name: &str,
    kind: FileKind,
    commented: bool,
    limits: &Limits,
    deadline: Deadline,
    log: &mut Log,
) -> Result<Vec<u8>, StripError> {
    deadline.check().map_err(|error| StripError::read(kind, error))?;
    let mut hidden = 0;
    let mut refused = None;
    // Whether the properties of a table row were the last to begin: a mark of deletion in them is the row's.
    let mut row = false;
    let written = filter(part, kind, limits, |element| {
        let local = element.local_name();
        let local: &str = local.as_ref();
        let is = |name: &str, values: &[&str]| {
            attribute(element, name).is_some_and(|value| values.contains(&value.as_str()))
        };
        row = local == "trPr" || (row && !matches!(local, "tr" | "tc" | "p"));
        match kind {
            FileKind::Docx if matches!(local, "cellDel" | "cellMerge") || (row && local == "del") => {
                refused = Some("表格里有删除或合并单元格的修订，无法自动处理。请在 Word 中“接受所有修订”后再上传。");
            }
            FileKind::Docx if BEFORE.contains(&local) => {
                log.removed("修订记录");
                return Verdict::Drop;
            }
            FileKind::Docx if matches!(local, "ins" | "moveTo") => {
                log.removed("修订记录");
                return Verdict::Unwrap;
            }
            FileKind::Docx if REMARKS.contains(&local) => return Verdict::Drop,
            FileKind::Docx if name.ends_with("settings.xml") && SETTINGS.contains(&local) => return Verdict::Drop,
            FileKind::Docx if local == "vanish" && name != "word/styles.xml" && !is("val", &["0", "false", "off"]) => {
                hidden += 1
            }
            FileKind::Xlsx if local == "legacyDrawing" && commented => return Verdict::Drop,
            // Leads to the printer's settings, which are left out.
            FileKind::Xlsx if local == "pageSetup" => return Verdict::Without("id"),
            FileKind::Xlsx if matches!(local, "absPath" | "fileSharing") => {
                log.removed("文件存放位置");
                return Verdict::Drop;
            }
            FileKind::Xlsx if local == "sheet" && is("state", &["hidden", "veryHidden"]) => {
                log.told(format!(
                    "有隐藏的工作表「{}」，公开后别人可以取消隐藏。",
                    attribute(element, "name").unwrap_or_default()
                ));
            }
            FileKind::Xlsx if matches!(local, "row" | "col") && is("hidden", &["1", "true"]) => {
                log.told("有隐藏的行或列，公开后别人可以取消隐藏。");
            }
            FileKind::Xlsx if local == "externalReference" => log.told("有指向其他文件的链接，可能露出文件名和数据。"),
            FileKind::Pptx if local == "sld" && is("show", &["0", "false"]) => {
                log.told("有隐藏的幻灯片，公开后别人可以看到。")
            }
            _ => {}
        }
        Verdict::Keep
    })?;
    if let Some(what) = refused {
        return Err(StripError::Unsafe { what });
    }
    if hidden > 0 {
        log.told("正文里有隐藏的文字，公开后别人可以显示出来。");
    }
    Ok(written)
}

/// The part with each element as `judge` says.
pub(super) fn filter(
    part: Vec<u8>,
    kind: FileKind,
    limits: &Limits,
    mut judge: impl FnMut(&BytesStart<'_>) -> Verdict,
) -> Result<Vec<u8>, StripError> {
    let broken = || StripError::broken(kind, "内部结构有误");
    let text = decoded(part).ok_or_else(broken)?;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().allow_dangling_amp = true;
    let mut writer = Writer::new(Vec::with_capacity(text.len()));
    // For each open element, whether its own tags are written.
    let mut open: Vec<bool> = Vec::new();
    // How deep the outermost dropped element is, while inside one.
    let mut inside: Option<usize> = None;
    loop {
        let event = reader.read_event().map_err(|_| broken())?;
        let written = match &event {
            Event::Start(element) => {
                if open.len() >= limits.nesting {
                    return Err(StripError::complex(format!("内部嵌套超过 {} 层", limits.nesting)));
                }
                let verdict = if inside.is_some() { Verdict::Drop } else { judge(element) };
                if verdict == Verdict::Drop && inside.is_none() {
                    inside = Some(open.len());
                }
                let written = write(&mut writer, Event::Start, element, verdict).ok_or_else(broken)?;
                open.push(written);
                false
            }
            Event::Empty(element) => {
                if inside.is_none() {
                    let verdict = judge(element);
                    write(&mut writer, Event::Empty, element, verdict).ok_or_else(broken)?;
                }
                false
            }
            Event::End(_) => {
                let own = open.pop().ok_or_else(broken)?;
                let kept = own && inside.is_none();
                if inside == Some(open.len()) {
                    inside = None;
                }
                kept
            }
            // A document type may define anything; no program that writes these files has one.
            Event::DocType(_) => return Err(broken()),
            Event::Comment(_) => false,
            Event::Eof if open.is_empty() => return Ok(writer.into_inner()),
            Event::Eof => return Err(broken()),
            _ => inside.is_none(),
        };
        if written {
            writer.write_event(event).map_err(|_| broken())?;
        }
    }
}

/// Writes a tag as it was judged; says whether it was written, nothing when that failed.
fn write<'e>(
    writer: &mut Writer<Vec<u8>>,
    event: fn(BytesStart<'e>) -> Event<'e>,
    element: &BytesStart<'e>,
    verdict: Verdict,
) -> Option<bool> {
    let element = match verdict {
        Verdict::Keep => element.clone(),
        Verdict::Unwrap | Verdict::Drop => return Some(false),
        Verdict::Without(name) => {
            let mut bare = element.clone();
            bare.clear_attributes();
            let mut attributes = element.attributes();
            for attribute in attributes.with_checks(false).flatten() {
                if attribute.key.local_name().as_ref() != name {
                    bare.push_attribute(attribute);
                }
            }
            bare
        }
    };
    writer.write_event(event(element)).ok().map(|()| true)
}

/// The value of an attribute by its name without prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    Some(
        found
            .normalized_value(XmlVersion::Implicit1_0)
            .map_or_else(|_| found.value.to_string(), |value| value.into_owned()),
    )
}

/// UTF-8, or UTF-16 with its mark; the declaration in front is written as it was read, so UTF-16 becomes UTF-8 without one.
fn decoded(part: Vec<u8>) -> Option<String> {
    let wide = |bytes: &[u8], from: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| from([pair[0], pair[1]])).collect();
        let text = String::from_utf16(&units).ok()?;
        Some(text.split_once("?>").map(|(_, rest)| rest.to_owned()).unwrap_or(text))
    };
    match part.get(..2) {
        Some(b"\xff\xfe") => wide(&part[2..], u16::from_le_bytes),
        Some(b"\xfe\xff") => wide(&part[2..], u16::from_be_bytes),
        _ => String::from_utf8(part).ok().map(|text| text.trim_start_matches('\u{feff}').to_owned()),
    }
}
