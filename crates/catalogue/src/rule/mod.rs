//! How soon and how often something is to be published (更新时限), as data.

mod words;

use jiff::ToSpan;
use kernel::Date;
use law::{Calendar, Deadline, PeriodError};

use law::due::{Every, Occurrence, TimeLimit, occurrences};
use serde::{Deserialize, Serialize};

/// An update limit. In JSON tagged by `kind`: `{"kind": "on_change", "working_days": 20}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum UpdateRule {
    /// Within so many working days of being formed or changed; 20 unless another law says otherwise (条例 Art. 26).
    OnChange {
        /// Length in working days.
        working_days: u32,
    },
    /// Within so many calendar days of being formed, approved or changed, where another law says so (预算法 Art. 14).
    OnChangeDays {
        /// Length in calendar days.
        days: u32,
    },
    /// Once every period.
    EachPeriod {
        /// The period.
        every: Every,
        /// Working days after its end; none: within the period itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        working_days: Option<u32>,
    },
    /// By that day of every month; by its last day in shorter months.
    MonthDay {
        /// 1 to 31.
        day: u32,
    },
    /// By that day of every year.
    YearDay {
        /// 1 to 12.
        month: u32,
        /// 1 to 31; the month's last day in shorter months.
        day: u32,
    },
    /// As it happens (随时): there is no date.
    Anytime,
}

/// Working days the Regulation gives.
pub const STATUTORY_DAYS: u32 = 20;

impl Default for UpdateRule {
    fn default() -> Self {
        Self::OnChange { working_days: STATUTORY_DAYS }
    }
}

/// One time that something is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Turn {
    /// The first day on which a publication counts for it.
    pub opens: Date,
    /// The last day.
    pub due: Date,
    /// How the last day came about.
    pub explanation: String,
    /// It rests on days that the calendar does not know for certain.
    pub provisional: bool,
}

impl UpdateRule {
    /// Why it cannot be meant, if it cannot.
    pub fn objection(self) -> Option<&'static str> {
        match self {
            Self::OnChange { working_days: 0 } | Self::OnChangeDays { days: 0 } => Some("天数从 1 开始"),
            Self::EachPeriod { working_days: Some(0), .. } => Some("期末以前完成的，不写天数"),
            Self::OnChange { working_days: 251.. } | Self::EachPeriod { working_days: Some(251..), .. } => {
                Some("天数不超过 250 个工作日")
            }
            Self::OnChangeDays { days: 366.. } => Some("天数不超过 365 日"),
            Self::EachPeriod { every: Every::Day, working_days: Some(_) } => Some("每日更新的不能再加天数"),
            Self::MonthDay { day: 0 | 32.. } => Some("日期写 1 到 31"),
            Self::YearDay { month: 0 | 13.., .. } => Some("月份写 1 到 12"),
            Self::YearDay { day: 0 | 32.., .. } => Some("日期写 1 到 31"),
            _ => None,
        }
    }

    /// The last day for what was formed or changed on `day`; none where the rule does not run from that.
    pub(crate) fn after_change(self, calendar: &Calendar, day: Date) -> Result<Option<Deadline>, PeriodError> {
        match self {
            Self::OnChange { working_days } => calendar.add_working_days(day, working_days).map(Some),
            Self::OnChangeDays { days } => calendar.add_calendar_days(day, days).map(Some),
            _ => Ok(None),
        }
    }

    /// The first turn that a publication on `newest` does not discharge; from `since` on when there is none. None where
    /// no date can be told without an event.
    pub(crate) fn next_turn(
        self,
        calendar: &Calendar,
        newest: Option<Date>,
        since: Date,
    ) -> Result<Option<Turn>, PeriodError> {
        // What was due before the item stood in the catalogue is not owed.
        let from = newest.map_or(since, |day| day.max(since));
        let open = |turn: &Turn| turn.due >= since && newest.is_none_or(|day| turn.opens > day);
        match self {
            Self::OnChange { .. } | Self::OnChangeDays { .. } | Self::Anytime => Ok(None),
            Self::EachPeriod { every, working_days } => {
                let limit = TimeLimit::Recurring { every: Some(every), working_days };
                // A turn ends at the latest two years on, whatever the period.
                let turns = occurrences(calendar, &limit, from, from.saturating_add(2.years()))?;
                Ok(turns.map(|one| Turn::of(calendar, &one)).find(open))
            }
            Self::MonthDay { day } => {
                let months = (0..3).map(|n| from.first_of_month().saturating_add(n.months()));
                first(months.map(|month| turn(calendar, month, in_month(month, day))), open)
            }
            Self::YearDay { month, day } => {
                let years = (0..3).map(|n| from.first_of_year().saturating_add(n.years()));
                let starts = years.map(|year| (year, year.saturating_add((i64::from(month) - 1).months())));
                let turns = starts.map(|(opens, month)| turn(calendar, opens, in_month(month, day)));
                first(turns, open)
            }
        }
    }
}

fn first(
    turns: impl Iterator<Item = Result<Turn, PeriodError>>,
    open: impl Fn(&Turn) -> bool,
) -> Result<Option<Turn>, PeriodError> {
    for turn in turns {
        let turn = turn?;
        if open(&turn) {
            return Ok(Some(turn));
        }
    }
    Ok(None)
}

fn in_month(first: Date, day: u32) -> Date {
    first.saturating_add((i64::from(day) - 1).days()).min(first.last_of_month())
}

fn turn(calendar: &Calendar, opens: Date, date: Date) -> Result<Turn, PeriodError> {
    let mut found = occurrences(calendar, &TimeLimit::ByDate { date }, date, date)?;
    let one = found.next().ok_or(PeriodError::OutOfRange)?;
    Ok(Turn { opens, ..Turn::of(calendar, &one) })
}

impl Turn {
    fn of(calendar: &Calendar, one: &Occurrence) -> Self {
        Self { opens: one.opens, due: one.due, explanation: one.explain(calendar), provisional: one.provisional }
    }
}
