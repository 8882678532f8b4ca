//! What a limit asks for, one occurrence at a time, each with its last day and how that came about.

use jiff::civil::Date;
use serde::Serialize;

use super::{Every, Facts, Period, Term, TimeLimit};
use crate::{Calendar, Deadline, PeriodError};

/// One thing owed: the report for March 2022, the publication of one document, the year's two trainings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Occurrence {
    /// Names it among the occurrences of its limit: a period's key (`2022-03`), a date, or the key of an event.
    pub key: String,
    /// Its name for people, e.g. `2022 年 3 月`.
    pub name: String,
    /// The first day on which it can be done.
    pub opens: Date,
    /// The last day on which it is done in time.
    pub due: Date,
    /// How many times it has to be done: 1 but for a count a year.
    pub times: u32,
    /// `due` rests on days that the calendar does not know for certain.
    pub provisional: bool,
    /// The last day as the plan sets it, when a later one was granted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extended_from: Option<Date>,
    /// How `due` came about.
    #[serde(skip)]
    pub(super) basis: Basis,
}

/// How a last day came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Basis {
    Date,
    PeriodEnd,
    YearEnd,
    AfterPeriod(Deadline),
    AfterEvent(Deadline),
    AtLeast(Deadline),
}

/// The occurrences of `limit` whose date, or the end of whose period, lies within `from..=to`, in order.
///
/// A date gives one, a recurring limit one a period (due after its grace, perhaps later than `to`), a count a year one
/// a year (due at its end). Limits that wait for events, and those without any date, give none. Ends early only where
/// dates themselves end, in the year 9999.
pub fn occurrences<'a>(
    calendar: &'a Calendar,
    limit: &TimeLimit,
    from: Date,
    to: Date,
) -> Result<impl Iterator<Item = Occurrence> + use<'a>, PeriodError> {
    limit.check()?;
    let fixed = match *limit {
        TimeLimit::ByDate { date } => (from..=to).contains(&date).then(|| by_date(date)),
        _ => None,
    };
    let (every, demand) = match *limit {
        TimeLimit::Recurring { every, working_days } => (every, Demand::Once { working_days }),
        TimeLimit::CountPerYear { count } => (Some(Every::Year), Demand::Count(count)),
        _ => (None, Demand::Count(0)),
    };
    let periods = every.into_iter().flat_map(move |every| every.periods(from, to));
    Ok(fixed.into_iter().chain(periods.map_while(move |period| demand.of(calendar, period).ok())))
}

/// Everything owed under a plan: its periods for recurring limits, the recorded events for those that wait for them.
pub(super) fn owed(
    calendar: &Calendar,
    limit: &TimeLimit,
    term: Term,
    facts: &Facts,
) -> Result<Vec<Occurrence>, PeriodError> {
    limit.check()?;
    let all = match limit {
        // A plan may name a date outside its own year.
        TimeLimit::ByDate { date } => vec![by_date(*date)],
        TimeLimit::AfterEvent { .. } | TimeLimit::MinDuration { .. } => after_events(calendar, limit, facts)?,
        TimeLimit::Recurring { .. } | TimeLimit::CountPerYear { .. } | TimeLimit::Ongoing => {
            let (from, to) = term.days()?;
            occurrences(calendar, limit, from, to)?.collect()
        }
    };
    Ok(all.into_iter().map(|one| one.extended_by(facts)).collect())
}

fn by_date(date: Date) -> Occurrence {
    let name = date.to_string();
    let opens = date.first_of_year();
    let basis = Basis::Date;
    Occurrence { key: name.clone(), name, opens, due: date, times: 1, provisional: false, extended_from: None, basis }
}

/// What one period asks for.
#[derive(Clone, Copy)]
enum Demand {
    Once { working_days: Option<u32> },
    Count(u32),
}

impl Demand {
    fn of(self, calendar: &Calendar, period: Period) -> Result<Occurrence, PeriodError> {
        let Period { key, name, first, last } = period;
        let within = Occurrence { key, name, opens: first, due: last, basis: Basis::PeriodEnd, ..by_date(last) };
        match self {
            Self::Once { working_days: None } => Ok(within),
            Self::Once { working_days: Some(days) } => {
                let deadline = calendar.add_working_days(last, days)?;
                let opens = last.tomorrow().map_err(|_| PeriodError::OutOfRange)?;
                // With no days of grace it is done on the period's last day, not after it.
                let opens = opens.min(deadline.date);
                Ok(Occurrence { opens, ..within }.ending(deadline, Basis::AfterPeriod))
            }
            Self::Count(times) => Ok(Occurrence { times, basis: Basis::YearEnd, ..within }),
        }
    }
}

fn after_events(calendar: &Calendar, limit: &TimeLimit, facts: &Facts) -> Result<Vec<Occurrence>, PeriodError> {
    let mut found = Vec::new();
    for event in &facts.events {
        let (deadline, basis): (_, fn(Deadline) -> Basis) = match *limit {
            TimeLimit::AfterEvent { working_days: Some(days), .. } => {
                (calendar.add_working_days(event.on, days)?, Basis::AfterEvent)
            }
            TimeLimit::AfterEvent { calendar_days: Some(days), .. } => {
                (calendar.add_calendar_days(event.on, days)?, Basis::AfterEvent)
            }
            TimeLimit::MinDuration { days } => (calendar.add_calendar_days(event.on, days)?, Basis::AtLeast),
            _ => continue,
        };
        let one = Occurrence { key: event.key.clone(), opens: event.on, ..by_date(event.on) };
        found.push(one.ending(deadline, basis));
    }
    found.sort_by(|a, b| (a.due, a.opens, &a.key).cmp(&(b.due, b.opens, &b.key)));
    Ok(found)
}

impl Occurrence {
    /// With the last day that `facts` grant it, when that is later than its own.
    pub fn extended_by(self, facts: &Facts) -> Self {
        match facts.extended_to(&self.key) {
            Some(to) if to > self.due => Self { due: to, provisional: false, extended_from: Some(self.due), ..self },
            _ => self,
        }
    }

    fn ending(self, deadline: Deadline, basis: fn(Deadline) -> Basis) -> Self {
        Self { due: deadline.date, provisional: deadline.provisional, basis: basis(deadline), ..self }
    }
}
