//! What an entry's dates rest on, and what can be recorded under each of its time limits.

use kernel::Date;
use law::due::{Done, Due, Event, Facts, Term, TimeLimit, next, occurrences};
use law::{Calendar, PeriodError};

use super::domain::Entry;
use super::due::{Reckoned, compute, each};
use super::limits::{self, Limit, Records};

/// What an entry's dates rest on.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    /// The working-day calendar.
    pub calendar: &'a Calendar,
    /// The task's time limits.
    pub limits: &'a [Limit],
    /// The time that the plan governs.
    pub term: Term,
    /// Today.
    pub today: Date,
}

/// One thing owed under a limit: a period, a date, what an event set off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// Names it among those of its limit.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// The first day on which it can be done.
    pub opens: Date,
    /// The last day on which it is done in time; of a least duration, the first day on which it may end.
    pub due: Date,
    /// How many times it has to be done.
    pub times: u32,
    /// Each time that it was done.
    pub done: Vec<Done>,
    /// `due` is not certain.
    pub provisional: bool,
}

impl Occasion {
    /// Whether something of it is left to do.
    pub fn is_open(&self) -> bool {
        (self.done.len() as u32) < self.times
    }
}

/// Whether events are recorded under a limit: what its period runs from.
pub fn takes_events(limit: &TimeLimit) -> bool {
    match limit {
        TimeLimit::AfterEvent { working_days, calendar_days, .. } => working_days.or(*calendar_days).is_some(),
        TimeLimit::MinDuration { .. } => true,
        TimeLimit::ByDate { .. }
        | TimeLimit::Recurring { .. }
        | TimeLimit::CountPerYear { .. }
        | TimeLimit::Ongoing => false,
    }
}

/// Whether doing something is recorded under a limit: a least duration ends by itself.
pub fn takes_done(limit: &TimeLimit) -> bool {
    !matches!(limit, TimeLimit::MinDuration { .. })
}

impl Basis<'_> {
    /// What an entry owes next.
    pub fn due(&self, entry: &Entry) -> Reckoned {
        compute(self.calendar, self.limits, &entry.records, self.term, entry.status, self.today)
    }

    /// What is due next under each limit.
    pub fn each(&self, records: &Records) -> Vec<Due> {
        each(self.calendar, self.limits, records, self.term, self.today)
    }

    /// Everything owed under one limit in the plan's term, in the order it falls due.
    pub fn occasions(&self, limit: &TimeLimit, facts: &Facts) -> Result<Vec<Occasion>, PeriodError> {
        if takes_events(limit) {
            let mut found: Vec<Occasion> =
                facts.events.iter().map(|event| self.of_event(limit, event, facts)).collect::<Result<_, _>>()?;
            found.sort_by(|a, b| (a.due, &a.key).cmp(&(b.due, &b.key)));
            return Ok(found);
        }
        let year = Date::new(self.term.year, 1, 1).map_err(|_| PeriodError::OutOfRange)?;
        let (from, to) = match limit {
            // A plan may name a date outside its own year.
            TimeLimit::ByDate { date } => (*date, *date),
            _ => (self.term.in_force.map_or(year, |day| day.max(year)), year.last_of_year()),
        };
        let all = occurrences(self.calendar, limit, from, to)?;
        Ok(all
            .map(|one| one.extended_by(facts))
            .map(|one| Occasion {
                done: facts.done.iter().filter(|done| done.key == one.key).cloned().collect(),
                key: one.key,
                name: one.name,
                opens: one.opens,
                due: one.due,
                times: one.times,
                provisional: one.provisional,
            })
            .collect())
    }

    fn of_event(&self, limit: &TimeLimit, event: &Event, facts: &Facts) -> Result<Occasion, PeriodError> {
        let alone = Facts { events: vec![event.clone()], ..Facts::default() };
        // Reckoned on the event's own day, on which even the shortest period is not over.
        let due = next(self.calendar, limit, self.term, event.on, &alone)?;
        Ok(Occasion {
            key: event.key.clone(),
            name: event.key.clone(),
            opens: event.on,
            due: due.on.unwrap_or(event.on),
            times: 1,
            done: facts.done.iter().filter(|done| done.key == event.key).cloned().collect(),
            provisional: due.provisional,
        })
    }

    /// Whether something was done after its last day.
    pub fn late(&self, records: &Records) -> bool {
        limits::each(self.limits).any(|(which, Limit { limit, .. })| {
            let occasions = self.occasions(limit, &records.of(&which)).unwrap_or_default();
            takes_done(limit) && occasions.iter().any(|one| one.done.iter().any(|done| done.on > one.due))
        })
    }

    /// Names of what is owed and not recorded, but for plain dates: what stands in the way of handing the entry in.
    pub fn open(&self, records: &Records) -> Vec<String> {
        let mut names = Vec::new();
        for (which, Limit { limit, raw }) in limits::each(self.limits) {
            let facts = records.of(&which);
            let occasions = self.occasions(limit, &facts).unwrap_or_default();
            match limit {
                TimeLimit::ByDate { .. } => {}
                TimeLimit::MinDuration { .. } => {
                    let running = occasions.iter().filter(|one| one.due >= self.today);
                    names.extend(running.map(|one| format!("“{raw}”（{} 起，至 {}）", one.opens, one.due)));
                }
                _ => names.extend(occasions.into_iter().filter(Occasion::is_open).map(|one| one.name)),
            }
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use law::due::Every;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn basis(limits: &[Limit]) -> Basis<'_> {
        let term = Term { year: 2022, in_force: Some(day("2022-04-20")) };
        Basis { calendar: Calendar::embedded(), limits, term, today: day("2022-08-15") }
    }

    #[test]
    fn the_periods_of_the_plans_term_can_be_recorded_from_their_opening() {
        let quarterly = TimeLimit::Recurring { every: Some(Every::Quarter), working_days: Some(10) };
        let done = Done { key: "2022-Q2".into(), on: day("2022-07-08") };
        let facts = Facts { done: vec![done.clone()], ..Facts::default() };
        let found = basis(&[]).occasions(&quarterly, &facts).unwrap();
        let names: Vec<_> = found.iter().map(|one| (one.key.as_str(), one.opens, one.is_open())).collect();
        let expected = [
            ("2022-Q2", day("2022-07-01"), false),
            ("2022-Q3", day("2022-10-01"), true),
            ("2022-Q4", day("2023-01-01"), true),
        ];
        assert_eq!(names, expected, "the first quarter ended before the plan was issued");
        assert_eq!(found[0].done, [done]);
    }

    #[test]
    fn an_event_sets_off_one_occasion_with_its_own_last_day() {
        let limit = TimeLimit::AfterEvent { event: "信息形成".into(), working_days: Some(20), calendar_days: None };
        let event = Event { key: "文件甲".into(), on: day("2022-08-01") };
        let found = basis(&[]).occasions(&limit, &Facts { events: vec![event], ..Facts::default() }).unwrap();
        assert_eq!((found[0].name.as_str(), found[0].due), ("文件甲", day("2022-08-29")));
    }

    #[test]
    fn what_stands_in_the_way_of_finishing_is_named_and_a_date_does_not() {
        let limits = [
            Limit { raw: "年底前".into(), limit: TimeLimit::ByDate { date: day("2022-12-31") } },
            Limit { raw: "至少2次".into(), limit: TimeLimit::CountPerYear { count: 2 } },
        ];
        assert_eq!(basis(&limits).open(&Records::default()), ["2022 年"]);
        let mut records = Records::default();
        let twice = vec![Done { key: "2022".into(), on: day("2022-05-01") }; 2];
        records.set(&limits::at(&limits, 1).unwrap().0, Facts { done: twice, ..Facts::default() });
        assert!(basis(&limits).open(&records).is_empty());
    }
}
