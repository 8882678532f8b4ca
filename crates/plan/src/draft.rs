//! A task in the making: pieces of the source and the doubts gathered on the way.

use crate::confidence::TaskConfidence;
use crate::due::{self, Place};
use crate::model::{Due, Fix, Inherited, Part, Responsibility, Task};
use crate::repair;
use crate::tracked::Tracked;

/// A task whose time limits are not yet resolved.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) part: Part,
    pub(crate) path: Vec<String>,
    pub(crate) label: Option<String>,
    pub(crate) text: Tracked,
    pub(crate) lines: (usize, usize),
    pub(crate) responsibility: Responsibility,
    pub(crate) resp_raw: Option<String>,
    pub(crate) due_cell: Option<String>,
    /// Time limits of the clause or the column.
    pub(crate) limits: Vec<Due>,
    pub(crate) inherited: Vec<Inherited>,
    pub(crate) confidence: TaskConfidence,
    /// Repairs made so far.
    pub(crate) fixes: Vec<Fix>,
    /// Paragraph it was cut from.
    pub(crate) origin: usize,
}

impl Draft {
    pub(crate) fn new(part: Part, path: &[String], label: Option<String>, lines: (usize, usize)) -> Self {
        Self {
            part,
            path: path.to_vec(),
            label,
            text: Tracked::default(),
            lines,
            responsibility: Responsibility::default(),
            resp_raw: None,
            due_cell: None,
            limits: Vec::new(),
            inherited: Vec::new(),
            fixes: Vec::new(),
            confidence: TaskConfidence::default(),
            origin: lines.0,
        }
    }

    /// The finished task. `id` counts from 1.
    pub(crate) fn finish(mut self, id: usize, source: &str, year: i32) -> Task {
        let (text, more) = repair::foreign_words(self.text.as_str(), "text");
        let mut fixes = std::mem::take(&mut self.fixes);
        fixes.extend(more);
        if let Some(raw) = &mut self.resp_raw {
            let (repaired, more) = repair::foreign_words(raw, "units");
            *raw = repaired;
            fixes.extend(more);
        }
        let mut due = due::find(&text, year, Place::Prose);
        due.append(&mut self.limits);
        self.doubt(&due, year);
        let Responsibility { lead, units, etc } = self.responsibility;
        Task {
            id,
            part: self.part,
            path: self.path,
            label: self.label,
            text,
            lead,
            units,
            due,
            etc,
            resp_raw: self.resp_raw,
            due_cell: self.due_cell,
            inherited: self.inherited,
            fixes,
            src_lines: self.lines,
            spans: self.text.spans(source),
            confidence: self.confidence,
        }
    }

    fn doubt(&mut self, due: &[Due], year: i32) {
        let confidence = &mut self.confidence;
        let named = !self.responsibility.is_empty();
        if self.resp_raw.is_some() && !named {
            confidence.units.doubt(0.3, "责任单位无法识别，请对照原文填写");
        }
        if self.resp_raw.is_none() && self.responsibility.is_empty() {
            confidence.units.doubt(0.75, "原文没有写明责任单位，请指定");
        }
        let all = self.responsibility.units.iter().chain(&self.responsibility.lead);
        if all.into_iter().any(|name| !crate::units::is_unit(name)) {
            confidence.units.doubt(0.6, "有的单位名称不像单位，可能识别有误，请核对");
        }
        if self.responsibility.etc.is_some() {
            confidence.units.doubt(0.85, "原文以“等部门”收尾，可能还有未列出的单位");
        }
        if self.due_cell.is_some() && due.is_empty() {
            let reason = if year == 0 {
                "没有找到计划的年份，时限无法推算到日，请先填写年份"
            } else {
                "时限栏没有写明具体时间，请核对"
            };
            confidence.due.doubt(0.6, reason);
        }
        if self.text.chars() < 8 {
            confidence.text.doubt(0.6, "任务文字很短，可能被截断或只是标题，请核对");
        }
        if self.text.chars() > 600 {
            confidence.text.doubt(0.75, "任务文字很长，可能含有多项任务，必要时请拆分");
        }
    }
}
