//! Time limits in words, as the ledger shows what it understood.

use law::due::{Every, TimeLimit};

/// What a limit means, in a few words.
pub fn meaning(limit: &TimeLimit) -> String {
    match limit {
        TimeLimit::ByDate { date } => format!("{date} 以前"),
        TimeLimit::Recurring { every: None, .. } => "定期办理，没有写明周期".into(),
        TimeLimit::Recurring { every: Some(every), working_days: None } => format!("{}一次", each(*every)),
        TimeLimit::Recurring { every: Some(every), working_days: Some(days) } => {
            format!("{}一次，期满后 {days} 个工作日内", each(*every))
        }
        TimeLimit::AfterEvent { event, working_days, calendar_days } => {
            let event = if event.is_empty() { "事项发生" } else { event };
            match (working_days, calendar_days) {
                (Some(days), _) => format!("“{event}”之日起 {days} 个工作日内"),
                (None, Some(days)) => format!("“{event}”之日起 {days} 日内"),
                (None, None) => format!("“{event}”后及时办理"),
            }
        }
        TimeLimit::MinDuration { days } => format!("不少于 {days} 日"),
        TimeLimit::CountPerYear { count } => format!("每年至少 {count} 次"),
        TimeLimit::Ongoing => "长期".into(),
    }
}

fn each(every: Every) -> &'static str {
    match every {
        Every::Day => "每日",
        Every::Week => "每周",
        Every::Month => "每月",
        Every::Quarter => "每季度",
        Every::HalfYear => "每半年",
        Every::Year => "每年",
    }
}
