//! Time limits: from the plan reader's terms to the due engine's, and from there to words for people.

use kernel::Date;
use law::due::{Every, TimeLimit};
use plan::{Days, DueKind};

use crate::entries::limits::Limit;

/// The one place where what the plan reader found becomes what the due engine counts with.
pub fn limit(due: &plan::Due) -> Limit {
    let limit = match due.kind.clone() {
        DueKind::ByDate { date } => TimeLimit::ByDate { date },
        DueKind::Recurring { every, working_days } => TimeLimit::Recurring { every: every.map(period), working_days },
        DueKind::AfterEvent { event, within: Days::WorkingDays(days) } => {
            TimeLimit::AfterEvent { event, working_days: Some(days), calendar_days: None }
        }
        DueKind::AfterEvent { event, within: Days::CalendarDays(days) } => {
            TimeLimit::AfterEvent { event, working_days: None, calendar_days: Some(days) }
        }
        DueKind::MinDuration { days } => TimeLimit::MinDuration { days },
        DueKind::CountPerYear { count } => TimeLimit::CountPerYear { count },
        DueKind::Ongoing => TimeLimit::Ongoing,
    };
    Limit { raw: due.raw.clone(), limit }
}

fn period(every: plan::Every) -> Every {
    match every {
        plan::Every::Day => Every::Day,
        plan::Every::Week => Every::Week,
        plan::Every::Month => Every::Month,
        plan::Every::Quarter => Every::Quarter,
        plan::Every::HalfYear => Every::HalfYear,
        plan::Every::Year => Every::Year,
    }
}

/// Reads a line in which somebody wrote time limits; none when it names no time.
pub fn read(line: &str, year: i16) -> Vec<Limit> {
    plan::parse_due(line, i32::from(year)).iter().map(limit).collect()
}

/// How a limit is understood, for a list: `2022-06-30 前`, `每季度一次`, `每月后 10 个工作日内`.
pub fn meaning(limit: &TimeLimit) -> String {
    match limit {
        TimeLimit::ByDate { date } => format!("{date} 前"),
        TimeLimit::Recurring { every: None, .. } => "定期，没有写明周期".into(),
        TimeLimit::Recurring { every: Some(every), working_days: None } => format!("{}一次", every_name(*every)),
        TimeLimit::Recurring { every: Some(every), working_days: Some(days) } => {
            format!("{}后 {days} 个工作日内", every_name(*every))
        }
        TimeLimit::AfterEvent { event, working_days, calendar_days } => {
            let event = if event.is_empty() { "有关事项发生" } else { event };
            match (working_days, calendar_days) {
                (Some(days), _) => format!("{event}后 {days} 个工作日内"),
                (None, Some(days)) => format!("{event}后 {days} 日内"),
                (None, None) => format!("{event}后及时办理"),
            }
        }
        TimeLimit::MinDuration { days } => format!("不少于 {days} 日"),
        TimeLimit::CountPerYear { count } => format!("全年至少 {count} 次"),
        TimeLimit::Ongoing => "长期".into(),
    }
}

/// The name of a period: `每季度`.
pub fn every_name(every: Every) -> &'static str {
    match every {
        Every::Day => "每日",
        Every::Week => "每周",
        Every::Month => "每月",
        Every::Quarter => "每季度",
        Every::HalfYear => "每半年",
        Every::Year => "每年",
    }
}

/// The date of a limit that is one.
pub fn fixed_date(limit: &TimeLimit) -> Option<Date> {
    if let TimeLimit::ByDate { date } = limit { Some(*date) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_understood_and_said_again_in_plain_words() {
        let said = |line: &str| read(line, 2022).iter().map(|l| meaning(&l.limit)).collect::<Vec<_>>().join("；");
        assert_eq!(said("6月30日前"), "2022-06-30 前");
        assert_eq!(said("每季度"), "每季度一次");
        assert_eq!(said("每月后10个工作日内"), "每月后 10 个工作日内");
        assert_eq!(said("信息形成之日起20个工作日内"), "信息形成后 20 个工作日内");
        assert_eq!(said("不少于30日"), "不少于 30 日");
        assert_eq!(said("长期坚持"), "长期");
        assert_eq!(said("抓紧"), "");
    }
}
