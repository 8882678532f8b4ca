//! Handing in, accepting, giving back, and a later last day: the acts that move an entry between unit and office.

use directory::{Capability, Principal};
use kernel::{Date, Time};
use law::due::{Done, Extended, TimeLimit};

use crate::entries::acting::{Naming, Outcome, limit_of, not_later_than, recorded};
use crate::entries::basis::{Basis, Occasion, takes_events};
use crate::entries::domain::{Entry, Refusal, Status, named};
use crate::entries::limits::{self, Limit, Which};

impl Entry {
    /// Whether `who` may accept entries, give them back and grant a later last day.
    pub fn can_judge(&self, who: &Principal) -> Result<(), Refusal> {
        match () {
            () if !who.may(Capability::AcceptEntries) || !self.seen_by(who) => {
                Err(Refusal::ReadOnly(who.role().name()))
            }
            () if self.dropped => Err(Refusal::Dropped),
            () => Ok(()),
        }
    }

    /// Whether it can be handed in. `shown`: there is progress or evidence to show.
    pub fn can_submit(&self, shown: bool, basis: &Basis<'_>) -> Result<(), Refusal> {
        self.can_change()?;
        let open = basis.open(&self.records);
        match () {
            () if !open.is_empty() => Err(Refusal::StillOpen(named(&open))),
            () if !shown => Err(Refusal::NothingToShow),
            () => Ok(()),
        }
    }

    /// Handed in. Plain dates that have no record yet are met on `finished_on`.
    pub fn submit(mut self, finished_on: Date, shown: bool, now: Time, basis: &Basis<'_>) -> Result<Self, Refusal> {
        self.can_submit(shown, basis)?;
        not_later_than(finished_on, basis.today)?;
        for (which, date) in plain_dates(basis) {
            let mut facts = self.records.of(&which);
            if facts.done.is_empty() {
                facts.done.push(Done { key: date.to_string(), on: finished_on });
                facts.handed_in.push(date.to_string());
                self.records.set(&which, facts);
            }
        }
        (self.status, self.finished_on, self.submitted_at) = (Status::Submitted, Some(finished_on), Some(now));
        Ok(self.reckoned(basis))
    }

    /// Taken back by the unit before anybody judged it.
    pub fn withdraw(self, basis: &Basis<'_>) -> Result<Self, Refusal> {
        self.submitted()?;
        Ok(self.reopened(Status::InProgress, basis))
    }

    /// Accepted.
    pub fn accept(mut self) -> Result<Self, Refusal> {
        self.submitted()?;
        self.status = Status::Accepted;
        Ok(self)
    }

    /// Given back to the unit, also after it had been accepted.
    pub fn give_back(self, basis: &Basis<'_>) -> Result<Self, Refusal> {
        if self.status.is_open() {
            return Err(Refusal::NothingToReturn(self.status.name()));
        }
        Ok(self.reopened(Status::Returned, basis))
    }

    /// With a later last day for one occasion; `what.on` is that day.
    pub fn extend(mut self, what: &Naming, basis: &Basis<'_>) -> Outcome {
        self.can_change()?;
        let (which, Limit { limit, raw }) = limit_of(basis, what)?;
        let mut facts = self.records.of(&which);
        let all = basis.occasions(limit, &facts).unwrap_or_default();
        let one = all.iter().find(|one| one.key == what.key).ok_or(Refusal::NoOccasion)?;
        match () {
            () if !can_extend(limit) => return Err(Refusal::CannotExtend(raw.clone())),
            () if !one.is_open() => return Err(Refusal::AlreadyDone(one.name.clone())),
            () if what.on <= one.due => return Err(Refusal::NotLater(one.due)),
            () if what.on > latest(one.due) => return Err(Refusal::TooLate(latest(one.due))),
            () => {}
        }
        let told = recorded(raw, &one.name, what.on);
        facts.extended.retain(|extended| extended.key != what.key);
        facts.extended.push(Extended { key: what.key.clone(), to: what.on });
        self.records.set(&which, facts);
        Ok((self.reckoned(basis), told))
    }

    /// The occasions whose last day can be moved, the first due first: the limit's place, and the occasion.
    pub fn extendable(&self, basis: &Basis<'_>) -> Vec<(usize, Occasion)> {
        let limits = limits::each(basis.limits).enumerate().filter(|(_, (_, one))| can_extend(&one.limit));
        let mut found: Vec<(usize, Occasion)> = limits
            .flat_map(|(at, (which, one))| {
                let all = basis.occasions(&one.limit, &self.records.of(&which)).unwrap_or_default();
                all.into_iter().filter(Occasion::is_open).map(move |occasion| (at, occasion))
            })
            .collect();
        found.sort_by_key(|(at, one)| (one.due, *at));
        found
    }

    fn submitted(&self) -> Result<(), Refusal> {
        if self.status == Status::Submitted { Ok(()) } else { Err(Refusal::NotSubmitted(self.status.name())) }
    }

    /// Plain dates that were met by handing it in are owed again.
    fn reopened(mut self, status: Status, basis: &Basis<'_>) -> Self {
        for (which, _) in plain_dates(basis) {
            let mut facts = self.records.of(&which);
            let met = std::mem::take(&mut facts.handed_in);
            facts.done.retain(|done| !met.contains(&done.key));
            self.records.set(&which, facts);
        }
        (self.status, self.finished_on, self.submitted_at) = (status, None, None);
        self.reckoned(basis)
    }
}

fn plain_dates<'b>(basis: &Basis<'b>) -> impl Iterator<Item = (Which, Date)> + use<'b> {
    limits::each(basis.limits).filter_map(|(which, one)| match one.limit {
        TimeLimit::ByDate { date } => Some((which, date)),
        _ => None,
    })
}

/// A period that runs from an event is mostly the law's own, and no office lengthens that.
fn can_extend(limit: &TimeLimit) -> bool {
    !takes_events(limit)
}

/// A year beyond the last day: further is a slip of the keyboard, or another plan.
fn latest(due: Date) -> Date {
    due.saturating_add(jiff::Span::new().years(1))
}

#[cfg(test)]
mod tests {
    use law::Calendar;
    use law::due::Term;

    use super::*;
    use crate::entries::domain::Texts;
    use crate::entries::due::DueKey;
    use crate::entries::limits::Records;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn limits() -> Vec<Limit> {
        vec![Limit { raw: "6月底前".into(), limit: TimeLimit::ByDate { date: day("2022-06-30") } }]
    }

    fn basis(limits: &[Limit]) -> Basis<'_> {
        Basis { calendar: Calendar::embedded(), limits, term: Term::year(2022), today: day("2022-08-15") }
    }

    fn entry(basis: &Basis<'_>) -> Entry {
        let due = crate::entries::due::compute(
            basis.calendar,
            basis.limits,
            &Records::default(),
            basis.term,
            Status::NotStarted,
            basis.today,
        );
        Entry {
            id: String::new(),
            government_id: String::new(),
            plan_id: String::new(),
            task_id: String::new(),
            unit_id: String::new(),
            is_lead: true,
            texts: Texts::default(),
            status: Status::NotStarted,
            records: Records::default(),
            due,
            late: false,
            finished_on: None,
            submitted_at: None,
            awaits: None,
            dropped: false,
            updated_at: Time(0),
            version: 1,
        }
    }

    #[test]
    fn what_is_handed_in_late_says_so_and_what_is_given_back_is_owed_again() {
        let limits = limits();
        let basis = basis(&limits);
        let handed_in = entry(&basis).submit(day("2022-07-01"), true, Time(5), &basis).unwrap();
        assert_eq!((handed_in.status, handed_in.late, handed_in.due.key), (Status::Submitted, true, DueKey::Nothing));
        let accepted = handed_in.clone().accept().unwrap();
        assert_eq!(accepted.status_name(), "逾期完成");
        let back = accepted.give_back(&basis).unwrap();
        assert_eq!((back.status, back.late, back.finished_on), (Status::Returned, false, None));
        assert_eq!(back.due.key, DueKey::On(day("2022-06-30")));
        assert!(back.clone().accept().is_err() && back.withdraw(&basis).is_err());
        assert!(handed_in.withdraw(&basis).unwrap().records.is_empty());
    }

    #[test]
    fn a_record_of_its_own_outlives_the_hand_in() {
        let limits = limits();
        let basis = basis(&limits);
        let what = Naming { limit: 0, key: "2022-06-30".into(), on: day("2022-06-20") };
        let (recorded, _) = entry(&basis).done(&what, &basis).unwrap();
        let handed_in = recorded.clone().submit(day("2022-06-20"), true, Time(0), &basis).unwrap();
        let back = handed_in.give_back(&basis).unwrap();
        assert_eq!(back.records, recorded.records);
    }

    #[test]
    fn nothing_is_handed_in_twice_or_with_nothing_to_show() {
        let limits = limits();
        let basis = basis(&limits);
        let today = basis.today;
        assert_eq!(entry(&basis).submit(today, false, Time(0), &basis).unwrap_err(), Refusal::NothingToShow);
        let handed_in = entry(&basis).submit(today, true, Time(0), &basis).unwrap();
        assert_eq!(handed_in.clone().submit(today, true, Time(0), &basis).unwrap_err(), Refusal::Submitted);
        assert_eq!(handed_in.clone().fill(Texts::default()).unwrap_err(), Refusal::Submitted);
        let later = entry(&basis).submit(day("2022-08-16"), true, Time(0), &basis).unwrap_err();
        assert_eq!(later, Refusal::InFuture(day("2022-08-16")));
    }

    #[test]
    fn a_granted_day_moves_the_due_date_and_what_is_done_by_it_is_in_time() {
        let limits = limits();
        let basis = basis(&limits);
        let what = |on: &str| Naming { limit: 0, key: "2022-06-30".into(), on: day(on) };
        assert_eq!(
            entry(&basis).extend(&what("2022-06-30"), &basis).unwrap_err(),
            Refusal::NotLater(day("2022-06-30"))
        );
        assert!(matches!(entry(&basis).extend(&what("2024-01-01"), &basis), Err(Refusal::TooLate(_))));
        let (longer, _) = entry(&basis).extend(&what("2022-09-30"), &basis).unwrap();
        assert_eq!(longer.due.key, DueKey::On(day("2022-09-30")));
        assert!(basis.each(&longer.records)[0].explanation.contains("经批准延至 2022-09-30"));
        let done = longer.submit(day("2022-08-01"), true, Time(0), &basis).unwrap();
        assert!(!done.late, "in time by the day that was granted");
    }

    #[test]
    fn periods_that_run_from_an_event_are_not_lengthened() {
        let limit = TimeLimit::AfterEvent { event: "信息形成".into(), working_days: Some(20), calendar_days: None };
        let limits = [Limit { raw: "20个工作日内".into(), limit }];
        let basis = basis(&limits);
        let what = Naming { limit: 0, key: "文件甲".into(), on: day("2022-08-01") };
        let (happened, _) = entry(&basis).happened(&what, &basis).unwrap();
        let later = Naming { on: day("2022-12-01"), ..what };
        assert!(matches!(happened.extend(&later, &basis), Err(Refusal::CannotExtend(_))));
    }
}
