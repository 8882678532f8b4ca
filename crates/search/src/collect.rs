//! One pass over what matches: the best of it, and how many there are by each facet.

mod days;
mod narrow;
pub(crate) mod rank;
mod segment;

use std::collections::HashMap;

use kernel::Date;
use publishing::{Facet, Validity};
use tantivy::collector::Collector;
use tantivy::{DocAddress, SegmentReader};

use crate::schema;
use crate::wanted::{Counts, Order, Wanted};
use segment::Segment;

/// What is counted by value, in the order of [`Segment`]'s columns.
const FACETS: [Facet; 4] = [Facet::Government, Facet::Unit, Facet::Form, Facet::Theme];

/// What a pass is to bring.
pub(crate) struct Sideways<'a> {
    pub wanted: &'a Wanted,
    pub order: Order,
    pub today: Date,
    /// So many of the best.
    pub best: usize,
}

/// One that matches, with what it is ordered by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ranked {
    /// More is better.
    pub key: f64,
    pub score: f32,
    /// What it counts of what it would count if it were sure to be in force.
    pub counts: f32,
    pub at: DocAddress,
}

impl Ranked {
    pub fn better(&self, other: &Self) -> std::cmp::Ordering {
        other.key.total_cmp(&self.key).then(self.at.cmp(&other.at))
    }
}

/// What one segment, or all of them, have.
#[derive(Default)]
pub(crate) struct Harvest {
    pub best: Vec<Ranked>,
    /// How many match and are wanted.
    pub total: u64,
    /// How many match, wanted or not.
    pub matching: u64,
    values: [HashMap<String, u64>; FACETS.len()],
    years: HashMap<i64, u64>,
    validities: [u64; Validity::ALL.len()],
}

impl Harvest {
    pub fn counts(&self) -> Counts {
        let mut of: Vec<(Facet, Vec<(String, u64)>)> = Vec::new();
        for (facet, values) in FACETS.into_iter().zip(&self.values) {
            let mut values: Vec<(String, u64)> = values.iter().map(|(value, n)| (value.clone(), *n)).collect();
            values.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
            of.push((facet, values));
        }
        let mut years: Vec<(i64, u64)> = self.years.iter().map(|(year, n)| (*year, *n)).collect();
        years.sort_by(|a, b| b.cmp(a));
        of.push((Facet::Year, years.into_iter().map(|(year, n)| (year.to_string(), n)).collect()));
        let validities = Validity::ALL.into_iter().zip(self.validities).filter(|(_, n)| *n > 0).collect();
        Counts { of, validities }
    }

    fn join(&mut self, other: Self) {
        self.best.extend(other.best);
        self.total += other.total;
        self.matching += other.matching;
        for (ours, theirs) in self.values.iter_mut().zip(other.values) {
            for (value, n) in theirs {
                *ours.entry(value).or_default() += n;
            }
        }
        for (year, n) in other.years {
            *self.years.entry(year).or_default() += n;
        }
        for (ours, theirs) in self.validities.iter_mut().zip(other.validities) {
            *ours += theirs;
        }
    }
}

impl Collector for Sideways<'_> {
    type Fruit = Harvest;
    type Child = Segment;

    fn for_segment(&self, ord: u32, reader: &SegmentReader) -> tantivy::Result<Segment> {
        Segment::new(self, ord, reader, schema::number(self.today))
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Harvest>>) -> tantivy::Result<Harvest> {
        let mut all = Harvest::default();
        for harvest in segments {
            all.join(harvest?);
        }
        all.best.sort_by(Ranked::better);
        all.best.truncate(self.best);
        Ok(all)
    }
}
