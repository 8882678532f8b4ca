//! An instant, and how people in China read it.

use std::fmt;

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};

/// An instant in milliseconds since 1970-01-01T00:00:00Z; the only form instants have in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(pub i64);

impl Time {
    /// The instant at which a day begins in China.
    pub fn midnight(date: Date) -> Self {
        let days = date.since(Date::constant(1970, 1, 1)).map_or(0, |span| i64::from(span.get_days()));
        Self(days * 86_400_000).plus_hours(-8)
    }

    /// The instant `hours` later (earlier when negative).
    pub fn plus_hours(self, hours: i64) -> Self {
        Self(self.0 + hours * 3_600_000)
    }

    /// The instant `minutes` later (earlier when negative).
    pub fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0 + minutes * 60_000)
    }

    /// Date and time on the clocks of China (UTC+8 all year).
    pub fn in_china(self) -> DateTime {
        let zone = TimeZone::fixed(Offset::constant(8));
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_zoned(zone).datetime()
    }

    /// As programs exchange it (RFC 3339), on the clocks of China.
    pub fn rfc3339(self) -> String {
        format!("{}+08:00", self.in_china().strftime("%Y-%m-%dT%H:%M:%S%.3f"))
    }

    /// The date in China at this instant.
    pub fn date(self) -> Date {
        self.in_china().date()
    }
}

/// `YYYY-MM-DD HH:MM` in China, the form that pages show.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.in_china().strftime("%Y-%m-%d %H:%M"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_china() {
        assert_eq!(Time::midnight("2022-08-15".parse().unwrap()).to_string(), "2022-08-15 00:00");
    }

    #[test]
    fn an_evening_in_utc_is_already_tomorrow_in_china() {
        let evening: jiff::Timestamp = "2022-03-30T16:05:00Z".parse().unwrap();
        let time = Time(evening.as_millisecond());
        assert_eq!(time.to_string(), "2022-03-31 00:05");
        assert_eq!(time.rfc3339(), "2022-03-31T00:05:00.000+08:00");
        assert_eq!(time.date().to_string(), "2022-03-31");
        assert_eq!(time.plus_hours(-1).date().to_string(), "2022-03-30");
    }
}
