//! Word documents (.docx): text, tables and automatic numbers, without what is deleted, hidden or repeated.

mod body;
mod counters;
mod numbering;
mod numerals;
mod styles;
mod symbol;
mod table;
mod tag;

use crate::archive::Archive;
use crate::limits::Deadline;
use crate::lines::Lines;
use crate::xml::{Piece, Xml, attribute, decode};
use crate::{Format, Limits, ReadError};
use body::Seen;
use counters::Counters;

/// Reads the main document of a package into `lines`; gives what the sender should know.
pub(crate) fn read(
    archive: &mut Archive,
    lines: &mut Lines,
    limits: &Limits,
    deadline: Deadline,
) -> Result<Vec<String>, ReadError> {
    let mut package = Package { archive, limits, deadline };
    let main = package.related("", "/officeDocument")?.unwrap_or_else(|| "word/document.xml".into());
    let document = package.part(&main)?.ok_or_else(|| ReadError::broken(Format::Docx, "缺少正文"))?;
    let numbering = package.companion(&main, "/numbering", numbering::read)?;
    let styles = package.companion(&main, "/styles", styles::read)?;
    let seen = body::read(&mut package.xml(&document), Counters::new(numbering, styles), lines)?;
    Ok(notes(&seen))
}

struct Package<'p, 'a> {
    archive: &'p mut Archive<'a>,
    limits: &'p Limits,
    deadline: Deadline,
}

impl Package<'_, '_> {
    fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        self.archive.part(name)?.map(|bytes| decode(bytes, Format::Docx)).transpose()
    }

    fn xml<'t>(&self, text: &'t str) -> Xml<'t> {
        Xml::new(text, Format::Docx, self.limits, self.deadline)
    }

    /// Reads a part that belongs to another; a document may do without it.
    fn companion<T: Default>(
        &mut self,
        owner: &str,
        kind: &str,
        read: fn(&mut Xml) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        let Some(name) = self.related(owner, kind)? else { return Ok(T::default()) };
        let Some(text) = self.part(&name)? else { return Ok(T::default()) };
        read(&mut self.xml(&text))
    }

    /// The name of the part that `owner` (the package itself when empty) refers to by a relationship of this kind.
    fn related(&mut self, owner: &str, kind: &str) -> Result<Option<String>, ReadError> {
        let (folder, file) = owner.rsplit_once('/').map_or(("", owner), |(folder, file)| (folder, file));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Some(text) = self.part(&format!("{folder}{slash}_rels/{file}.rels"))? else { return Ok(None) };
        let mut xml = self.xml(&text);
        loop {
            match xml.next()? {
                Piece::Open(element) if attribute(&element, "Type").is_some_and(|found| found.ends_with(kind)) => {
                    let target = attribute(&element, "Target").unwrap_or_default();
                    return Ok(Some(match target.strip_prefix('/') {
                        Some(absolute) => absolute.to_owned(),
                        None => format!("{folder}{slash}{target}"),
                    }));
                }
                Piece::End => return Ok(None),
                _ => {}
            }
        }
    }
}

fn notes(seen: &Seen) -> Vec<String> {
    let mut notes = Vec::new();
    let mut note = |when: bool, text: String| {
        if when {
            notes.push(text);
        }
    };
    note(seen.deletions, "文件带有修订记录：已删除的内容没有读取，插入的内容按已接受读取。".into());
    note(seen.hidden, "文件里有隐藏文字，没有读取。".into());
    note(seen.contents_table, "自动生成的目录没有读取。".into());
    note(seen.footnotes > 0, format!("{} 条脚注或尾注没有读取。", seen.footnotes));
    note(seen.pictures > 0, format!("{} 张图片中的文字没有读取。", seen.pictures));
    notes
}
