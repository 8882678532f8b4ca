//! Counting periods: the first day is not counted, and a period does not end on a day of rest.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Calendar, PeriodError, is_weekend};

/// The longest period that is counted, in days of either kind; longer ones are refused as mistakes.
pub const MAX_DAYS: u32 = 5000;

/// How long a period is, and in which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// Working days (工作日).
    WorkingDays(u32),
    /// Calendar days (日).
    CalendarDays(u32),
}

/// The last day of a period, with what it was counted from. Kept whole, it tells later how the day came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// Day 0: the day of receipt, of the event, of the period's end. Not counted (Civil Code, Art. 201).
    pub start: Date,
    /// What was counted.
    pub length: Length,
    /// The last day of the period.
    pub date: Date,
    /// The day of rest on which it would have ended, when it was moved to the next working day (Art. 203).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<Date>,
    /// Rests on days the calendar does not know for certain; count again when the next year is loaded.
    pub provisional: bool,
    /// Version of the calendar it was counted on.
    pub calendar: String,
}

impl Calendar {
    /// The `working_days`-th working day after `start`, which is not counted itself (Civil Code, Art. 201). Zero days
    /// end on `start`, whatever kind of day that is. Costs one lookup a day.
    pub fn add_working_days(&self, start: Date, working_days: u32) -> Result<Deadline, PeriodError> {
        refuse_long(working_days)?;
        let mut date = start;
        let mut left = working_days;
        while left > 0 {
            date = date.tomorrow().map_err(|_| PeriodError::OutOfRange)?;
            left -= u32::from(self.is_working_day(date));
        }
        Ok(Deadline {
            start,
            length: Length::WorkingDays(working_days),
            date,
            moved_from: None,
            provisional: !(self.is_firm(start) && self.is_firm(date)),
            calendar: self.version().to_owned(),
        })
    }

    /// The last day of a period of calendar days: the first day is not counted (Art. 201), and an end on a day of rest
    /// moves to the first working day after it (Art. 203). Provisional only when the end is: the days before it count
    /// whatever they are.
    pub fn add_calendar_days(&self, start: Date, days: u32) -> Result<Deadline, PeriodError> {
        refuse_long(days)?;
        let end = start.checked_add(i64::from(days).days()).map_err(|_| PeriodError::OutOfRange)?;
        let date = self.roll_forward(end);
        Ok(Deadline {
            start,
            length: Length::CalendarDays(days),
            date,
            moved_from: (date != end).then_some(end),
            provisional: !(self.is_firm(end) && self.is_firm(date)),
            calendar: self.version().to_owned(),
        })
    }

    /// Working days after `from` up to and including `to`; negative when `to` is earlier. The inverse of
    /// [`Calendar::add_working_days`]. Costs the same for any distance.
    pub fn working_days_between(&self, from: Date, to: Date) -> i64 {
        if to < from {
            return -self.working_days_between(to, from);
        }
        let rearranged: i64 = self
            .days
            .iter()
            .filter(|(date, _)| from < **date && **date <= to)
            .map(|(date, day)| match (day.off, is_weekend(*date)) {
                (true, false) => -1,
                (false, true) => 1,
                _ => 0,
            })
            .sum();
        weekdays_between(from, to) + rearranged
    }

    /// The first working day on or after `date`: where a period of calendar days ends whose last day is a day of rest
    /// (Civil Code, Art. 203).
    pub fn roll_forward(&self, date: Date) -> Date {
        self.nearest(date, |day| day.tomorrow().ok())
    }

    /// The last working day on or before `date`: the day by which offices have to act when a fixed date is a day of rest.
    pub fn roll_back(&self, date: Date) -> Date {
        self.nearest(date, |day| day.yesterday().ok())
    }

    /// Follows `step` from `date` to a working day; stays on `date` where dates end first.
    fn nearest(&self, date: Date, step: impl Fn(&Date) -> Option<Date>) -> Date {
        std::iter::successors(Some(date), step).find(|day| self.is_working_day(*day)).unwrap_or(date)
    }
}

pub(crate) fn refuse_long(days: u32) -> Result<(), PeriodError> {
    if days > MAX_DAYS { Err(PeriodError::TooLong { days }) } else { Ok(()) }
}

/// Mondays to Fridays after `from` up to and including `to`, which is not earlier.
fn weekdays_between(from: Date, to: Date) -> i64 {
    let days = to.duration_since(from).as_hours() / 24;
    let odd = (0..days % 7).filter(|back| !is_weekend(to.saturating_sub(back.days()))).count();
    days / 7 * 5 + odd as i64
}
