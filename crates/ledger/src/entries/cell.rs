//! A due date as a list shows it: the day, the days left, a mark that does not rest on colour.

use kernel::Date;
use law::Calendar;

use super::due::{DueKey, Reckoned};
use super::filter::DueIn;

/// A due date in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DueCell {
    /// The day; empty when there is none.
    pub date: String,
    /// How it stands, in a few words.
    pub label: String,
    /// The mark of the words; empty for plain text.
    pub mark: &'static str,
    /// The day is not certain.
    pub provisional: bool,
}

impl DueCell {
    pub fn of(calendar: &Calendar, due: &Reckoned, today: Date) -> Self {
        let (label, mark) = match due.key {
            DueKey::On(date) => standing(calendar, date, today),
            DueKey::Waiting => ("等待事项发生".into(), ""),
            DueKey::Standing => ("长期".into(), ""),
            DueKey::Nothing => ("—".into(), ""),
        };
        let date = due.key.date().map(|date| date.to_string()).unwrap_or_default();
        Self { date, label, mark, provisional: due.provisional }
    }

    /// The day and the words in one line, for files.
    pub fn line(&self) -> String {
        let provisional = if self.provisional { "（暂定）" } else { "" };
        if self.date.is_empty() { self.label.clone() } else { format!("{}{provisional} {}", self.date, self.label) }
    }
}

fn standing(calendar: &Calendar, date: Date, today: Date) -> (String, &'static str) {
    let (_, week_ends) = DueIn::Week.range(today);
    let mark = if date <= week_ends { "warn" } else { "" };
    if date == today {
        return ("今天到期".into(), mark);
    }
    match calendar.working_days_between(today, date) {
        0 if date < today => ("刚过期".into(), "late"),
        days if date < today => (format!("逾期 {} 个工作日", -days), "late"),
        0 => ("到期前已无工作日".into(), mark),
        days => (format!("还有 {days} 个工作日"), mark),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(due: &str, today: &str) -> DueCell {
        let due =
            Reckoned { key: DueKey::On(due.parse().unwrap()), provisional: false, calendar: String::new(), last: None };
        DueCell::of(Calendar::embedded(), &due, today.parse().unwrap())
    }

    #[test]
    fn days_are_working_days_over_a_holiday_with_make_up_days() {
        // National Day 2022: 1 to 7 October off, Saturday 8 and Sunday 9 October worked.
        assert_eq!(cell("2022-10-10", "2022-09-30").label, "还有 3 个工作日");
        assert_eq!(cell("2022-09-30", "2022-10-09").label, "逾期 2 个工作日");
        assert_eq!(
            cell("2022-09-30", "2022-10-05"),
            DueCell { label: "刚过期".into(), mark: "late", ..cell("2022-09-30", "2022-10-05") }
        );
        assert_eq!(cell("2022-10-02", "2022-09-30").label, "到期前已无工作日");
    }

    #[test]
    fn the_coming_seven_days_are_marked() {
        assert_eq!(cell("2022-08-15", "2022-08-15").label, "今天到期");
        assert_eq!(cell("2022-08-21", "2022-08-15").mark, "warn");
        assert_eq!(cell("2022-08-22", "2022-08-15").mark, "");
    }
}
