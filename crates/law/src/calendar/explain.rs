//! A period told to people: day by day, or in one sentence.

use std::fmt;

use jiff::civil::{Date, Weekday};
use serde::Serialize;

use super::{Calendar, DayKind, Deadline, Length, PeriodError};

/// One day of a period and how it counted. Displays as a line of Chinese text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayLine<'c> {
    /// The day.
    pub date: Date,
    /// Its day of the week.
    #[serde(serialize_with = "weekday_text")]
    pub weekday: Weekday,
    /// Why it counts or not.
    #[serde(flatten)]
    pub kind: DayKind<'c>,
    /// Its number in the period: 0 for the first day, which is not counted; none for days of rest.
    pub count: Option<u32>,
    /// The notice that arranged it, where known.
    pub notice: Option<&'c str>,
    /// The calendar does not know this day for certain.
    pub provisional: bool,
}

impl fmt::Display for DayLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ", self.date, weekday_zh(self.weekday))?;
        match self.kind {
            DayKind::Working => f.write_str("工作日")?,
            DayKind::MakeUp { holiday } => write!(f, "{holiday}调休上班")?,
            DayKind::Weekend => f.write_str("周末休息")?,
            DayKind::Holiday { name } => write!(f, "{name}放假")?,
        }
        if let Some(notice) = self.notice {
            write!(f, "（{notice}）")?;
        }
        match self.count {
            Some(0) => f.write_str("，起始日不计")?,
            Some(number) => write!(f, "，第 {number} 个工作日")?,
            None => f.write_str("，不计")?,
        }
        f.write_str(if self.provisional { "（暂定）" } else { "" })
    }
}

impl Calendar {
    /// Every day from `start` to the end of the period of `working_days`, with how it counted.
    pub fn explain(&self, start: Date, working_days: u32) -> Result<Vec<DayLine<'_>>, PeriodError> {
        let end = self.add_working_days(start, working_days)?.date;
        let mut counted = 0;
        let days = std::iter::successors(Some(start), |day| day.tomorrow().ok()).take_while(|day| *day <= end);
        Ok(days
            .map(|date| {
                let kind = self.why(date);
                counted += u32::from(date != start && kind.is_working());
                DayLine {
                    date,
                    weekday: date.weekday(),
                    kind,
                    count: (date == start || kind.is_working()).then_some(counted),
                    notice: self.notice(date),
                    provisional: !self.is_firm(date),
                }
            })
            .collect())
    }

    /// How a deadline came about, in Chinese: from which day, what was counted, which days off and make-up days fell
    /// inside or moved the end, what is not certain, on which calendar.
    pub fn describe(&self, deadline: &Deadline) -> String {
        let Deadline { start, length, date, moved_from, .. } = deadline;
        let day = format!("{date}（{}）", weekday_zh(date.weekday()));
        let (counted, arranged_from) = match (length, moved_from) {
            (Length::WorkingDays(days), _) => (format!("第 {days} 个工作日为 {day}"), *start),
            (Length::CalendarDays(days), None) => (format!("第 {days} 日为 {day}"), *date),
            (Length::CalendarDays(days), Some(end)) => {
                (format!("第 {days} 日为 {end}，{}，顺延至 {day}", self.rest(*end)), *date)
            }
        };
        let mut parts = vec![format!("自 {start}（当日不计）起{counted}")];
        parts.extend(self.arranged(length, arranged_from, *date));
        parts.extend(self.doubts(arranged_from, *date));
        parts.push(format!("日历版本 {}", deadline.calendar));
        parts.join("；")
    }

    /// A day of rest in words: `周六休息`, `周二春节放假`.
    pub(crate) fn rest(&self, date: Date) -> String {
        let weekday = weekday_zh(date.weekday());
        match self.why(date) {
            DayKind::Holiday { name } => format!("{weekday}{name}放假"),
            _ => format!("{weekday}休息"),
        }
    }

    /// The announced days inside a period of working days; in calendar days they count like any other.
    fn arranged(&self, length: &Length, from: Date, to: Date) -> Option<String> {
        let runs = match length {
            Length::WorkingDays(_) => self.runs(from, to),
            Length::CalendarDays(_) => return None,
        };
        Some(match runs.is_empty() {
            true => "期间没有放假和调休".to_owned(),
            false => format!("期间 {}", runs.iter().map(Run::text).collect::<Vec<_>>().join("，")),
        })
    }

    fn doubts(&self, from: Date, to: Date) -> impl Iterator<Item = String> {
        let (first, last) = (self.first_loaded_day(), self.firm_until());
        let before = (from < first).then(|| format!("{first} 以前的放假安排没有载入，暂按周一至周五计算，结果为暂定"));
        let after = (to > last).then(|| format!("{last} 以后的放假安排尚未载入，暂按周一至周五计算，结果为暂定"));
        before.into_iter().chain(after)
    }

    fn runs(&self, from: Date, to: Date) -> Vec<Run<'_>> {
        let mut days: Vec<_> = self.days.iter().filter(|(date, _)| from < **date && **date <= to).collect();
        days.sort_by_key(|(date, _)| **date);
        let mut runs: Vec<Run<'_>> = Vec::new();
        for (&date, day) in days {
            match runs.last_mut() {
                Some(run)
                    if day.off && run.off && run.holiday == day.holiday && run.last.tomorrow().ok() == Some(date) =>
                {
                    run.last = date;
                }
                _ => runs.push(Run { off: day.off, holiday: &day.holiday, first: date, last: date }),
            }
        }
        runs
    }
}

/// Consecutive days off of one holiday, or one make-up day.
struct Run<'c> {
    off: bool,
    holiday: &'c str,
    first: Date,
    last: Date,
}

impl Run<'_> {
    fn text(&self) -> String {
        let Self { off, holiday, first, last } = self;
        match (off, first == last) {
            (true, false) => format!("{first} 至 {last} {holiday}放假不计"),
            (true, true) => format!("{first} {holiday}放假不计"),
            (false, _) => format!("{first}（{}）{holiday}调休上班已计入", weekday_zh(first.weekday())),
        }
    }
}

/// 周一 to 周日.
pub fn weekday_zh(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "周一",
        Weekday::Tuesday => "周二",
        Weekday::Wednesday => "周三",
        Weekday::Thursday => "周四",
        Weekday::Friday => "周五",
        Weekday::Saturday => "周六",
        Weekday::Sunday => "周日",
    }
}

fn weekday_text<S: serde::Serializer>(weekday: &Weekday, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(weekday_zh(*weekday))
}
