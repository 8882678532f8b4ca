//! The extraction as a plain table, for CSV, spreadsheets and terminals.

use crate::model::{Days, Due, DueKind, Every, Extraction, Part};

/// Column names of [`Extraction::rows`].
pub const HEADER: [&str; 9] = ["序号", "部分", "标题路径", "编号", "任务", "牵头单位", "责任单位", "时限", "来源行"];

impl Extraction {
    /// The header and one row per task, every cell as text.
    pub fn rows(&self) -> Vec<[String; 9]> {
        let mut out = vec![HEADER.map(str::to_owned)];
        for task in &self.tasks {
            let part = match task.part {
                Part::Body => "正文",
                Part::Annex => "附件",
            };
            let mut units = task.units.join("、");
            units.push_str(task.etc.as_deref().unwrap_or_default());
            let (first, last) = task.src_lines;
            out.push([
                task.id.to_string(),
                part.to_owned(),
                task.path.join(" / "),
                task.label.clone().unwrap_or_default(),
                task.text.clone(),
                task.lead.join("、"),
                units,
                task.due.iter().map(Due::to_string).collect::<Vec<_>>().join("；"),
                if first == last { first.to_string() } else { format!("{first}-{last}") },
            ]);
        }
        out
    }
}

impl std::fmt::Display for Due {
    /// The limit in plain Chinese, resolved: `2022-09-30 前`, `每季度`, `印发后 30 日内`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.kind {
            DueKind::ByDate { date } => write!(f, "{date} 前"),
            DueKind::Recurring { every, working_days } => {
                f.write_str(every.map_or("定期", Every::name))?;
                working_days.map_or(Ok(()), |days| write!(f, "后 {days} 个工作日内"))
            }
            DueKind::AfterEvent { event, within } => {
                let (days, unit) = match within {
                    Days::WorkingDays(days) => (days, "个工作日"),
                    Days::CalendarDays(days) => (days, "日"),
                };
                let after = if event.is_empty() { "" } else { "后" };
                write!(f, "{event}{after} {days} {unit}内")
            }
            DueKind::MinDuration { days } => write!(f, "不少于 {days} 日"),
            DueKind::CountPerYear { count } => write!(f, "每年不少于 {count} 次"),
            DueKind::Ongoing => f.write_str("长期"),
        }
    }
}

impl Every {
    /// Chinese name of the period.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "每日",
            Self::Week => "每周",
            Self::Month => "每月",
            Self::Quarter => "每季度",
            Self::HalfYear => "每半年",
            Self::Year => "每年",
        }
    }
}
