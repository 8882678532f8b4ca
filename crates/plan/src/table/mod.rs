//! Task tables: header, columns, merged and shifted cells, pages.

mod align;
mod columns;
mod content;
mod forms;
mod glued;
mod header;
mod merge;
mod page;
mod transposed;

use crate::draft::Draft;
use crate::model::{Extraction, Part};
use crate::paragraphs::{Row, Segment};
use crate::tracked::Tracked;
use forms::Form;
use page::Page;

/// Reads the tables of one region and remembers what stands above a page break.
pub(crate) struct Reader {
    part: Part,
    year: i32,
    header: Option<Vec<Tracked>>,
    /// Headings in force at the end of the page above, outermost first.
    above: Vec<String>,
    noisy: bool,
}

impl Reader {
    pub(crate) fn new(part: Part, year: i32) -> Self {
        Self { part, year, header: None, above: Vec::new(), noisy: false }
    }

    /// True when a cell held what only bad recognition produces.
    pub(crate) fn noisy(&self) -> bool {
        self.noisy
    }

    /// Reads one table, page by page. Tasks go to `drafts`, forms to `out`.
    pub(crate) fn read(&mut self, segments: Vec<Segment>, drafts: &mut Vec<Draft>, out: &mut Extraction) {
        for segment in segments {
            self.noisy |= segment.iter().flat_map(|row| &row.cells).any(|cell| content::is_foreign(cell.as_str()));
            if let Some((header, turned)) = transposed::upright(&segment) {
                self.header = Some(header);
                self.page(&turned.iter().collect::<Vec<_>>(), drafts, out);
                self.header = None;
                continue;
            }
            let segment = self.whole_rows(segment);
            let mut rows: Vec<&Row> = Vec::new();
            let mut after_header = false;
            for row in &segment {
                if header::is_header(&row.cells) {
                    self.page(&rows, drafts, out);
                    rows.clear();
                    self.set_header(&row.cells);
                    after_header = true;
                } else if after_header && header::is_subheader(&row.cells) {
                    self.merge_header(&row.cells);
                } else {
                    after_header = false;
                    rows.push(row);
                }
            }
            self.page(&rows, drafts, out);
        }
    }

    /// Joins rows that a line break inside a cell cut in two: together they have as many cells as the header.
    fn whole_rows(&self, segment: Segment) -> Segment {
        let mut width = self.header.as_ref().map(Vec::len);
        let mut out: Segment = Vec::with_capacity(segment.len());
        for row in segment {
            if header::is_header(&row.cells) {
                width = Some(row.cells.len());
            } else if let (Some(width), Some(last)) = (width, out.last_mut())
                && last.cells.len() < width
                && !header::is_header(&last.cells)
                && last.cells.len() + row.cells.len() == width + 1
                && let (Some(end), Some((first, rest))) = (last.cells.last_mut(), row.cells.split_first())
            {
                end.push(first);
                last.cells.extend_from_slice(rest);
                continue;
            }
            out.push(row);
        }
        out
    }

    /// A restated header continues its table; another one begins a new table.
    fn set_header(&mut self, cells: &[Tracked]) {
        let restated = self
            .header
            .as_ref()
            .is_some_and(|known| known.iter().map(Tracked::as_str).eq(cells.iter().map(Tracked::as_str)));
        if !restated && self.header.as_ref().is_some_and(|known| known.len() != cells.len()) {
            self.above.clear();
        }
        self.header = Some(cells.to_vec());
    }

    /// The lower line of a two-line header names the columns it fills.
    fn merge_header(&mut self, lower: &[Tracked]) {
        if let Some(header) = &mut self.header {
            for (name, below) in header.iter_mut().zip(lower) {
                if !below.is_empty() {
                    *name = below.clone();
                }
            }
        }
    }

    fn page(&mut self, rows: &[&Row], drafts: &mut Vec<Draft>, out: &mut Extraction) {
        if rows.is_empty() {
            return;
        }
        match self.header.as_deref().map(|header| (forms::form(header), header)) {
            Some((Form::LeadList, header)) => out.lead_disclosures.extend(forms::lead_list(header, rows)),
            Some((Form::Ledger, header)) => {
                if out.ledger_columns.is_empty() {
                    out.ledger_columns = header.iter().map(|name| name.as_str().to_owned()).collect();
                }
                out.ledger_sample.extend(forms::ledger(header, rows, self.year));
            }
            _ => {
                let page = Page { part: self.part, year: self.year, header: self.header.as_deref() };
                page.read(rows, &mut self.above, drafts);
            }
        }
    }
}
