//! A work plan's text becomes tasks with leads, units and time limits.
//!
//! [`extract`] takes the plain text of an open-government work plan (政务公开工作要点, 工作方案, 任务分解表) and returns
//! its head fields and tasks, each with its place in the source and a confidence per field. Nothing is read or
//! written, nothing is looked up: the same text always gives the same result, in time linear in its length.

mod body;
mod clause;
mod confidence;
mod document;
mod draft;
mod due;
mod enumeration;
mod furniture;
mod head;
mod lines;
mod model;
mod numbering;
mod paragraphs;
mod repair;
mod responsibility;
mod rows;
mod table;
mod tracked;
mod units;

pub use confidence::{Confidence, HeadConfidence, REVIEW_BELOW, TaskConfidence};
pub use due::parse_due;
pub use model::{
    Days, Due, DueFrom, DueKind, Every, Extraction, Fix, Inherited, LeadDisclosure, LedgerRow, Part, Responsibility,
    Span, Task,
};
pub use responsibility::parse_units;

use draft::Draft;
use lines::Kind;
use paragraphs::{Block, Para};

/// How to read a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The plan's year, when the text does not say it or says it wrongly.
    pub year: Option<i32>,
}

/// Reads a plan. `source_name` is kept as [`Extraction::source`].
pub fn extract(text: &str, source_name: &str) -> Extraction {
    extract_with(text, source_name, &Options::default())
}

/// Reads a plan with options.
pub fn extract_with(text: &str, source_name: &str, options: &Options) -> Extraction {
    let mut lines = lines::lines(text);
    furniture::blank_out(&mut lines);
    let prose: Vec<&str> = lines
        .iter()
        .filter_map(|line| match &line.kind {
            Kind::Prose(prose) => Some(prose.text.as_str()),
            _ => None,
        })
        .collect();
    let head = head::read(&prose);
    let year = options.year.or(head.year);
    let resolved_year = year.unwrap_or(0);
    let regions = document::regions(paragraphs::blocks(&lines), head.title.as_deref());
    let mut out = Extraction {
        source: source_name.to_owned(),
        issuer: head.issuer,
        doc_number: head.doc_number,
        title: head.title,
        year,
        issued_on: head.issued_on,
        printed_on: head.printed_on,
        disclosure: head.disclosure,
        confidence: head.confidence,
        ..Extraction::default()
    };
    let mut drafts: Vec<Draft> = Vec::new();
    let mut noisy = false;
    for region in regions {
        noisy |= read_region(region, resolved_year, &mut drafts, &mut out);
    }
    if noisy {
        repair::headings(&mut drafts);
    }
    out.tasks =
        drafts.into_iter().enumerate().map(|(index, draft)| draft.finish(index + 1, text, resolved_year)).collect();
    out
}

/// Prose and tables of a region, in document order; numbered headings above a table belong to its rows.
/// Tells whether a table was badly recognised.
fn read_region(region: document::Region, year: i32, drafts: &mut Vec<Draft>, out: &mut Extraction) -> bool {
    let part = region.part();
    let demands = region.demands();
    let mut paras: Vec<Para> = Vec::new();
    let mut reader = table::Reader::new(part, year);
    for block in region.blocks {
        match block {
            Block::Para(para) if demands => paras.push(para),
            Block::Para(_) => {}
            Block::Table(segments) => {
                drafts.extend(body::tasks(&std::mem::take(&mut paras), part, &[], year));
                reader.read(segments, drafts, out);
            }
        }
    }
    drafts.extend(body::tasks(&paras, part, &[], year));
    reader.noisy()
}
