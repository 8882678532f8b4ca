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

/// The kind under which the progress of a work plan is published.
pub const PLAN_PROGRESS: &str = "plan_progress";

/// The public address of a plan's progress: it goes with the plan's.
pub fn progress_of(plan_id: &str) -> String {
    format!("{plan_id}.{PLAN_PROGRESS}")
}

/// The plan whose progress has that address.
pub fn plan_of(progress: &str) -> &str {
    progress.split('.').next().unwrap_or_default()
}

/// How far a published work plan is: what its office lets everybody see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressSnapshot {
    /// Tasks in the plan's order, those without any unit left out.
    pub tasks: Vec<TaskProgress>,
}

/// How far one task is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskProgress {
    /// Its number in the plan, from 1.
    pub number: usize,
    /// The outermost heading above it.
    pub heading: String,
    /// What is to be done.
    pub text: String,
    /// Each unit with how far it is, the leading one first.
    pub units: Vec<UnitProgress>,
    /// What was published about it.
    pub publications: Vec<PublicLink>,
}

impl TaskProgress {
    /// How many of its units are done.
    pub fn done(&self) -> usize {
        self.units.iter().filter(|unit| unit.stage == Stage::Done).count()
    }
}

/// How far one unit is with a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitProgress {
    /// The unit's short name.
    pub unit: String,
    /// How far it is.
    pub stage: Stage,
}

/// How far a share is, as the public sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 未开始
    NotStarted,
    /// 办理中
    UnderWay,
    /// 已完成: the office accepted it.
    Done,
}

impl Stage {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotStarted => "未开始",
            Self::UnderWay => "办理中",
            Self::Done => "已完成",
        }
    }

    /// The mark that goes with its name.
    pub fn mark(self) -> &'static str {
        match self {
            Self::NotStarted => "off",
            Self::UnderWay => "run",
            Self::Done => "ok",
        }
    }
}

/// A public page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicLink {
    /// Its title.
    pub title: String,
    /// Its path on this site.
    pub path: String,
}
