//! The body of a Word document as one stream: paragraphs and tables in the order they are met.

use quick_xml::events::BytesStart;

use super::counters::Counters;
use super::styles::NumberRef;
use super::symbol;
use super::table::Table;
use super::tag::Tag;
use crate::ReadError;
use crate::lines::Lines;
use crate::xml::{Piece, Xml, attribute, number};

/// What was met besides text.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) pictures: usize,
    pub(crate) footnotes: usize,
    pub(crate) deletions: bool,
    pub(crate) hidden: bool,
    pub(crate) contents_table: bool,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    number: NumberRef,
    /// The paragraph mark was deleted in a tracked change: the text runs on into the next paragraph.
    runs_on: bool,
}

/// The reader's place: which elements, paragraphs and tables are open. A text box is a paragraph inside a paragraph.
struct Body<'l, 'o> {
    lines: &'l mut Lines<'o>,
    counters: Counters,
    tags: Vec<Tag>,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    /// For each open field, whether its code (not its result) is being read.
    fields: Vec<bool>,
    run_hidden: bool,
    carried: String,
    seen: Seen,
}

pub(crate) fn read(xml: &mut Xml, counters: Counters, lines: &mut Lines) -> Result<Seen, ReadError> {
    let mut body = Body {
        lines,
        counters,
        tags: Vec::new(),
        paragraphs: Vec::new(),
        tables: Vec::new(),
        fields: Vec::new(),
        run_hidden: false,
        carried: String::new(),
        seen: Seen::default(),
    };
    loop {
        match xml.next()? {
            Piece::Open(element) => {
                let tag = Tag::of(element.local_name().as_ref());
                if body.drops(tag) {
                    xml.skip()?;
                } else {
                    body.open(tag, &element)?;
                    body.tags.push(tag);
                }
            }
            Piece::Close => {
                if let Some(tag) = body.tags.pop() {
                    body.close(tag)?;
                }
            }
            Piece::Text(text) if body.tags.last() == Some(&Tag::Text) => body.text(&text),
            Piece::Text(_) => {}
            Piece::End => break,
        }
    }
    body.flush_carried()?;
    Ok(body.seen)
}

impl Body<'_, '_> {
    /// The element `up` levels above the one at hand.
    fn parent(&self, up: usize) -> Option<Tag> {
        self.tags.iter().rev().nth(up).copied()
    }

    fn drops(&mut self, tag: Tag) -> bool {
        let in_properties = matches!(self.parent(0), Some(Tag::RowProperties | Tag::RunProperties));
        let deleted = tag == Tag::Deleted && !in_properties;
        self.seen.deletions |= deleted;
        deleted || tag == Tag::Dropped
    }

    fn open(&mut self, tag: Tag, element: &BytesStart) -> Result<(), ReadError> {
        let parent = self.parent(0);
        let value = || attribute(element, "val");
        match tag {
            Tag::Paragraph => self.paragraphs.push(Paragraph::default()),
            Tag::Run => self.run_hidden = false,
            Tag::Hidden if parent == Some(Tag::RunProperties) && self.parent(1) == Some(Tag::Run) => {
                self.run_hidden = !matches!(value().as_deref(), Some("0" | "false" | "off"));
            }
            Tag::Tab if parent == Some(Tag::Run) => self.text("\t"),
            Tag::Break if parent == Some(Tag::Run) => self.text("\n"),
            Tag::Hyphen => self.text("-"),
            Tag::Symbol => self.text(symbol::text(element)),
            Tag::FieldMark => self.field(attribute(element, "fldCharType").as_deref()),
            Tag::Footnote => self.seen.footnotes += 1,
            Tag::Picture => self.seen.pictures += 1,
            Tag::Table => self.tables.push(Table::default()),
            Tag::Deleted if parent == Some(Tag::RunProperties) => {
                if let (Some(Tag::ParagraphProperties), Some(paragraph)) = (self.parent(1), self.paragraphs.last_mut())
                {
                    paragraph.runs_on = true;
                }
            }
            Tag::ParagraphStyle | Tag::NumberList | Tag::NumberLevel => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    match tag {
                        Tag::ParagraphStyle => paragraph.style = value().map(std::borrow::Cow::into_owned),
                        Tag::NumberList => paragraph.number.list = number(element, "val"),
                        _ => paragraph.number.level = number(element, "val"),
                    }
                }
            }
            _ => {
                if let Some(table) = self.tables.last_mut() {
                    open_in_table(table, tag, element);
                    self.lines.count_cells(usize::from(tag == Tag::Row))?;
                }
            }
        }
        Ok(())
    }

    fn close(&mut self, tag: Tag) -> Result<(), ReadError> {
        match tag {
            Tag::Paragraph => self.close_paragraph(),
            Tag::Cell => {
                self.flush_carried()?;
                let columns = self.tables.last_mut().map_or(0, Table::close_cell);
                self.lines.count_cells(columns)
            }
            Tag::Row => {
                if let Some(table) = self.tables.last_mut() {
                    table.close_row();
                }
                Ok(())
            }
            Tag::Table => self.close_table(),
            _ => Ok(()),
        }
    }

    fn text(&mut self, text: &str) {
        if self.fields.contains(&true) {
            return;
        }
        if self.run_hidden {
            self.seen.hidden |= !text.trim().is_empty();
        } else if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    fn field(&mut self, mark: Option<&str>) {
        match mark {
            Some("begin") => self.fields.push(true),
            Some("separate") => {
                if let Some(in_code) = self.fields.last_mut() {
                    *in_code = false;
                }
            }
            Some("end") => drop(self.fields.pop()),
            _ => {}
        }
    }

    fn close_paragraph(&mut self) -> Result<(), ReadError> {
        // A field whose later marks were deleted must not swallow the rest of the document.
        self.fields.retain(|in_code| !in_code);
        let Some(paragraph) = self.paragraphs.pop() else { return Ok(()) };
        if paragraph.runs_on {
            self.carried.push_str(&paragraph.text);
            return Ok(());
        }
        let style = paragraph.style.as_deref();
        if self.counters.is_contents_line(style) {
            self.seen.contents_table = true;
            return Ok(());
        }
        let label = self.counters.label(paragraph.number, style);
        let text = std::mem::take(&mut self.carried) + &paragraph.text;
        // A cell may hold nothing but its number; an empty line with one is an accident.
        let in_cell = self.tables.last().is_some_and(|table| table.cell.is_some());
        if text.trim().is_empty() && !in_cell {
            return Ok(());
        }
        self.put(&format!("{label}{}", text.trim_start()))
    }

    /// Puts a finished paragraph where it belongs: into the open cell, else into the text.
    fn put(&mut self, text: &str) -> Result<(), ReadError> {
        match self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            Some(cell) => {
                cell.add(text.trim());
                Ok(())
            }
            None => self.lines.paragraph(text),
        }
    }

    fn flush_carried(&mut self) -> Result<(), ReadError> {
        let carried = std::mem::take(&mut self.carried);
        if carried.is_empty() { Ok(()) } else { self.put(&carried) }
    }

    fn close_table(&mut self) -> Result<(), ReadError> {
        let Some(table) = self.tables.pop() else { return Ok(()) };
        if self.tables.last().is_some_and(|outer| outer.cell.is_some()) {
            return self.put(&table.flat());
        }
        self.lines.end_table();
        for row in &table.rows {
            self.lines.row(row)?;
        }
        self.lines.end_table();
        Ok(())
    }
}

fn open_in_table(table: &mut Table, tag: Tag, element: &BytesStart) {
    let columns = || number::<usize>(element, "val").unwrap_or(0);
    match (tag, &mut table.cell) {
        (Tag::Row, _) => table.open_row(),
        (Tag::Cell, _) => table.open_cell(),
        (Tag::Deleted, _) => table.delete_row(),
        (Tag::GridBefore, _) => table.skip_columns(columns()),
        (Tag::GridAfter, _) => table.skip_columns_after(columns()),
        (Tag::Span, Some(cell)) => cell.set_span(columns().max(1)),
        (Tag::Merge, Some(cell)) => cell.set_merge(attribute(element, "val").as_deref()),
        _ => {}
    }
}
