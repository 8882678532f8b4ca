//! The figures of the dashboard: every entry counted once, by unit, by heading, by month.

use std::collections::BTreeMap;

use super::super::domain::Status;
use super::super::month::Month;

/// How many entries stand where. The first five divide the whole: each entry is in exactly one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Accepted, and nothing of it late.
    pub in_time: i64,
    /// Accepted, but something of it was done after its last day.
    pub late: i64,
    /// Handed in; the office has not answered.
    pub submitted: i64,
    /// Neither, and nothing of it missed.
    pub open: i64,
    /// Neither, and its day is past.
    pub overdue: i64,
    /// Of those open or overdue, what the office gave back.
    pub returned: i64,
}

impl Counts {
    /// All of them.
    pub fn total(&self) -> i64 {
        self.in_time + self.late + self.submitted + self.open + self.overdue
    }

    /// Accepted, in time or late.
    pub fn accepted(&self) -> i64 {
        self.in_time + self.late
    }

    /// The share that is accepted, 0–100, rounded down: 100 only when all is.
    pub fn percent(&self) -> i64 {
        (self.accepted() * 100).checked_div(self.total()).unwrap_or_default()
    }

    /// The five parts, in the order in which they are shown.
    pub fn parts(&self) -> [i64; 5] {
        [self.in_time, self.late, self.submitted, self.open, self.overdue]
    }

    fn take(&mut self, status: Status, late: bool, count: i64) {
        match status {
            Status::Accepted if late => self.late += count,
            Status::Accepted => self.in_time += count,
            Status::Submitted => self.submitted += count,
            Status::NotStarted | Status::InProgress => self.open += count,
            Status::Returned => {
                self.open += count;
                self.returned += count;
            }
        }
    }

    /// What is overdue was counted as open first: its status does not tell.
    fn miss(&mut self, count: i64) {
        self.overdue += count;
        self.open -= count;
    }
}

/// Entries of one name, status and lateness.
#[derive(Clone, Debug)]
pub(crate) struct Group<K> {
    pub key: K,
    pub status: Status,
    pub late: bool,
    pub count: i64,
}

/// Entries of one unit and heading that missed a day of one month.
#[derive(Clone, Debug)]
pub(crate) struct Missed {
    pub unit_id: String,
    pub heading: String,
    /// The month of the last day of all, if there is one.
    pub last: Option<Month>,
    /// The month of the day that was missed.
    pub owed: Month,
    pub count: i64,
}

/// All that the dashboard shows.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    pub all: Counts,
    pub units: BTreeMap<String, Counts>,
    pub headings: BTreeMap<String, Counts>,
    /// By the month of the last day of all; those without one under `None`.
    pub months: BTreeMap<Option<Month>, Counts>,
    /// Overdue entries by unit and the month of the day that was missed.
    pub missed: BTreeMap<(String, Month), i64>,
}

impl Figures {
    pub fn of(
        units: Vec<Group<String>>,
        headings: Vec<Group<String>>,
        months: Vec<Group<Option<Month>>>,
        missed: Vec<Missed>,
    ) -> Self {
        let mut figures =
            Self { units: counted(units), headings: counted(headings), months: counted(months), ..Self::default() };
        for Missed { unit_id, heading, last, owed, count } in missed {
            // A group that is missed is among those counted: both were read from one snapshot.
            figures.headings.entry(heading).or_default().miss(count);
            figures.months.entry(last).or_default().miss(count);
            figures.units.entry(unit_id.clone()).or_default().miss(count);
            *figures.missed.entry((unit_id, owed)).or_default() += count;
        }
        for one in figures.units.values() {
            figures.all.in_time += one.in_time;
            figures.all.late += one.late;
            figures.all.submitted += one.submitted;
            figures.all.open += one.open;
            figures.all.overdue += one.overdue;
            figures.all.returned += one.returned;
        }
        figures
    }
}

fn counted<K: Ord>(groups: Vec<Group<K>>) -> BTreeMap<K, Counts> {
    let mut counts: BTreeMap<K, Counts> = BTreeMap::new();
    for Group { key, status, late, count } in groups {
        counts.entry(key).or_default().take(status, late, count);
    }
    counts
}

/// Those most behind first: with the most overdue, then with the smallest share accepted, then by name.
pub(crate) fn behind_first<'a>(
    counts: impl Iterator<Item = (&'a str, &'a str, Counts)>,
) -> Vec<(&'a str, &'a str, Counts)> {
    let mut rows: Vec<_> = counts.collect();
    rows.sort_by_key(|(key, name, counts)| (-counts.overdue, counts.percent(), *name, *key));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(code: &str) -> Month {
        Month::from_code(code).unwrap()
    }

    #[test]
    fn every_entry_is_in_one_part_and_the_parts_make_the_whole() {
        let group = |status, late, count| Group { key: "u".to_string(), status, late, count };
        let groups = vec![
            group(Status::Accepted, false, 3),
            group(Status::Accepted, true, 1),
            group(Status::Submitted, true, 2),
            group(Status::Returned, false, 2),
            group(Status::NotStarted, false, 4),
        ];
        let missed = Missed {
            unit_id: "u".into(),
            heading: "u".into(),
            last: Some(month("2022-12")),
            owed: month("2022-03"),
            count: 5,
        };
        let months = vec![Group { key: Some(month("2022-12")), status: Status::InProgress, late: false, count: 6 }];
        let figures = Figures::of(groups.clone(), groups, months, vec![missed]);
        let expected = Counts { in_time: 3, late: 1, submitted: 2, open: 1, overdue: 5, returned: 2 };
        assert_eq!((figures.all, figures.units["u"], figures.headings["u"]), (expected, expected, expected));
        assert_eq!((expected.total(), expected.accepted(), expected.percent()), (12, 4, 33));
        assert_eq!(figures.months[&Some(month("2022-12"))].parts(), [0, 0, 0, 1, 5]);
        assert_eq!(figures.missed[&("u".to_string(), month("2022-03"))], 5);
    }

    #[test]
    fn those_most_behind_come_first() {
        let counts = |overdue, in_time, open| Counts { overdue, in_time, open, ..Counts::default() };
        let rows = [("a", "甲", counts(0, 1, 1)), ("b", "乙", counts(2, 9, 0)), ("c", "丙", counts(0, 0, 9))];
        let order: Vec<&str> = behind_first(rows.into_iter()).into_iter().map(|(key, ..)| key).collect();
        assert_eq!(order, ["b", "c", "a"]);
        assert_eq!(Counts::default().percent(), 0, "of nothing nothing is done");
    }
}
