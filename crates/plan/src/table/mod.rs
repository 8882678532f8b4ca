//! Task tables: headers, columns, merged and shifted cells, forms.

use crate::draft::Draft;
use crate::model::{Extraction, Part};
use crate::paragraphs::Segment;

/// Reads the tables of one region; what is above a page break is remembered.
pub(crate) struct Reader;

impl Reader {
    pub(crate) fn new(_part: Part, _title: &str, _year: i32) -> Self {
        Self
    }

    pub(crate) fn read(&mut self, _segments: Vec<Segment>, _drafts: &mut Vec<Draft>, _out: &mut Extraction) {}
}
