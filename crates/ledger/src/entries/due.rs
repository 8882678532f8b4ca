//! What an entry owes next: the soonest of its task's limits, in the form the table keeps and sorts by.

use db::{Column, Row};
use kernel::Date;
use law::Calendar;
use law::due::{Due, State, Term, soonest};

use super::domain::Status;
use super::limits::{self, Limit, Records, Which};

/// What is owed next. Sorts as lists show it: dates, then what waits, then what stands, then what owes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueKey {
    /// Something by this day.
    On(Date),
    /// Nothing until an event is recorded.
    Waiting,
    /// Always something, without a date.
    Standing,
    /// Nothing any more, or the plan sets no time.
    Nothing,
}

/// Dates no plan names, so that one indexed column holds and sorts every case.
const WAITING: Date = jiff::civil::date(9999, 12, 29);
const STANDING: Date = jiff::civil::date(9999, 12, 30);
const NOTHING: Date = jiff::civil::date(9999, 12, 31);

impl DueKey {
    /// As `ledger_entry.due_key` keeps it.
    pub fn column(self) -> Date {
        match self {
            Self::On(date) => date.min(WAITING.yesterday().unwrap_or(date)),
            Self::Waiting => WAITING,
            Self::Standing => STANDING,
            Self::Nothing => NOTHING,
        }
    }

    /// From `ledger_entry.due_key`.
    pub fn from_column(date: Date) -> Self {
        match date {
            WAITING => Self::Waiting,
            STANDING => Self::Standing,
            NOTHING => Self::Nothing,
            date => Self::On(date),
        }
    }

    /// The day, if there is one.
    pub fn date(self) -> Option<Date> {
        match self {
            Self::On(date) => Some(date),
            Self::Waiting | Self::Standing | Self::Nothing => None,
        }
    }
}

impl Column for DueKey {
    fn read(row: &Row, name: &str) -> db::Result<Self> {
        Date::read(row, name).map(Self::from_column)
    }
}

/// What is owed next, as it was reckoned on one version of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoned {
    /// What is owed.
    pub key: DueKey,
    /// The date rests on days the calendar does not know for certain (暂定).
    pub provisional: bool,
    /// The calendar's version.
    pub calendar: String,
    /// The last day on which anything is owed under the plan, done or not; none when nothing has a date.
    pub last: Option<Date>,
}

/// What is due next under each limit, in the limits' order.
pub fn each(calendar: &Calendar, limits: &[Limit], records: &Records, term: Term, today: Date) -> Vec<Due> {
    let one = |(which, Limit { limit, .. }): (Which, &Limit)| {
        // A length no plan can mean has no date; the page shows why.
        law::due::next(calendar, limit, term, today, &records.of(&which)).unwrap_or_else(|error| Due {
            key: None,
            on: None,
            days_left: None,
            state: State::Standing,
            provisional: false,
            explanation: format!("{error}。"),
        })
    };
    limits::each(limits).map(one).collect()
}

/// What an entry owes next: the soonest of its task's limits given what is recorded; nothing once it is handed in.
pub fn compute(
    calendar: &Calendar,
    limits: &[Limit],
    records: &Records,
    term: Term,
    status: Status,
    today: Date,
) -> Reckoned {
    let open = if status.is_open() { limits } else { &[] };
    let soonest = soonest(each(calendar, open, records, term, today));
    let key = match &soonest {
        None => DueKey::Nothing,
        Some(Due { on: Some(date), .. }) => DueKey::On(*date),
        Some(Due { state: State::WaitingForEvent, .. }) => DueKey::Waiting,
        Some(Due { state: State::Standing, .. }) => DueKey::Standing,
        Some(_) => DueKey::Nothing,
    };
    let provisional = soonest.is_some_and(|due| due.provisional);
    let last = limits::each(limits);
    let last = last.filter_map(|(which, one)| law::due::last(calendar, &one.limit, term, &records.of(&which))).max();
    Reckoned { key, provisional, calendar: calendar.version().to_owned(), last }
}

#[cfg(test)]
mod tests {
    use law::due::TimeLimit;

    use super::*;

    fn limit(limit: TimeLimit) -> Limit {
        Limit { raw: "…".into(), limit }
    }

    fn by(date: &str) -> Limit {
        limit(TimeLimit::ByDate { date: date.parse().unwrap() })
    }

    fn reckon(limits: &[Limit], status: Status) -> DueKey {
        let today = "2022-06-01".parse().unwrap();
        compute(Calendar::embedded(), limits, &Records::default(), Term::year(2022), status, today).key
    }

    #[test]
    fn the_soonest_of_several_limits_counts() {
        let date = |text: &str| DueKey::On(text.parse().unwrap());
        assert_eq!(reckon(&[by("2022-12-31"), by("2022-06-30")], Status::NotStarted), date("2022-06-30"));
        assert_eq!(reckon(&[limit(TimeLimit::Ongoing), by("2022-12-31")], Status::NotStarted), date("2022-12-31"));
    }

    #[test]
    fn what_was_handed_in_owes_nothing_and_neither_does_an_entry_without_limits() {
        assert_eq!(reckon(&[by("2022-06-30")], Status::Submitted), DueKey::Nothing);
        assert_eq!(reckon(&[by("2022-06-30")], Status::Accepted), DueKey::Nothing);
        assert_ne!(reckon(&[by("2022-06-30")], Status::Returned), DueKey::Nothing);
        assert_eq!(reckon(&[], Status::InProgress), DueKey::Nothing);
        assert_eq!(reckon(&[limit(TimeLimit::Ongoing)], Status::InProgress), DueKey::Standing);
    }

    #[test]
    fn keys_sort_as_lists_show_them_and_come_back_from_the_column() {
        let day = DueKey::On("2022-06-30".parse().unwrap());
        let keys = [day, DueKey::Waiting, DueKey::Standing, DueKey::Nothing];
        assert!(keys.is_sorted_by_key(|key| key.column()) && keys.is_sorted());
        assert_eq!(keys.map(|key| DueKey::from_column(key.column())), keys);
    }

    #[test]
    fn a_length_no_plan_can_mean_has_no_date_and_says_so() {
        let endless = limit(TimeLimit::MinDuration { days: 9_999_999 });
        let dues = each(
            Calendar::embedded(),
            &[endless],
            &Records::default(),
            Term::year(2022),
            "2022-06-01".parse().unwrap(),
        );
        assert_eq!(dues[0].on, None);
        assert!(dues[0].explanation.contains("太长"), "{}", dues[0].explanation);
    }
}
