//! What is due next: the first occurrence not yet done, and how it stands today.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::occurrence::owed;
use super::{Facts, Occurrence, Term, TimeLimit, wording};
use crate::{Calendar, PeriodError};

/// How a limit stands on a given day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// The time in which to do it has not begun: the month to report on still runs, the plan's year is still to come.
    NotStarted,
    /// To be done, and in time.
    Upcoming,
    /// Today is the last day.
    DueToday,
    /// The last day has passed.
    Overdue {
        /// Working days since the last day; 0 when only days of rest have passed since.
        working_days: i64,
    },
    /// The period runs from an event, and none is recorded that is not dealt with.
    WaitingForEvent,
    /// There is no date: it is to be done all the time.
    Standing,
    /// Nothing is left to do: all done, or the least duration has passed.
    Done,
}

/// What is due next under one limit, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The occurrence this is about: see [`Occurrence::key`]. None when there is none.
    pub key: Option<String>,
    /// The last day. Of a least duration: the first day on which it may end.
    pub on: Option<Date>,
    /// Working days from today (not counted) to `on`; negative when `on` has passed.
    pub days_left: Option<i64>,
    /// How it stands today.
    #[serde(flatten)]
    pub state: State,
    /// `on` rests on days that the calendar does not know for certain.
    pub provisional: bool,
    /// How `on` came about, in Chinese sentences a resident can follow.
    pub explanation: String,
}

/// What is due next under `limit` in a plan's `term`, as of `today`.
///
/// That is the earliest occurrence that is not done, be it overdue or not yet open; done means recorded in `facts`
/// under its key as often as it asks for. A least duration is done by itself when it has passed.
pub fn next(
    calendar: &Calendar,
    limit: &TimeLimit,
    term: Term,
    today: Date,
    facts: &Facts,
) -> Result<Due, PeriodError> {
    let all = owed(calendar, limit, term, facts)?;
    let least = matches!(limit, TimeLimit::MinDuration { .. });
    let is_done = |one: &Occurrence| facts.times_done(&one.key) >= one.times || (least && one.due < today);
    let open: Vec<&Occurrence> = all.iter().filter(|one| !is_done(one)).collect();
    let Some((first, others)) = open.split_first() else {
        let state = nothing_open(limit, facts);
        let explanation = wording::nothing_open(limit, &state, all.len());
        return Ok(Due { key: None, on: None, days_left: None, state, provisional: false, explanation });
    };
    let also_overdue = others.iter().filter(|one| one.due < today).count();
    Ok(Due {
        key: Some(first.key.clone()),
        on: Some(first.due),
        days_left: Some(calendar.working_days_between(today, first.due)),
        state: state(calendar, first, today),
        provisional: first.provisional,
        explanation: wording::open(calendar, limit, first, facts, also_overdue),
    })
}

/// The last day on which anything is owed under `limit`, done or not; none when nothing has a date, or it is a length
/// that no plan can mean.
pub fn last(calendar: &Calendar, limit: &TimeLimit, term: Term, facts: &Facts) -> Option<Date> {
    let all = owed(calendar, limit, term, facts).ok()?;
    all.iter().map(|one| one.due).max()
}

fn state(calendar: &Calendar, one: &Occurrence, today: Date) -> State {
    if today < one.opens {
        State::NotStarted
    } else if today < one.due {
        State::Upcoming
    } else if today == one.due {
        State::DueToday
    } else {
        State::Overdue { working_days: calendar.working_days_between(one.due, today) }
    }
}

fn nothing_open(limit: &TimeLimit, facts: &Facts) -> State {
    match limit {
        TimeLimit::Ongoing
        | TimeLimit::Recurring { every: None, .. }
        | TimeLimit::AfterEvent { working_days: None, calendar_days: None, .. } => State::Standing,
        TimeLimit::AfterEvent { .. } => State::WaitingForEvent,
        TimeLimit::MinDuration { .. } if facts.events.is_empty() => State::WaitingForEvent,
        TimeLimit::MinDuration { .. }
        | TimeLimit::ByDate { .. }
        | TimeLimit::Recurring { .. }
        | TimeLimit::CountPerYear { .. } => State::Done,
    }
}

/// The one to look at first among several limits of one task: the earliest date, then what waits for an event, then
/// what stands always, then what is done. The first given wins a tie.
pub fn soonest(dues: impl IntoIterator<Item = Due>) -> Option<Due> {
    dues.into_iter().min_by_key(|due| match (&due.state, due.on) {
        (State::WaitingForEvent, _) => (1, None),
        (State::Standing, _) => (2, None),
        (State::Done, _) => (3, None),
        (_, on) => (0, on),
    })
}
