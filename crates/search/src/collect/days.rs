//! The validity of what is in the index, from its days alone.

use publishing::Validity;
use tantivy::SegmentReader;
use tantivy::columnar::Column;

/// The columns that decide it.
pub(super) struct Days {
    from: Column<i64>,
    until: Column<i64>,
    amended: Column<i64>,
    repealed: Column<bool>,
    today: i64,
}

impl Days {
    pub fn new(reader: &SegmentReader, today: i64) -> tantivy::Result<Self> {
        let columns = reader.fast_fields();
        Ok(Self {
            from: columns.i64("valid_from")?,
            until: columns.i64("valid_until")?,
            amended: columns.i64("amended")?,
            repealed: columns.bool("repealed")?,
            today,
        })
    }

    /// As [`publishing::Standing::validity`]; none for what has none.
    pub fn validity(&self, doc: u32) -> Option<Validity> {
        let from = self.from.first(doc)?;
        if self.until.first(doc).is_some_and(|until| until <= self.today) {
            let repealed = self.repealed.first(doc).unwrap_or_default();
            return Some(if repealed { Validity::Repealed } else { Validity::Expired });
        }
        Some(if from > self.today {
            Validity::NotYetInForce
        } else if self.amended.first(doc).is_some_and(|day| day <= self.today) {
            Validity::Amended
        } else {
            Validity::InForce
        })
    }
}
