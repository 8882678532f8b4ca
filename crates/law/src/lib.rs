//! Rules of law as data: the working-day calendar and the periods counted on it. Pure: no IO, no clock.

pub mod calendar;
pub mod due;

pub use calendar::{Calendar, CalendarError, DayKind, DayLine, Deadline, Length, MAX_DAYS, PeriodError, weekday_zh};
