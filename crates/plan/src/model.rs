//! What a plan says, as values: the extraction, its tasks, their time limits.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::confidence::{Confidence, HeadConfidence, TaskConfidence};

/// Everything read from one plan. Serialised as JSON it is the exchange form of a plan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Extraction {
    /// Name of the source file, as the caller gave it.
    pub source: String,
    /// 发文机关.
    pub issuer: Option<String>,
    /// 发文字号, normalised to `机关代字〔年〕号` without spaces.
    pub doc_number: Option<String>,
    /// Title of the plan itself, not of the notice that forwards it.
    pub title: Option<String>,
    /// The year that the plan is for; undated time limits are resolved against it.
    pub year: Option<i32>,
    /// 成文日期.
    pub issued_on: Option<Date>,
    /// 印发日期, from the imprint at the end.
    pub printed_on: Option<Date>,
    /// The printed disclosure note, such as `此件公开发布`, without its brackets.
    pub disclosure: Option<String>,
    /// Tasks in document order.
    pub tasks: Vec<Task>,
    /// 牵头公开清单: who leads which disclosure.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lead_disclosures: Vec<LeadDisclosure>,
    /// Filled rows of a sample ledger form (台账示例).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ledger_sample: Vec<LedgerRow>,
    /// Column names of that form, left to right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ledger_columns: Vec<String>,
    /// How sure the head fields are.
    #[serde(default)]
    pub confidence: HeadConfidence,
}

/// One demand of the plan: a table row, or the smallest numbered unit of the prose that demands work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// 1..n in document order.
    pub id: usize,
    /// Where it stands.
    pub part: Part,
    /// Headings above it, outermost first, without trailing punctuation or whitespace.
    pub path: Vec<String>,
    /// Its own number as printed (`1.`, `（一）`, `一是`, a 序号), if it has one.
    pub label: Option<String>,
    /// The demand, without label, page furniture, whitespace or responsibility clause.
    pub text: String,
    /// 牵头单位.
    pub lead: Vec<String>,
    /// All other responsible units.
    pub units: Vec<String>,
    /// Time limits, in the order printed.
    pub due: Vec<Due>,
    /// Open tail of the unit list, such as `等有关部门`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etc: Option<String>,
    /// The printed responsibility clause or cell, whitespace removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resp_raw: Option<String>,
    /// The printed time-limit cell or clause, whitespace removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_cell: Option<String>,
    /// What was taken from a merged cell or a heading above.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inherited: Vec<Inherited>,
    /// Recognition errors that were repaired; undoing them gives the source characters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<Fix>,
    /// First and last source line, counted from 1.
    pub src_lines: (usize, usize),
    /// Byte ranges of the source that the text was read from, in order, not overlapping.
    #[serde(default)]
    pub spans: Vec<Span>,
    /// How sure each field is.
    #[serde(default)]
    pub confidence: TaskConfidence,
}

/// Body of the plan or one of its annexes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The plan's own text.
    Body,
    /// A table or list attached to it.
    Annex,
}

/// A field that was taken from above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inherited {
    /// Lead and responsible units.
    Units,
    /// Time limit.
    Due,
    /// Name of the unit (lead list).
    Unit,
    /// Number of the row (ledger form).
    Seq,
    /// Task (ledger form).
    Task,
}

/// A repaired recognition error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// Field it stands in: `text`, `units` or `path`.
    pub field: String,
    /// Characters of the source.
    pub from: String,
    /// What they were read as.
    pub to: String,
}

/// A byte range of the source, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// One time limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The time phrase, an exact substring of the task's text or time-limit cell.
    pub raw: String,
    /// What it means.
    #[serde(flatten)]
    pub kind: DueKind,
    /// Whether it was printed in the text or in a place of its own.
    pub from: DueFrom,
    /// Taken from a merged cell above.
    #[serde(default, skip_serializing_if = "is_false")]
    pub inherited: bool,
    /// Borderline: a reader may or may not call it a time limit.
    #[serde(default, skip_serializing_if = "is_false")]
    pub optional: bool,
}

/// Meaning of a time limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DueKind {
    /// On or before a day.
    ByDate {
        /// Last day allowed.
        date: Date,
    },
    /// Once in every period.
    Recurring {
        /// The period; `None` when the plan only says "regularly".
        every: Option<Every>,
        /// Within so many working days after each period ends.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        working_days: Option<u32>,
    },
    /// Within some days after something happens.
    AfterEvent {
        /// What happens; empty when the plan does not say.
        event: String,
        /// How long after it.
        #[serde(flatten)]
        within: Days,
    },
    /// Something must last at least so many days.
    MinDuration {
        /// Days.
        days: u32,
    },
    /// At least so many times a year.
    CountPerYear {
        /// Minimum number.
        count: u32,
    },
    /// Always.
    Ongoing,
}

/// A number of days, of one kind or the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Days {
    /// 工作日.
    WorkingDays(u32),
    /// 自然日.
    CalendarDays(u32),
}

/// A period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// 每日.
    Day,
    /// 每周.
    Week,
    /// 每月.
    Month,
    /// 每季度.
    Quarter,
    /// 每半年.
    HalfYear,
    /// 每年.
    Year,
}

/// Where a time limit is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueFrom {
    /// In the task's text.
    Text,
    /// In a time-limit column or clause.
    Column,
}

/// One row of a lead list: the unit, what it leads the disclosure of, and what is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadDisclosure {
    /// Leading unit.
    pub unit: String,
    /// What is disclosed.
    pub content: String,
    /// What is asked of the unit.
    pub requirement: String,
    /// `Unit` when the name comes from a merged cell above.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inherited: Vec<Inherited>,
}

/// One filled row of a sample ledger form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// 序号.
    pub seq: Option<String>,
    /// 工作任务.
    pub task: Option<String>,
    /// 工作举措.
    pub measures: Option<String>,
    /// 时限要求, as printed.
    pub due: Option<String>,
    /// 分管领导.
    pub leader: Option<String>,
    /// 责任科室.
    pub office: Option<String>,
    /// What was taken from a merged cell above.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inherited: Vec<Inherited>,
    /// The time-limit cell, parsed.
    pub due_items: Vec<Due>,
}

/// Who answers for a task, read from a clause or a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Responsibility {
    /// 牵头单位.
    pub lead: Vec<String>,
    /// All other responsible units.
    pub units: Vec<String>,
    /// Open tail, such as `等有关部门`.
    pub etc: Option<String>,
}

impl Responsibility {
    /// True when no unit is named.
    pub fn is_empty(&self) -> bool {
        self.lead.is_empty() && self.units.is_empty()
    }
}

impl Task {
    /// The field the reader should look at first, with its confidence.
    pub fn weakest(&self) -> (&'static str, &Confidence) {
        self.confidence.weakest()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_false(value: &bool) -> bool {
    !value
}
