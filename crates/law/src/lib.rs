//! Rules of law as data: the working-day calendar, the periods counted on it, the grounds for not disclosing. Pure: no IO, no clock.

pub mod calendar;
pub mod due;
pub mod ground;

pub use calendar::{Calendar, CalendarError, DayKind, DayLine, Deadline, Length, MAX_DAYS, PeriodError, weekday_zh};
