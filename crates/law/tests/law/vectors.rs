//! Published facts that the calendar must reproduce.

use std::collections::BTreeMap;

use gongkai_law::Calendar;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use crate::{calendar, days};

#[derive(Deserialize)]
struct Vectors {
    working_days_in_year: BTreeMap<String, i64>,
    without_make_up_days: WithoutMakeUpDays,
    days: Days,
    periods: Periods,
}

#[derive(Deserialize)]
struct WithoutMakeUpDays {
    from: String,
    until: String,
    working_days: u32,
    start_days: usize,
    wrong: usize,
}

#[derive(Deserialize)]
struct Days {
    working: Vec<Date>,
    off: Vec<Date>,
}

#[derive(Deserialize)]
struct Periods {
    lengths: Vec<u32>,
    ends: Vec<Ends>,
}

#[derive(Deserialize)]
struct Ends {
    from: Date,
    to: Vec<Date>,
}

fn vectors() -> Vectors {
    toml::from_str(include_str!("vectors.toml")).unwrap()
}

#[test]
fn every_year_has_the_known_number_of_working_days() {
    for (year, expected) in vectors().working_days_in_year {
        let counted =
            days(&format!("{year}-01-01"), &format!("{year}-12-31")).filter(|day| calendar().is_working_day(*day));
        assert_eq!(counted.count() as i64, expected, "{year}");
    }
}

#[test]
fn single_days_are_worked_or_off_as_announced() {
    let Days { working, off } = vectors().days;
    assert_eq!((working.len(), off.len()), (25, 5));
    for day in working {
        assert!(calendar().is_working_day(day), "{day} is worked");
    }
    for day in off {
        assert!(!calendar().is_working_day(day), "{day} is off");
    }
}

#[test]
fn periods_end_on_the_known_days() {
    let Periods { lengths, ends } = vectors().periods;
    assert_eq!(ends.len(), 20);
    for Ends { from, to } in ends {
        for (length, expected) in lengths.iter().zip(to) {
            let deadline = calendar().add_working_days(from, *length).unwrap();
            assert_eq!(deadline.date, expected, "{length} working days from {from}");
            assert!(!deadline.provisional, "{length} working days from {from} lie inside the calendar");
        }
    }
}

#[test]
fn ignoring_make_up_days_would_be_wrong_for_the_known_number_of_start_days() {
    let WithoutMakeUpDays { from, until, working_days, start_days, wrong } = vectors().without_make_up_days;
    let starts: Vec<Date> = days(&from, &until).collect();
    assert_eq!(starts.len(), start_days);
    // A calendar of holidays alone: the days off are known, the make-up days are not.
    let holidays_only = Calendar::parse(&without_make_up_days()).unwrap();
    let end = |calendar: &Calendar, start| calendar.add_working_days(start, working_days).unwrap().date;
    let differing = starts.iter().filter(|start| end(calendar(), **start) != end(&holidays_only, **start));
    assert_eq!(differing.count(), wrong);
    assert!(!holidays_only.is_working_day("2022-01-29".parse().unwrap()));
    assert_eq!("2022-01-29".parse::<Date>().unwrap().weekday(), Weekday::Saturday);
}

/// The embedded file with every `work` list taken out.
fn without_make_up_days() -> String {
    let line = |line: &str| match line.split_once(", work = [") {
        Some((before, after)) => format!("{before}{}", after.split_once(']').unwrap().1),
        None => line.to_owned(),
    };
    include_str!("../../data/calendar.toml").lines().map(line).collect::<Vec<_>>().join("\n")
}
