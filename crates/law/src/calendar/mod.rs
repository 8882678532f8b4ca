//! The working-day calendar: which days offices work, and why.

mod count;
mod error;
mod explain;
mod file;

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Serialize;
use sha2::{Digest, Sha256};

pub(crate) use count::refuse_long;
pub use count::{Deadline, Length, MAX_DAYS};
pub use error::{CalendarError, PeriodError};
pub use explain::{DayLine, weekday_zh};
use file::Year;

/// Why offices work or rest on a day (measures on national holidays, State Council order as amended in 2024).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DayKind<'c> {
    /// An ordinary Monday to Friday.
    Working,
    /// A Saturday or Sunday worked in exchange for a holiday (调休上班).
    MakeUp {
        /// The holiday it is exchanged for.
        holiday: &'c str,
    },
    /// An ordinary Saturday or Sunday.
    Weekend,
    /// A day off announced for a holiday, whichever day of the week it is.
    Holiday {
        /// The holiday's name as announced; joint holidays have joint names.
        name: &'c str,
    },
}

impl DayKind<'_> {
    /// Whether offices work.
    pub fn is_working(self) -> bool {
        matches!(self, Self::Working | Self::MakeUp { .. })
    }
}

/// What a notice says of one day.
#[derive(Clone, Debug)]
struct Announced {
    off: bool,
    holiday: String,
    notice: String,
}

/// The days offices work, for a run of years without gaps, as announced by the State Council.
///
/// Days outside the loaded years count Monday to Friday; what is computed on them is provisional (暂定).
#[derive(Clone, Debug)]
pub struct Calendar {
    years: BTreeMap<i16, Year>,
    days: HashMap<Date, Announced>,
    first_day: Date,
    last_day: Date,
    version: String,
}

static EMBEDDED: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::parse(include_str!("../../data/calendar.toml")).expect("tests read the embedded calendar")
});

impl Calendar {
    /// The calendar that comes with the program.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads a calendar file (form: `docs/calendar.md`). Refuses a file whose entries contradict each other, name a day
    /// outside their year's reach, or leave a year out between two others.
    pub fn parse(text: &str) -> Result<Self, CalendarError> {
        Self::build(file::parse(text)?)
    }

    /// This calendar with the years of `later` added; a year that both have is taken whole from `later`, so that an
    /// amended notice replaces the earlier one.
    pub fn merge(&self, later: &Self) -> Result<Self, CalendarError> {
        let mut years = self.years.clone();
        years.extend(later.years.iter().map(|(number, year)| (*number, year.clone())));
        Self::build(years)
    }

    fn build(years: BTreeMap<i16, Year>) -> Result<Self, CalendarError> {
        let (Some(&first), Some(&last)) = (years.keys().next(), years.keys().last()) else {
            return Err(CalendarError::Empty);
        };
        if let Some(missing) = (first..=last).find(|year| !years.contains_key(year)) {
            return Err(CalendarError::Gap { missing });
        }
        let mut days = HashMap::new();
        for (&number, year) in &years {
            for (date, announced) in year.days(number)? {
                if let Some(before) = days.insert(date, announced.clone()) {
                    return Err(CalendarError::Conflict { date, first: before.account(), second: announced.account() });
                }
            }
        }
        let first_day = Date::new(first, 1, 1).map_err(|_| CalendarError::Year(first.to_string()))?;
        let last_day = Date::new(last, 12, 31).map_err(|_| CalendarError::Year(last.to_string()))?;
        let version = version(last, &days);
        Ok(Self { years, days, first_day, last_day, version })
    }

    /// The last loaded year and six digits of a hash over all announced days, e.g. `2026.ab12cd`. Changes exactly when
    /// a working day could; names, notice numbers and layout do not count. Kept with every computed deadline.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// 1 January of the first loaded year.
    pub fn first_loaded_day(&self) -> Date {
        self.first_day
    }

    /// 31 December of the last loaded year.
    pub fn last_loaded_day(&self) -> Date {
        self.last_day
    }

    /// The last day that no notice still to come is expected to rearrange. A notice reaches back into the December
    /// before its year (29 December 2018 was worked, 31 December 2022 was off), so the last week of the last loaded
    /// year is settled only when the next year is loaded.
    pub fn firm_until(&self) -> Date {
        self.last_day.saturating_sub(7.days())
    }

    /// Whether the calendar knows this day for certain; what rests on other days is provisional.
    pub fn is_firm(&self, date: Date) -> bool {
        self.first_day <= date && date <= self.firm_until()
    }

    /// Whether offices work on `date`. One hash lookup.
    pub fn is_working_day(&self, date: Date) -> bool {
        self.why(date).is_working()
    }

    /// What kind of day `date` is, by the announced arrangement and otherwise by the day of the week.
    pub fn why(&self, date: Date) -> DayKind<'_> {
        match self.days.get(&date) {
            Some(Announced { off: true, holiday, .. }) => DayKind::Holiday { name: holiday },
            Some(Announced { off: false, holiday, .. }) => DayKind::MakeUp { holiday },
            None if is_weekend(date) => DayKind::Weekend,
            None => DayKind::Working,
        }
    }

    /// The number of the notice that arranged `date`; none for ordinary days and where the file does not name it.
    pub fn notice(&self, date: Date) -> Option<&str> {
        self.days.get(&date).map(|day| day.notice.as_str()).filter(|notice| !notice.is_empty())
    }
}

impl Announced {
    fn account(&self) -> String {
        format!("{}{}", self.holiday, if self.off { "放假" } else { "调休上班" })
    }
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn version(last_year: i16, days: &HashMap<Date, Announced>) -> String {
    let sorted: BTreeMap<&Date, bool> = days.iter().map(|(date, day)| (date, day.off)).collect();
    let mut hash = Sha256::new();
    for (date, off) in sorted {
        hash.update(format!("{date}{}\n", if off { "-" } else { "+" }));
    }
    format!("{last_year}.{}", &hex::encode(hash.finalize())[..6])
}
