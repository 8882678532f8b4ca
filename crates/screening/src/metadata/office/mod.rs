//! Word, Excel and PowerPoint: parts that tell of people go, tracked changes are accepted, pictures inside are cleaned.

mod parts;
mod relations;
mod rewrite;

use std::collections::HashSet;
use std::io::{Cursor, Write};

use text::untrusted::{Archive, Deadline};
use text::{Format, Limits};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{FileKind, Log, StripError, Stripped};

/// How many documents deep a document within a document is cleaned.
const DEEPEST: usize = 2;

pub(super) fn strip(bytes: &[u8], kind: FileKind, limits: &Limits, deadline: Deadline) -> Result<Stripped, StripError> {
    let mut log = Log::default();
    let bytes = package(bytes, kind, limits, deadline, &mut log, 0)?;
    Ok(log.done(bytes))
}

fn package(
    bytes: &[u8],
    kind: FileKind,
    limits: &Limits,
    deadline: Deadline,
    log: &mut Log,
    depth: usize,
) -> Result<Vec<u8>, StripError> {
    // An Office file with a password is no package but a compound file.
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(StripError::Locked);
    }
    let read = |error| StripError::read(kind, error);
    let mut archive = Archive::open(bytes, Format::Docx, limits).map_err(read)?;
    let names: Vec<String> = archive.names().into_iter().filter(|name| !name.ends_with('/')).collect();
    if !names.iter().any(|name| name == "[Content_Types].xml")
        || !names.iter().any(|name| name.starts_with(parts::folder(kind)))
    {
        return Err(StripError::broken(kind, "缺少正文"));
    }
    if names.iter().any(|name| name.ends_with("vbaProject.bin")) {
        return Err(StripError::Unsafe {
            what: "文件里有宏（自动运行的程序），不能公开。请另存为不带宏的格式后再上传。",
        });
    }
    let commented = names.iter().any(|name| parts::comments(name));
    let dropped: HashSet<&str> =
        names.iter().filter(|name| parts::goes(kind, name, commented).is_some()).map(String::as_str).collect();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for name in &names {
        deadline.check().map_err(read)?;
        let Some(part) = archive.part(name).map_err(read)? else { continue };
        if dropped.contains(name.as_str()) {
            parts::goes(kind, name, commented)
                .iter()
                .filter(|what| !what.is_empty())
                .for_each(|what| log.removed(what));
            continue;
        }
        if relations::owner(name).is_some_and(|owner| dropped.contains(owner.as_str())) {
            continue;
        }
        let part = match parts::role(name) {
            parts::Role::Relations => relations::filter(part, name, &dropped, kind, limits)?,
            parts::Role::Types => relations::types(part, &dropped, kind, limits)?,
            parts::Role::Markup => rewrite::part(part, name, kind, commented, limits, deadline, log)?,
            parts::Role::Picture(picture) => inside(part, picture, log)?,
            parts::Role::Package(inner) if depth < DEEPEST => package(&part, inner, limits, deadline, log, depth + 1)?,
            parts::Role::Package(_) => return Err(StripError::complex("文件里套着多层文件")),
            parts::Role::Other => {
                if let Some(told) = parts::told(name) {
                    log.told(told);
                }
                part
            }
        };
        // The time of an entry would tell when the file was written: every entry has the same.
        let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        let written = out.start_file(name.as_str(), options).and_then(|()| Ok(out.write_all(&part)?));
        written.map_err(|_| StripError::broken(kind, "无法重新写出"))?;
    }
    out.finish().map(Cursor::into_inner).map_err(|_| StripError::broken(kind, "无法重新写出"))
}

/// A picture within the document; one that is not what its name says stays out of sight of readers too and is refused.
fn inside(part: Vec<u8>, picture: FileKind, log: &mut Log) -> Result<Vec<u8>, StripError> {
    let kind = FileKind::of(&part, "a.png").unwrap_or(picture);
    let found = super::picture(&part, kind)?;
    found.removed.iter().for_each(|what| log.removed(what));
    Ok(found.bytes)
}
