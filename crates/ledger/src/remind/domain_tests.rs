//! The slots by vectors around long holidays, and what holds for every due date.

use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Every slot with its day, up to so many weeks after.
fn slots(due: Date, weeks: i64) -> Vec<(Date, Slot)> {
    let before = BEFORE.into_iter().map(Slot::Before);
    let all = before.chain([Slot::OnDay]).chain((1..=weeks).map(Slot::After));
    all.map(|slot| (day_of(Calendar::embedded(), due, slot), slot)).collect()
}

#[test]
fn slots_step_over_national_day_and_count_the_days_worked_for_it() {
    // 1–7 October 2022 are off; Saturday the 8th and Sunday the 9th are worked.
    for (due, days) in [
        ("2022-09-30", ["2022-09-21", "2022-09-27", "2022-09-29", "2022-09-30", "2022-10-08", "2022-10-14"]),
        // A day of rest: the last working day before it.
        ("2022-10-04", ["2022-09-21", "2022-09-27", "2022-09-29", "2022-09-30", "2022-10-11", "2022-10-18"]),
        ("2022-10-09", ["2022-09-23", "2022-09-29", "2022-10-08", "2022-10-09", "2022-10-17", "2022-10-24"]),
        ("2022-10-10", ["2022-09-26", "2022-09-30", "2022-10-09", "2022-10-10", "2022-10-17", "2022-10-24"]),
    ] {
        let found: Vec<String> = slots(day(due), 2).iter().map(|(date, _)| date.to_string()).collect();
        assert_eq!(found, days, "{due}");
    }
}

#[test]
fn slots_step_over_spring_festival() {
    // 31 January to 6 February 2022 are off; Saturday 29 and Sunday 30 January are worked.
    for (due, days) in [
        ("2022-02-07", ["2022-01-24", "2022-01-28", "2022-01-30", "2022-02-07", "2022-02-14"]),
        ("2022-02-01", ["2022-01-21", "2022-01-27", "2022-01-29", "2022-01-30", "2022-02-08"]),
        ("2022-01-28", ["2022-01-19", "2022-01-25", "2022-01-27", "2022-01-28", "2022-02-07"]),
    ] {
        let found: Vec<String> = slots(day(due), 1).iter().map(|(date, _)| date.to_string()).collect();
        assert_eq!(found, days, "{due}");
    }
}

#[test]
fn days_without_a_letter_lose_nothing_and_what_was_said_is_not_said_again() {
    let calendar = Calendar::embedded();
    let found = |covered, today| latest(calendar, day("2022-09-30"), day(covered), day(today));
    assert_eq!(found("2022-09-26", "2022-09-27"), Some(Slot::Before(3)));
    assert_eq!(found("2022-09-27", "2022-09-28"), None);
    // Down from the 27th to the 29th: the latest of what was missed.
    assert_eq!(found("2022-09-26", "2022-09-29"), Some(Slot::Before(1)));
    assert_eq!(found("2022-09-20", "2022-09-26"), Some(Slot::Before(7)));
    assert_eq!(found("2022-09-29", "2022-10-08"), Some(Slot::After(1)));
    assert_eq!(found("2022-10-08", "2022-10-13"), None);
    assert_eq!(found("2022-10-08", "2023-02-27"), Some(Slot::After(21)));
}

#[test]
fn every_slot_is_a_working_day_and_found_on_its_day_alone() {
    let calendar = Calendar::embedded();
    let mut due = day("2021-06-01");
    while due < day("2023-06-01") {
        let mut days: Vec<Date> = slots(due, 6).into_iter().map(|(date, _)| date).collect();
        assert!(days.iter().all(|date| calendar.is_working_day(*date)), "{due}: {days:?}");
        assert!(days.is_sorted(), "{due}: {days:?}");
        // Two weeks that end in one long holiday are reminded of once.
        days.dedup();
        let mut today = due.saturating_sub(30.days());
        let end = due.saturating_add(40.days());
        let mut found = Vec::new();
        while today < end {
            if latest(calendar, due, today.yesterday().unwrap(), today).is_some() {
                assert!(due <= horizon(calendar, today), "{due} on {today}");
                found.push(today);
            }
            today = today.tomorrow().unwrap();
        }
        days.retain(|date| *date < end);
        assert_eq!(found, days, "{due}");
        due = due.tomorrow().unwrap();
    }
}
