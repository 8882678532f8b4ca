//! The calendar file: one table a year, one line a holiday.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::{Announced, CalendarError, is_weekend};

/// No announced run of days is longer; a longer one is a mistyped date.
const LONGEST_RUN_DAYS: usize = 31;
/// The first year that had a State Council (then Government Administration Council) measure on holidays.
const FIRST_YEAR: i16 = 1949;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    year: BTreeMap<String, Year>,
}

/// What was announced for one year.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Year {
    #[serde(default)]
    notice: String,
    holidays: Vec<Holiday>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    name: String,
    off: Vec<Run>,
    #[serde(default)]
    work: Vec<Run>,
    #[serde(default)]
    notice: Option<String>,
}

/// One day, or the days from first to last.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
struct Run(Vec<Date>);

impl TryFrom<String> for Run {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (first, last) = text.split_once('/').unwrap_or((&text, &text));
        let day = |part: &str| {
            part.parse::<Date>()
                .map_err(|_| format!("“{text}”不是日期；单日写 2026-01-01，连续几日写 2026-01-01/2026-01-03"))
        };
        let (first, last) = (day(first)?, day(last)?);
        if last < first {
            return Err(format!("“{text}”的结束日早于开始日"));
        }
        let days: Vec<Date> = std::iter::successors(Some(first), |day| day.tomorrow().ok())
            .take_while(|day| *day <= last)
            .take(LONGEST_RUN_DAYS + 1)
            .collect();
        if days.len() > LONGEST_RUN_DAYS {
            Err(format!("“{text}”超过 {LONGEST_RUN_DAYS} 天，请核对"))
        } else {
            Ok(Self(days))
        }
    }
}

/// The years of a file, not yet checked against each other.
pub(super) fn parse(text: &str) -> Result<BTreeMap<i16, Year>, CalendarError> {
    let file: File = toml::from_str(text).map_err(|error| CalendarError::Form(error.to_string()))?;
    let number = |name: String| match name.parse() {
        Ok(year @ FIRST_YEAR..=9999) => Ok(year),
        _ => Err(CalendarError::Year(name)),
    };
    file.year.into_iter().map(|(name, year)| Ok((number(name)?, year))).collect()
}

impl Year {
    /// Every day this year's notice arranges, in the file's order.
    pub(super) fn days(&self, number: i16) -> Result<Vec<(Date, Announced)>, CalendarError> {
        let mut days = Vec::new();
        for holiday in &self.holidays {
            let entries = [(true, &holiday.off), (false, &holiday.work)];
            for (off, date) in
                entries.iter().flat_map(|(off, runs)| runs.iter().flat_map(|run| &run.0).map(|d| (*off, *d)))
            {
                holiday.check(number, off, date)?;
                let notice = holiday.notice.as_ref().unwrap_or(&self.notice).clone();
                days.push((date, Announced { off, holiday: holiday.name.clone(), notice }));
            }
        }
        Ok(days)
    }
}

impl Holiday {
    fn check(&self, year: i16, off: bool, date: Date) -> Result<(), CalendarError> {
        let holiday = self.name.clone();
        if date.year() != year && (date.year(), date.month()) != (year - 1, 12) {
            return Err(CalendarError::OutsideYear { year, holiday, date });
        }
        if !off && !is_weekend(date) {
            return Err(CalendarError::MakeUpOnWeekday { year, holiday, date });
        }
        Ok(())
    }
}
