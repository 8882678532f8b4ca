//! The calendar and the due engine, told as behaviour.
#![expect(clippy::unwrap_used, reason = "a test stops where its own data is wrong")]

mod counting;
mod describing;
mod due;
mod due_kinds;
mod loading;
mod properties;
mod vectors;

use gongkai_law::Calendar;
use jiff::civil::Date;

/// The embedded calendar, loaded to the end of 2026.
fn calendar() -> &'static Calendar {
    Calendar::embedded()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Every day from `first` to `last`.
fn days(first: &str, last: &str) -> impl Iterator<Item = Date> + use<> {
    let last = day(last);
    std::iter::successors(Some(day(first)), |day| day.tomorrow().ok()).take_while(move |day| *day <= last)
}
