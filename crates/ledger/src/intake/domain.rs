//! A draft: what was read from a file, before somebody has reviewed and adopted it.

use kernel::Time;
use plan::{Confidence, Extraction};
use serde::{Deserialize, Serialize};

use crate::plans::domain::{Content, Head};
use crate::plans::wording;

/// More tasks than any plan has; a file that gives more is no plan.
pub const MOST_TASKS: usize = 2_000;

/// A field that a person should look at, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// The field's name: `title`, `year` … of the head; `path`, `text`, `lead`, `units`, `due` of a task.
    pub field: String,
    /// Chinese sentences, as one line.
    pub reason: String,
}

/// The reason to doubt a field; empty when there is none.
pub fn doubt<'a>(doubts: &'a [Doubt], field: &str) -> &'a str {
    doubts.iter().find(|doubt| doubt.field == field).map_or("", |doubt| &doubt.reason)
}

/// The head fields of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftHead {
    /// The fields.
    #[serde(flatten)]
    pub fields: Head,
    /// What is doubtful about them.
    pub doubts: Vec<Doubt>,
}

/// A task of a draft, as extracted and edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// What it says.
    #[serde(flatten)]
    pub content: Content,
    /// The open tail of the list of units, such as `等有关部门`.
    pub etc: Option<String>,
    /// What is doubtful about it.
    pub doubts: Vec<Doubt>,
}

/// A task of a draft, with its place and its last change.
#[derive(Clone, Debug)]
pub struct DraftTask {
    /// Id.
    pub id: String,
    /// Its place among the draft's tasks.
    pub position: i64,
    /// Whether a reviewer said that it is no task.
    pub dropped: bool,
    /// The task.
    pub body: Body,
    /// The name of who changed it last.
    pub changed_by: String,
    /// When.
    pub changed_at: Time,
    /// Counts saves.
    pub version: i64,
}

/// How far a draft is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Under review.
    Reviewing,
    /// Became this plan, or its correction.
    Adopted {
        /// The plan.
        plan_id: String,
    },
    /// Put away.
    Discarded,
}

/// An uploaded file under review. Its source text and tasks are read apart from it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Id.
    pub id: String,
    /// Its government.
    pub government_id: String,
    /// The file's name.
    pub file_name: String,
    /// The file's address among the blobs.
    pub file_hash: String,
    /// Remarks made while reading the file.
    pub remarks: Vec<String>,
    /// Head fields.
    pub head: DraftHead,
    /// An adopted plan of which it may be another edition, while nobody has said.
    pub similar_plan_id: Option<String>,
    /// The plan it corrects.
    pub corrects_plan_id: Option<String>,
    /// How far it is.
    pub state: State,
    /// The name of who uploaded it.
    pub uploaded_by: String,
    /// When.
    pub uploaded_at: Time,
    /// The name of who changed anything of it last.
    pub changed_by: String,
    /// When.
    pub changed_at: Time,
    /// Counts saves of the head fields.
    pub version: i64,
}

impl Draft {
    /// What it is called: its title, or the file's name while it has none.
    pub fn name(&self) -> &str {
        let title = &self.head.fields.title;
        if title.is_empty() { &self.file_name } else { title }
    }
}

/// What was read from a file.
#[derive(Clone, Debug)]
pub struct FileContent {
    /// The text, one paragraph or table row a line.
    pub text: String,
    /// Remarks for the reviewer.
    pub remarks: Vec<String>,
    /// Head fields.
    pub head: DraftHead,
    /// Tasks in the order of the file.
    pub tasks: Vec<Body>,
}

impl FileContent {
    /// Takes over what the plan reader found; `notes` are the file reader's.
    pub fn new(text: String, notes: Vec<String>, found: Extraction) -> Self {
        let mut remarks = notes;
        if found.tasks.is_empty() {
            remarks.push("没有读出任务。可以在下面从原文中选取行，逐项添加。".into());
        }
        if !found.lead_disclosures.is_empty() {
            remarks.push(format!("还读出牵头公开清单 {} 项，没有列为任务。", found.lead_disclosures.len()));
        }
        if !found.ledger_sample.is_empty() {
            remarks.push("文件附有台账示例，没有列为任务。".into());
        }
        Self { text, remarks, head: head(&found), tasks: found.tasks.into_iter().map(body).collect() }
    }
}

fn head(found: &Extraction) -> DraftHead {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let fields = Head {
        title: text(&found.title),
        issuer: text(&found.issuer),
        doc_number: text(&found.doc_number),
        year: found.year.and_then(|year| i16::try_from(year).ok()),
        issued_on: found.issued_on,
        printed_on: found.printed_on,
        disclosure: text(&found.disclosure),
    };
    let sure = &found.confidence;
    let doubts = doubts([
        ("title", &sure.title),
        ("issuer", &sure.issuer),
        ("doc_number", &sure.doc_number),
        ("year", &sure.year),
        ("issued_on", &sure.issued_on),
        ("printed_on", &sure.printed_on),
        ("disclosure", &sure.disclosure),
    ]);
    DraftHead { fields, doubts }
}

fn body(task: plan::Task) -> Body {
    let doubts = doubts(task.confidence.fields());
    let content = Content {
        part: task.part,
        path: task.path,
        label: task.label,
        printed: Some(task.text.clone()),
        text: task.text,
        lead: task.lead,
        units: task.units,
        limits: task.due.iter().map(wording::limit).collect(),
        lines: Some(task.src_lines),
    };
    Body { content, etc: task.etc, doubts }
}

fn doubts<'a>(fields: impl IntoIterator<Item = (&'static str, &'a Confidence)>) -> Vec<Doubt> {
    let doubtful = fields.into_iter().filter(|(_, sure)| sure.needs_review());
    let reason = |sure: &Confidence| match sure.reasons.as_slice() {
        [] => "读得不太有把握".to_owned(),
        reasons => reasons.join("；"),
    };
    doubtful.map(|(field, sure)| Doubt { field: field.into(), reason: reason(sure) }).collect()
}
