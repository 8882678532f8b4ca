//! What the public sees of a work plan: the body of its publication.

use kernel::Date;
use serde::{Deserialize, Serialize};

/// The kind under which work plans are published.
pub const WORK_PLAN: &str = "work_plan";

/// A published work plan, complete: the page needs nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSnapshot {
    /// Title.
    pub title: String,
    /// 发文机关.
    pub issuer: Option<String>,
    /// 发文字号.
    pub doc_number: Option<String>,
    /// The year it plans.
    pub year: i64,
    /// 成文日期.
    pub issued_on: Option<Date>,
    /// 印发日期.
    pub printed_on: Option<Date>,
    /// The text, in order.
    pub text: Vec<Block>,
    /// The tasks in the plan's order.
    pub tasks: Vec<PublicTask>,
    /// Short names of the units, sorted, each with the positions of its tasks in `tasks`.
    pub by_unit: Vec<UnitTasks>,
}

/// A piece of the plan's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading; level 1 is 一、, 2 is （一）.
    Heading {
        /// 1 to 4.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        text: String,
    },
    /// A table; the first row is its heading.
    Table {
        /// Rows of cells, all of the same width.
        rows: Vec<Vec<String>>,
    },
}

/// One task, in public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicTask {
    /// Headings above it, outermost first.
    pub path: Vec<String>,
    /// Its number as printed.
    pub label: Option<String>,
    /// What is to be done.
    pub text: String,
    /// Lead units as written in the plan.
    pub lead: Vec<String>,
    /// Other responsible units as written in the plan.
    pub units: Vec<String>,
    /// Time limits in the plan's words, with the date where there is one.
    pub due: Vec<PublicDue>,
}

/// A time limit, in public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicDue {
    /// The plan's words.
    pub raw: String,
    /// The date, for limits that are one.
    pub on: Option<Date>,
}

/// A unit's share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitTasks {
    /// The unit's short name.
    pub unit: String,
    /// Positions in [`PlanSnapshot::tasks`], ascending.
    pub tasks: Vec<usize>,
}
