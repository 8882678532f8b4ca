//! What all time limits share: occurrences over a span, the soonest of several, provisional dates, refusals.

use gongkai_law::PeriodError;
use gongkai_law::due::{Due, Event, Every, Facts, State, Term, TimeLimit, next, occurrences, soonest};

use crate::{calendar, day};

/// Keys and last days of the occurrences within a span.
fn listed(limit: &TimeLimit, from: &str, to: &str) -> Vec<String> {
    let found = occurrences(calendar(), limit, day(from), day(to)).unwrap();
    found.map(|one| format!("{} {}", one.key, one.due)).collect()
}

fn every(every: Every, working_days: Option<u32>) -> TimeLimit {
    TimeLimit::Recurring { every: Some(every), working_days }
}

#[test]
fn months_fall_due_after_their_grace_also_over_the_years_end() {
    assert_eq!(
        listed(&every(Every::Month, Some(10)), "2021-12-15", "2022-03-31"),
        ["2021-12 2022-01-17", "2022-01 2022-02-18", "2022-02 2022-03-14", "2022-03 2022-04-15"]
    );
}

#[test]
fn every_length_of_period_has_its_key_and_its_end() {
    assert_eq!(
        listed(&every(Every::Day, None), "2024-02-28", "2024-03-01"),
        ["2024-02-28 2024-02-28", "2024-02-29 2024-02-29", "2024-03-01 2024-03-01"]
    );
    assert_eq!(listed(&every(Every::Month, None), "2024-02-10", "2024-03-30"), ["2024-02 2024-02-29"]);
    assert_eq!(
        listed(&every(Every::Quarter, None), "2022-01-01", "2022-12-31"),
        ["2022-Q1 2022-03-31", "2022-Q2 2022-06-30", "2022-Q3 2022-09-30", "2022-Q4 2022-12-31"]
    );
    assert_eq!(
        listed(&every(Every::HalfYear, None), "2022-01-01", "2022-12-31"),
        ["2022-H1 2022-06-30", "2022-H2 2022-12-31"]
    );
    assert_eq!(listed(&every(Every::Year, None), "2022-05-01", "2023-12-31"), ["2022 2022-12-31", "2023 2023-12-31"]);
}

#[test]
fn a_week_runs_monday_to_sunday_and_belongs_to_the_year_it_ends_in() {
    assert_eq!(
        listed(&every(Every::Week, Some(1)), "2023-01-01", "2023-01-08"),
        ["2022-W52 2023-01-03", "2023-W01 2023-01-09"]
    );
    assert_eq!(listed(&every(Every::Week, None), "2022-12-20", "2022-12-31"), ["2022-W51 2022-12-25"]);
}

#[test]
fn a_count_gives_one_occurrence_a_year_and_a_date_gives_itself() {
    let twice = TimeLimit::CountPerYear { count: 2 };
    assert_eq!(listed(&twice, "2021-01-01", "2022-12-31"), ["2021 2021-12-31", "2022 2022-12-31"]);
    let times: Vec<u32> =
        occurrences(calendar(), &twice, day("2021-01-01"), day("2022-12-31")).unwrap().map(|one| one.times).collect();
    assert_eq!(times, [2, 2]);
    let by = TimeLimit::ByDate { date: day("2022-09-30") };
    assert_eq!(listed(&by, "2022-09-30", "2022-09-30"), ["2022-09-30 2022-09-30"]);
    assert!(listed(&by, "2022-10-01", "2022-12-31").is_empty());
}

#[test]
fn limits_without_periods_of_their_own_list_nothing() {
    for limit in [
        TimeLimit::Ongoing,
        TimeLimit::MinDuration { days: 30 },
        TimeLimit::AfterEvent { event: "甲".into(), working_days: Some(20), calendar_days: None },
        TimeLimit::Recurring { every: None, working_days: Some(3) },
    ] {
        assert!(listed(&limit, "2022-01-01", "2022-12-31").is_empty(), "{limit:?}");
    }
}

#[test]
fn a_span_turned_round_lists_nothing() {
    assert!(listed(&every(Every::Day, None), "2022-02-01", "2022-01-01").is_empty());
}

#[test]
fn a_due_date_beyond_the_calendar_is_provisional_and_says_so() {
    let monthly = every(Every::Month, Some(10));
    let last = occurrences(calendar(), &monthly, day("2026-11-01"), day("2026-12-31")).unwrap();
    let provisional: Vec<_> = last.map(|one| (one.key, one.provisional)).collect();
    assert_eq!(provisional, [("2026-11".into(), false), ("2026-12".into(), true)]);

    let after = TimeLimit::AfterEvent { event: "信息形成".into(), working_days: Some(20), calendar_days: None };
    let facts = Facts { events: vec![Event { key: "a".into(), on: day("2026-12-20") }], ..Facts::default() };
    let due = next(calendar(), &after, Term::year(2026), day("2026-12-21"), &facts).unwrap();
    assert!(due.provisional);
    assert!(due.explanation.contains("尚未载入，暂按周一至周五计算，结果为暂定"), "{}", due.explanation);
}

#[test]
fn lengths_no_plan_can_mean_and_years_without_dates_are_refused() {
    let long = TimeLimit::AfterEvent { event: "甲".into(), working_days: Some(6000), calendar_days: None };
    let refused = next(calendar(), &long, Term::year(2022), day("2022-01-01"), &Facts::default());
    assert_eq!(refused, Err(PeriodError::TooLong { days: 6000 }), "even before anything happened");
    let monthly = every(Every::Month, Some(6000));
    assert!(occurrences(calendar(), &monthly, day("2022-01-01"), day("2022-12-31")).is_err());
    let year = next(calendar(), &every(Every::Year, None), Term::year(i16::MAX), day("2022-01-01"), &Facts::default());
    assert_eq!(year, Err(PeriodError::OutOfRange));
}

#[test]
fn the_soonest_limit_is_the_earliest_date_then_what_waits_then_what_stands() {
    let at =
        |limit: TimeLimit| next(calendar(), &limit, Term::year(2022), day("2022-05-10"), &Facts::default()).unwrap();
    let june = at(TimeLimit::ByDate { date: day("2022-06-30") });
    let overdue = at(TimeLimit::ByDate { date: day("2022-03-31") });
    let waiting = at(TimeLimit::AfterEvent { event: "甲".into(), working_days: Some(20), calendar_days: None });
    let standing = at(TimeLimit::Ongoing);
    let done = Due { state: State::Done, ..at(TimeLimit::ByDate { date: day("2022-01-31") }) };
    let pressing = [overdue, june, waiting, standing, done];
    for most in 0..pressing.len() {
        let left_to_do = &pressing[most..];
        assert_eq!(soonest(left_to_do.iter().cloned()).as_ref(), Some(&pressing[most]));
        assert_eq!(soonest(left_to_do.iter().rev().cloned()).as_ref(), Some(&pressing[most]), "in any order");
    }
    assert_eq!(soonest([]), None);
}

#[test]
fn what_is_due_reads_in_json_with_its_state_beside_it() {
    let by = TimeLimit::ByDate { date: day("2022-09-30") };
    let due = next(calendar(), &by, Term::year(2022), day("2022-10-11"), &Facts::default()).unwrap();
    let json = serde_json::to_value(&due).unwrap();
    let expected = serde_json::json!({
        "key": "2022-09-30",
        "on": "2022-09-30",
        "days_left": -4,
        "state": "overdue",
        "working_days": 4,
        "provisional": false,
        "explanation": "截止日期 2022-09-30（周五）。"
    });
    assert_eq!(json, expected);
    assert_eq!(serde_json::from_value::<Due>(json).unwrap(), due);
}
