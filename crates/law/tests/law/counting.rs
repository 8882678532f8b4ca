//! Adding and counting days, at the edges.

use gongkai_law::{DayKind, Length, MAX_DAYS, PeriodError};
use jiff::civil::Date;

use crate::{calendar, day};

fn end(start: &str, working_days: u32) -> Date {
    calendar().add_working_days(day(start), working_days).unwrap().date
}

#[test]
fn the_first_day_is_not_counted() {
    assert_eq!(end("2022-03-14", 1), day("2022-03-15"));
    assert_eq!(end("2022-03-18", 1), day("2022-03-21"), "Friday to Monday");
}

#[test]
fn a_start_on_a_day_of_rest_counts_from_the_next_working_day() {
    assert_eq!(end("2022-03-19", 1), day("2022-03-21"));
    assert_eq!(end("2022-02-05", 1), day("2022-02-07"), "inside the spring festival");
}

#[test]
fn a_period_may_end_on_a_make_up_saturday_but_not_on_a_holiday() {
    assert_eq!(end("2022-01-28", 1), day("2022-01-29"));
    assert_eq!(end("2022-01-30", 1), day("2022-02-07"));
}

#[test]
fn zero_working_days_end_on_the_first_day() {
    for start in ["2022-03-14", "2022-03-19", "2022-02-01"] {
        assert_eq!(end(start, 0), day(start));
    }
}

#[test]
fn every_kind_of_day_has_its_reason() {
    let why = |text| calendar().why(day(text));
    assert_eq!(why("2022-03-14"), DayKind::Working);
    assert_eq!(why("2022-03-19"), DayKind::Weekend);
    assert_eq!(why("2022-01-29"), DayKind::MakeUp { holiday: "春节" });
    assert_eq!(why("2022-02-05"), DayKind::Holiday { name: "春节" }, "a Saturday inside the holiday");
    assert_eq!(calendar().notice(day("2020-01-31")), Some("国办发明电〔2020〕1号"), "the extension of 2020");
    assert_eq!(calendar().notice(day("2020-10-01")), Some("国办发明电〔2019〕16号"));
    assert_eq!(calendar().notice(day("2022-03-14")), None);
}

#[test]
fn december_days_arranged_by_the_next_years_notice_count_on_their_own_date() {
    assert_eq!(calendar().why(day("2022-12-31")), DayKind::Holiday { name: "元旦" });
    assert_eq!(calendar().why(day("2018-12-29")), DayKind::MakeUp { holiday: "元旦" });
    // 15 December 2022 and the year's end: the days off follow from the notice for 2023.
    assert_eq!(end("2022-12-15", 12), day("2023-01-03"));
    assert_eq!(calendar().working_days_between(day("2022-12-15"), day("2023-01-03")), 12);
}

#[test]
fn leap_days_count_like_other_days() {
    assert_eq!(end("2024-02-28", 1), day("2024-02-29"));
    assert_eq!(end("2024-02-28", 2), day("2024-03-01"));
    assert_eq!(end("2023-02-28", 1), day("2023-03-01"));
}

#[test]
fn a_period_of_calendar_days_that_ends_on_a_day_of_rest_moves_forward() {
    let add = |start: &str, days| calendar().add_calendar_days(day(start), days).unwrap();
    let whole = add("2022-03-01", 30);
    assert_eq!((whole.date, whole.moved_from), (day("2022-03-31"), None));
    assert_eq!(whole.length, Length::CalendarDays(30));
    let moved = add("2022-09-01", 30);
    assert_eq!((moved.date, moved.moved_from), (day("2022-10-08"), Some(day("2022-10-01"))), "over the national day");
    let make_up = add("2022-03-03", 30);
    assert_eq!((make_up.date, make_up.moved_from), (day("2022-04-02"), None), "a make-up Saturday is worked");
}

#[test]
fn rolling_finds_the_nearest_working_day_on_either_side() {
    assert_eq!(calendar().roll_forward(day("2026-02-15")), day("2026-02-24"));
    assert_eq!(calendar().roll_back(day("2026-02-23")), day("2026-02-14"));
    assert_eq!(calendar().roll_forward(day("2026-02-24")), day("2026-02-24"));
}

#[test]
fn working_days_between_are_negative_backwards_and_none_over_a_holiday() {
    let between = |a, b| calendar().working_days_between(day(a), day(b));
    assert_eq!(between("2022-03-14", "2022-03-18"), 4);
    assert_eq!(between("2022-03-18", "2022-03-14"), -4);
    assert_eq!(between("2022-01-30", "2022-02-06"), 0);
    assert_eq!(between("2022-03-14", "2022-03-14"), 0);
}

#[test]
fn what_rests_on_days_not_loaded_is_provisional() {
    let provisional = |start: &str, n| calendar().add_working_days(day(start), n).unwrap().provisional;
    assert_eq!(calendar().last_loaded_day(), day("2026-12-31"));
    assert!(!provisional("2026-12-01", 10));
    assert!(provisional("2026-12-20", 20), "into 2027");
    assert!(provisional("2026-12-21", 6), "the last week of December waits for the next notice");
    assert!(provisional("2018-11-01", 5), "before the first loaded year");
    assert!(!provisional("2022-12-21", 6), "with 2023 loaded the end of 2022 is settled");
    let consultation = calendar().add_calendar_days(day("2018-12-20"), 30).unwrap();
    assert!(!consultation.provisional, "only the end of a period of calendar days matters");
}

#[test]
fn days_beyond_the_calendar_count_monday_to_friday() {
    assert_eq!(end("2030-10-01", 5), day("2030-10-08"));
    assert_eq!(calendar().why(day("2030-10-05")), DayKind::Weekend);
}

#[test]
fn absurd_periods_are_refused() {
    let start = day("2022-01-01");
    assert_eq!(calendar().add_working_days(start, MAX_DAYS + 1), Err(PeriodError::TooLong { days: 5001 }));
    assert_eq!(calendar().add_calendar_days(start, u32::MAX), Err(PeriodError::TooLong { days: u32::MAX }));
    assert_eq!(calendar().explain(start, 6000), Err(PeriodError::TooLong { days: 6000 }));
    assert!(calendar().add_working_days(start, MAX_DAYS).is_ok());
    assert_eq!(calendar().add_working_days(Date::MAX, 1), Err(PeriodError::OutOfRange));
    assert_eq!(calendar().add_calendar_days(Date::MAX, 1), Err(PeriodError::OutOfRange));
    assert_eq!(PeriodError::TooLong { days: 5001 }.to_string(), "期限 5001 日太长，最多 5000 日，请核对");
}
