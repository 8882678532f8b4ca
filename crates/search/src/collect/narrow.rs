//! Columns of values that somebody may choose one of.

use std::collections::HashMap;

use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;

/// A column of values outside of which nothing is looked at.
pub(super) struct Within {
    column: Option<StrColumn>,
    /// None: everything is looked at.
    ords: Option<Vec<u64>>,
}

impl Within {
    pub fn new(reader: &SegmentReader, name: &str, values: &[String]) -> tantivy::Result<Self> {
        let column = reader.fast_fields().str(name)?;
        let mut ords = Vec::new();
        for value in values {
            if let Some(column) = &column {
                ords.extend(column.dictionary().term_ord(value)?);
            }
        }
        Ok(Self { column, ords: (!values.is_empty()).then_some(ords) })
    }

    pub fn has(&self, doc: u32) -> bool {
        let Some(ords) = &self.ords else { return true };
        self.column.as_ref().is_some_and(|column| column.ords().values_for_doc(doc).any(|ord| ords.contains(&ord)))
    }
}

/// A column of values, the value chosen of it, and how often each is counted.
pub(super) struct Values {
    column: Option<StrColumn>,
    /// None: nothing is chosen. `Some(None)`: what is chosen is not in this segment.
    chosen: Option<Option<u64>>,
    counts: Vec<u64>,
}

impl Values {
    pub fn new(reader: &SegmentReader, name: &str, chosen: Option<&str>) -> tantivy::Result<Self> {
        let column = reader.fast_fields().str(name)?;
        let chosen = match (chosen, &column) {
            (None, _) => None,
            (Some(_), None) => Some(None),
            (Some(value), Some(column)) => Some(column.dictionary().term_ord(value)?),
        };
        let counts = vec![0; column.as_ref().map_or(0, |column| column.dictionary().num_terms())];
        Ok(Self { column, chosen, counts })
    }

    /// Whether a document has what is chosen.
    pub fn has(&self, doc: u32) -> bool {
        let Some(chosen) = self.chosen else { return true };
        let (Some(chosen), Some(column)) = (chosen, &self.column) else { return false };
        column.ords().values_for_doc(doc).any(|ord| ord == chosen)
    }

    /// Counts a document's values.
    pub fn count(&mut self, doc: u32) {
        if let Some(column) = &self.column {
            for ord in column.ords().values_for_doc(doc) {
                self.counts[ord as usize] += 1;
            }
        }
    }

    /// What was counted, by value.
    pub fn counted(self) -> tantivy::Result<HashMap<String, u64>> {
        let mut counted = HashMap::new();
        let Some(column) = self.column else { return Ok(counted) };
        for (ord, count) in self.counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            let mut value = String::new();
            column.ord_to_str(ord as u64, &mut value)?;
            counted.insert(value, count);
        }
        Ok(counted)
    }
}
