//! Due dates told in Chinese: which day, counted from where, over which holidays.

use jiff::civil::Date;

use super::occurrence::Basis;
use super::{Due, Facts, Occurrence, State, TimeLimit};
use crate::{Calendar, weekday_zh};

impl Due {
    /// How it stands, in a few words for a list: `还有 5 个工作日`, `今天到期`, `逾期 3 个工作日`.
    pub fn label(&self) -> String {
        let left = self.days_left.unwrap_or(0);
        match &self.state {
            State::NotStarted => "未开始".into(),
            State::Upcoming if left == 0 => "到期前已无工作日".into(),
            State::Upcoming => format!("还有 {left} 个工作日"),
            State::DueToday => "今天到期".into(),
            State::Overdue { working_days: 0 } => "刚过期，未满 1 个工作日".into(),
            State::Overdue { working_days } => format!("逾期 {working_days} 个工作日"),
            State::WaitingForEvent => "等待事项发生".into(),
            State::Standing => "长期".into(),
            State::Done => "已完成".into(),
        }
    }
}

impl Occurrence {
    /// How its last day came about, in Chinese sentences.
    pub fn explain(&self, calendar: &Calendar) -> String {
        let Self { name, due, times, .. } = self;
        if let Some(before) = self.extended_from {
            let plain = Self { due: before, extended_from: None, ..self.clone() };
            return format!("{}；经批准延至 {due}", plain.explain(calendar));
        }
        match &self.basis {
            Basis::Date => fixed(calendar, format!("截止日期 {due}"), *due),
            Basis::PeriodEnd => fixed(calendar, format!("{name}，期末 {due}"), *due),
            Basis::YearEnd => fixed(calendar, format!("{name}内至少 {times} 次，年底 {due}"), *due),
            Basis::AfterPeriod(deadline) => format!("{name}：{}", calendar.describe(deadline)),
            Basis::AfterEvent(deadline) => calendar.describe(deadline),
            Basis::AtLeast(deadline) => format!("{due} 以前不得结束：{}", calendar.describe(deadline)),
        }
    }
}

/// A last day that does not move, with the last working day before it when it is a day of rest.
fn fixed(calendar: &Calendar, what: String, due: Date) -> String {
    if calendar.is_working_day(due) {
        return format!("{what}（{}）", weekday_zh(due.weekday()));
    }
    let before = calendar.roll_back(due);
    format!("{what}（{}），最后一个工作日是 {before}（{}）", calendar.rest(due), weekday_zh(before.weekday()))
}

/// The explanation of what is due next.
pub(super) fn open(
    calendar: &Calendar,
    limit: &TimeLimit,
    one: &Occurrence,
    facts: &Facts,
    also_overdue: usize,
) -> String {
    let mut text = one.explain(calendar);
    if let TimeLimit::AfterEvent { event, .. } = limit {
        text = format!("“{event}”之日起计算：{text}");
    }
    let done = facts.times_done(&one.key);
    if done > 0 {
        text += &format!("；已完成 {done} 次，还差 {} 次", one.times - done);
    }
    if also_overdue > 0 {
        text += &format!("；另有 {also_overdue} 项也已逾期");
    }
    text + "。"
}

/// The explanation when nothing is open; `count` occurrences are over.
pub(super) fn nothing_open(limit: &TimeLimit, state: &State, count: usize) -> String {
    match (limit, state) {
        (TimeLimit::AfterEvent { event, .. }, State::Standing) => {
            format!("没有写明天数，“{event}”后应当及时办理，不计算截止日期。")
        }
        (TimeLimit::AfterEvent { event, .. }, _) if count == 0 => format!("从“{event}”之日起计算，尚未发生。"),
        (TimeLimit::AfterEvent { event, .. }, _) => {
            format!("从“{event}”之日起计算，已发生的 {count} 项都已办完，等待下一项。")
        }
        (TimeLimit::MinDuration { days }, State::WaitingForEvent) => format!("开始后不少于 {days} 日，尚未开始。"),
        (TimeLimit::MinDuration { days }, _) => format!("不少于 {days} 日的期限已满。"),
        (TimeLimit::Recurring { every: None, .. }, _) => "定期办理，没有写明周期，不计算截止日期。".into(),
        (TimeLimit::Ongoing, _) => "长期任务，没有截止日期。".into(),
        _ if count == 0 => "计划年度内没有应办的事项。".into(),
        _ => format!("应办的 {count} 项都已完成。"),
    }
}
