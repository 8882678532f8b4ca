//! The pass over one segment.

use std::collections::{BinaryHeap, HashMap};

use publishing::Validity;
use tantivy::collector::SegmentCollector;
use tantivy::columnar::Column;
use tantivy::{DocAddress, SegmentReader};

use super::days::Days;
use super::narrow::{Values, Within};
use super::{Harvest, Ranked, Sideways};
use crate::schema;
use crate::wanted::Order;

/// What a document is worth that may no longer be relied on, of what it would be worth otherwise.
const ENDED: f32 = 0.6;

/// The worst of the best on top.
struct Worst(Ranked);

impl PartialEq for Worst {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}
impl Eq for Worst {}
impl PartialOrd for Worst {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Worst {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.better(&other.0)
    }
}

pub(crate) struct Segment {
    ord: u32,
    order: Order,
    room: usize,
    within: Within,
    /// Government, unit, form, theme.
    values: [Values; super::FACETS.len()],
    /// Kind and column, which nobody counts.
    others: [Values; 2],
    dated: Column<i64>,
    published: Column<i64>,
    days: Days,
    year: Option<i64>,
    between: (i64, i64),
    validity: Option<Validity>,
    best: BinaryHeap<Worst>,
    total: u64,
    matching: u64,
    years: HashMap<i64, u64>,
    validities: [u64; Validity::ALL.len()],
}

impl Segment {
    pub fn new(asked: &Sideways<'_>, ord: u32, reader: &SegmentReader, today: i64) -> tantivy::Result<Self> {
        let wanted = asked.wanted;
        let column = |name: &str, chosen: &Option<String>| Values::new(reader, name, chosen.as_deref());
        Ok(Self {
            ord,
            order: asked.order,
            room: asked.best,
            within: Within::new(reader, "government", &wanted.within)?,
            values: [
                column("government", &wanted.government_id)?,
                column("unit", &wanted.unit_id)?,
                column("form", &wanted.form)?,
                column("theme", &wanted.theme_id)?,
            ],
            others: [column("kind", &wanted.kind)?, column("column", &wanted.column_id)?],
            dated: reader.fast_fields().i64("dated")?,
            published: reader.fast_fields().i64("published")?,
            days: Days::new(reader, today)?,
            year: wanted.year.map(i64::from),
            between: (
                wanted.dated_from.map_or(i64::MIN, schema::number),
                wanted.dated_upto.map_or(i64::MAX, schema::number),
            ),
            validity: wanted.validity,
            best: BinaryHeap::new(),
            total: 0,
            matching: 0,
            years: HashMap::new(),
            validities: [0; Validity::ALL.len()],
        })
    }

    fn in_span(&self, dated: Option<i64>) -> bool {
        let (from, upto) = self.between;
        (from == i64::MIN && upto == i64::MAX) || dated.is_some_and(|day| day >= from && day <= upto)
    }

    fn rank(&mut self, doc: u32, score: f32, validity: Option<Validity>) {
        let counts = if validity.is_none_or(counts) { 1.0 } else { ENDED };
        let score = score * counts;
        let key = match self.order {
            Order::Relevance => f64::from(score),
            Order::Newest => self.published.first(doc).unwrap_or_default() as f64,
        };
        let ranked = Ranked { key, score, counts, at: DocAddress::new(self.ord, doc) };
        if self.best.len() < self.room {
            self.best.push(Worst(ranked));
        } else if let Some(mut worst) = self.best.peek_mut().filter(|worst| ranked.better(&worst.0).is_lt()) {
            worst.0 = ranked;
        }
    }
}

impl SegmentCollector for Segment {
    type Fruit = tantivy::Result<Harvest>;

    /// A document that fails one choice alone still counts for the other values of that choice.
    fn collect(&mut self, doc: u32, score: f32) {
        if !self.within.has(doc) {
            return;
        }
        self.matching += 1;
        let dated = self.dated.first(doc);
        if !self.others.iter().all(|values| values.has(doc)) || !self.in_span(dated) {
            return;
        }
        let year = dated.map(|day| day / 10_000);
        let validity = self.days.validity(doc);
        let mut fails: Option<usize> = None;
        let (by_year, by_validity) = (self.values.len(), self.values.len() + 1);
        let kept = self.values.iter().map(|values| values.has(doc));
        let kept = kept
            .chain([self.year.is_none() || year == self.year, self.validity.is_none() || validity == self.validity]);
        for (choice, _) in kept.enumerate().filter(|(_, kept)| !kept) {
            if fails.replace(choice).is_some() {
                return;
            }
        }
        for (choice, values) in self.values.iter_mut().enumerate() {
            if fails.is_none_or(|only| only == choice) {
                values.count(doc);
            }
        }
        if fails.is_none_or(|only| only == by_year)
            && let Some(year) = year
        {
            *self.years.entry(year).or_default() += 1;
        }
        if fails.is_none_or(|only| only == by_validity)
            && let Some(place) = validity.and_then(|one| Validity::ALL.iter().position(|of| *of == one))
        {
            self.validities[place] += 1;
        }
        if fails.is_none() {
            self.total += 1;
            self.rank(doc, score, validity);
        }
    }

    fn harvest(self) -> Self::Fruit {
        let mut harvest = Harvest {
            best: self.best.into_iter().map(|worst| worst.0).collect(),
            total: self.total,
            matching: self.matching,
            years: self.years,
            validities: self.validities,
            ..Harvest::default()
        };
        for (kept, values) in harvest.values.iter_mut().zip(self.values) {
            *kept = values.counted()?;
        }
        Ok(harvest)
    }
}

/// Whether it may be relied on, today or soon.
fn counts(validity: Validity) -> bool {
    validity.binds() || validity == Validity::NotYetInForce
}
