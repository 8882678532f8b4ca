//! What holds for every day and every length.

use gongkai_law::due::{Every, TimeLimit, occurrences};
use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;

use crate::{calendar, day};

/// Any day from two years before the loaded calendar to two years after it.
fn any_day() -> impl Strategy<Value = Date> {
    (0..4383i64).prop_map(|offset| day("2017-01-01").saturating_add(offset.days()))
}

fn any_every() -> impl Strategy<Value = Every> {
    prop::sample::select(vec![Every::Day, Every::Week, Every::Month, Every::Quarter, Every::HalfYear, Every::Year])
}

fn end(start: Date, n: u32) -> Date {
    calendar().add_working_days(start, n).unwrap().date
}

proptest! {
    #[test]
    fn a_period_ends_on_a_working_day(start in any_day(), n in 1..300u32) {
        prop_assert!(calendar().is_working_day(end(start, n)));
    }

    #[test]
    fn one_day_more_ends_later(start in any_day(), n in 0..300u32) {
        prop_assert!(end(start, n) < end(start, n + 1));
    }

    #[test]
    fn a_later_start_never_ends_earlier(a in any_day(), b in any_day(), n in 0..300u32) {
        let (early, late) = (a.min(b), a.max(b));
        prop_assert!(end(early, n) <= end(late, n));
    }

    #[test]
    fn counting_undoes_adding(start in any_day(), n in 0..300u32) {
        prop_assert_eq!(calendar().working_days_between(start, end(start, n)), i64::from(n));
    }

    #[test]
    fn counting_adds_up_over_any_day_between(a in any_day(), b in any_day(), c in any_day()) {
        let between = |from, to| calendar().working_days_between(from, to);
        prop_assert_eq!(between(a, b) + between(b, c), between(a, c));
    }

    #[test]
    fn counting_agrees_with_looking_at_each_day(from in any_day(), length in 0..120i64) {
        let each = (1..=length).filter(|n| calendar().is_working_day(from.saturating_add(n.days()))).count();
        prop_assert_eq!(calendar().working_days_between(from, from.saturating_add(length.days())), each as i64);
    }

    #[test]
    fn rolling_twice_is_rolling_once(date in any_day()) {
        let forward = calendar().roll_forward(date);
        prop_assert!(date <= forward && calendar().is_working_day(forward));
        prop_assert_eq!(calendar().roll_forward(forward), forward);
        prop_assert_eq!(calendar().working_days_between(date.yesterday().unwrap(), forward), 1);
        let back = calendar().roll_back(date);
        prop_assert!(back <= date && calendar().is_working_day(back));
        prop_assert_eq!(calendar().roll_back(back), back);
    }

    #[test]
    fn the_account_counts_to_the_period_and_ends_with_it(start in any_day(), n in 1..60u32) {
        let lines = calendar().explain(start, n).unwrap();
        let last = lines.last().unwrap();
        prop_assert_eq!((last.date, last.count), (end(start, n), Some(n)));
        let counts: Vec<u32> = lines.iter().filter_map(|line| line.count).collect();
        prop_assert_eq!(counts, (0..=n).collect::<Vec<_>>());
    }

    #[test]
    fn occurrences_follow_each_other_each_after_its_own_period(
        every in any_every(), from in any_day(), days in 0..800i64, grace in prop::option::of(0..15u32),
    ) {
        let to = from.saturating_add(days.days());
        let limit = TimeLimit::Recurring { every: Some(every), working_days: grace };
        let found: Vec<_> = occurrences(calendar(), &limit, from, to).unwrap().collect();
        let periods: Vec<_> = every.periods(from, to).collect();
        prop_assert_eq!(found.len(), periods.len());
        for (one, period) in found.iter().zip(&periods) {
            prop_assert_eq!(&one.key, &period.key);
            prop_assert!(from <= period.last && period.last <= to);
            prop_assert_eq!(calendar().working_days_between(period.last, one.due), i64::from(grace.unwrap_or(0)));
            prop_assert!(period.last <= one.due && one.opens <= one.due);
        }
        for pair in periods.windows(2) {
            prop_assert_eq!(pair[0].last.tomorrow().unwrap(), pair[1].first, "no day between periods");
            prop_assert!(pair[0].key < pair[1].key);
        }
        // Neighbouring days and weeks can share a last day over a long holiday; months and longer never do.
        for pair in found.windows(2) {
            let strictly = !matches!(every, Every::Day | Every::Week) || grace.is_none();
            prop_assert!(pair[0].due < pair[1].due || (!strictly && pair[0].due == pair[1].due));
        }
    }
}
