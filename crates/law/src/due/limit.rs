//! What a plan says about time, and what has happened so far.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::PeriodError;
use crate::calendar::refuse_long;

/// A time limit as a plan gives it. In JSON tagged by `kind`: `{"kind": "recurring", "every": "quarter"}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TimeLimit {
    /// By a fixed date (年底前, 6月30日前). A day of rest does not move it: the plan says by then.
    ByDate {
        /// The last day.
        date: Date,
    },
    /// Once every period (按季度公开, 每月后10个工作日内).
    Recurring {
        /// The period; none when the plan leaves it open (定期公开): then there is no date to compute.
        #[serde(default)]
        every: Option<Every>,
        /// Working days after the end of each period; none means by the period's last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        working_days: Option<u32>,
    },
    /// A period that runs from each occurrence of an event (信息形成或者变更之日起20个工作日内, Regulation Art. 26).
    AfterEvent {
        /// The event in the plan's words.
        event: String,
        /// Length in working days; goes before `calendar_days` when both are given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        working_days: Option<u32>,
        /// Length in calendar days; an end on a day of rest moves forward (Civil Code, Art. 203).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        calendar_days: Option<u32>,
    },
    /// Something must stay open at least so long (征求意见期限不少于30日).
    MinDuration {
        /// Length in calendar days.
        days: u32,
    },
    /// At least so many times within the plan's year (每年至少听取1次).
    CountPerYear {
        /// The least number of times.
        count: u32,
    },
    /// Always (长期坚持): there is no date.
    Ongoing,
}

impl TimeLimit {
    /// Refuses a length no plan can mean.
    pub fn check(&self) -> Result<(), PeriodError> {
        let days = match self {
            Self::Recurring { working_days, .. } => working_days.unwrap_or(0),
            Self::AfterEvent { working_days, calendar_days, .. } => working_days.or(*calendar_days).unwrap_or(0),
            Self::MinDuration { days } => *days,
            Self::ByDate { .. } | Self::CountPerYear { .. } | Self::Ongoing => 0,
        };
        refuse_long(days)
    }
}

/// How long one period of a recurring limit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// Every calendar day, days of rest included.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// January to March and so on.
    Quarter,
    /// January to June, July to December.
    HalfYear,
    /// A calendar year.
    Year,
}

/// The time a plan governs: periods that end in it are owed under the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The plan's year.
    pub year: i16,
    /// The day the plan was issued, when that is known; a period that ended before it is not owed.
    pub in_force: Option<Date>,
}

impl Term {
    /// The whole of a year.
    pub fn year(year: i16) -> Self {
        Self { year, in_force: None }
    }

    /// First and last day.
    pub(super) fn days(self) -> Result<(Date, Date), PeriodError> {
        let first = Date::new(self.year, 1, 1).map_err(|_| PeriodError::OutOfRange)?;
        Ok((self.in_force.map_or(first, |day| day.max(first)), first.last_of_year()))
    }
}

/// Something a limit runs from: information was formed, a decision was made, a consultation opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The caller's name for it, unique within one limit, e.g. a document's id.
    pub key: String,
    /// The day it happened: day 0 of the period.
    pub on: Date,
}

/// One time that what is owed was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The key of the occurrence it discharges: see [`super::Occurrence::key`].
    pub key: String,
    /// The day it was done.
    pub on: Date,
}

/// A later last day that was granted for one occurrence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extended {
    /// The key of the occurrence.
    pub key: String,
    /// Its last day now.
    pub to: Date,
}

/// What has happened so far with one limit, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The events its period runs from.
    pub events: Vec<Event>,
    /// What was done.
    pub done: Vec<Done>,
    /// Last days that were moved; at most one for an occurrence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extended: Vec<Extended>,
    /// Keys of occurrences that were met by handing in the whole, not by a record of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handed_in: Vec<String>,
}

impl Facts {
    /// How many times the occurrence `key` was done.
    pub fn times_done(&self, key: &str) -> u32 {
        self.done.iter().filter(|done| done.key == key).count() as u32
    }

    /// The last day granted for the occurrence `key`, when one was.
    pub fn extended_to(&self, key: &str) -> Option<Date> {
        self.extended.iter().find(|one| one.key == key).map(|one| one.to)
    }
}
