//! What people do to an entry: fill it in, record what was done and what happened, take a record back.

use kernel::Date;
use law::due::{Done, Event};

use super::acts::Recorded;
use super::basis::{Basis, takes_done, takes_events};
use super::domain::{Entry, Refusal, Status, Texts};
use super::limits::{self, Limit, Which};
use super::words::meaning;

/// A record as a form names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The limit's place in the task's list.
    pub limit: usize,
    /// The occasion's key; for a new event, its name.
    pub key: String,
    /// The day.
    pub on: Date,
}

/// The entry after an act, with what was recorded or taken back; or why not.
pub type Outcome = Result<(Entry, Recorded), Refusal>;

impl Entry {
    /// With other texts. Work has begun with the first of them.
    pub fn fill(mut self, texts: Texts) -> Result<Self, Refusal> {
        self.can_change()?;
        if texts != self.texts {
            self.begin();
        }
        self.texts = texts;
        Ok(self)
    }

    /// Under way, if it was not yet.
    pub fn begun(mut self) -> Result<Self, Refusal> {
        self.can_change()?;
        self.begin();
        Ok(self)
    }

    /// With an occasion done once more. Work has begun with the first record.
    pub fn done(mut self, what: &Naming, basis: &Basis<'_>) -> Outcome {
        self.can_change()?;
        let (which, Limit { limit, raw }) = limit_of(basis, what)?;
        let mut facts = self.records.of(&which);
        let all = basis.occasions(limit, &facts).unwrap_or_default();
        let occasion = all.iter().find(|one| one.key == what.key && takes_done(limit)).ok_or(Refusal::NoOccasion)?;
        match () {
            () if !occasion.is_open() => return Err(Refusal::AlreadyDone(occasion.name.clone())),
            () if occasion.opens > basis.today => return Err(Refusal::NotOpen(occasion.name.clone(), occasion.opens)),
            () => not_later_than(what.on, basis.today)?,
        }
        if takes_events(limit) && what.on < occasion.opens {
            return Err(Refusal::BeforeEvent(occasion.opens));
        }
        let recorded = recorded(raw, &occasion.name, what.on);
        facts.done.push(Done { key: what.key.clone(), on: what.on });
        self.records.set(&which, facts);
        self.begin();
        Ok((self.reckoned(basis), recorded))
    }

    /// With an event that a period runs from.
    pub fn happened(mut self, what: &Naming, basis: &Basis<'_>) -> Outcome {
        self.can_change()?;
        let (which, Limit { limit, raw }) = limit_of(basis, what)?;
        if !takes_events(limit) {
            return Err(Refusal::NoOccasion);
        }
        not_later_than(what.on, basis.today)?;
        let mut facts = self.records.of(&which);
        let key = if what.key.is_empty() { what.on.to_string() } else { what.key.clone() };
        if facts.events.iter().any(|event| event.key == key) {
            return Err(Refusal::SameEvent(key));
        }
        let recorded = recorded(raw, &key, what.on);
        facts.events.push(Event { key, on: what.on });
        self.records.set(&which, facts);
        self.begin();
        Ok((self.reckoned(basis), recorded))
    }

    /// Without one record of something done.
    pub fn undo_done(mut self, what: &Naming, basis: &Basis<'_>) -> Outcome {
        self.can_change()?;
        let (which, Limit { limit, raw }) = limit_of(basis, what)?;
        let mut facts = self.records.of(&which);
        let all = basis.occasions(limit, &facts).unwrap_or_default();
        let name = all.iter().find(|one| one.key == what.key).map_or(&what.key, |one| &one.name);
        let at = facts.done.iter().position(|done| done.key == what.key && done.on == what.on);
        facts.done.remove(at.ok_or(Refusal::NoRecord)?);
        self.records.set(&which, facts);
        Ok((self.reckoned(basis), recorded(raw, name, what.on)))
    }

    /// Without one record of something done under a limit that a corrected plan has no more: nothing is owed by it.
    pub fn forget_done(mut self, which: &Which, (key, on): (&str, Date), basis: &Basis<'_>) -> Outcome {
        self.can_change()?;
        let mut facts = self.records.of(which);
        let at = facts.done.iter().position(|done| done.key == key && done.on == on);
        facts.done.remove(at.ok_or(Refusal::NoRecord)?);
        self.records.set(which, facts);
        Ok((self.reckoned(basis), recorded(&meaning(&which.limit), key, on)))
    }

    /// Without an event that nothing was done about.
    pub fn undo_event(mut self, what: &Naming, basis: &Basis<'_>) -> Outcome {
        self.can_change()?;
        let (which, Limit { raw, .. }) = limit_of(basis, what)?;
        let mut facts = self.records.of(&which);
        let at = facts.events.iter().position(|event| event.key == what.key && event.on == what.on);
        let at = at.ok_or(Refusal::NoRecord)?;
        if facts.times_done(&what.key) > 0 {
            return Err(Refusal::EventDealtWith(what.key.clone()));
        }
        facts.events.remove(at);
        self.records.set(&which, facts);
        Ok((self.reckoned(basis), recorded(raw, &what.key, what.on)))
    }

    fn begin(&mut self) {
        if self.status == Status::NotStarted {
            self.status = Status::InProgress;
        }
    }

    pub(crate) fn reckoned(self, basis: &Basis<'_>) -> Self {
        Self { due: basis.due(&self), late: basis.late(&self.records), ..self }
    }
}

pub(crate) fn limit_of<'b>(basis: &Basis<'b>, what: &Naming) -> Result<(Which, &'b Limit), Refusal> {
    limits::at(basis.limits, what.limit).ok_or(Refusal::NoOccasion)
}

/// Years; a day further back is a slip of the keyboard, not a task of a yearly plan.
const LONG_AGO: i16 = 10;

pub(crate) fn not_later_than(on: Date, today: Date) -> Result<(), Refusal> {
    if on > today {
        Err(Refusal::InFuture(on))
    } else if on.year() < today.year() - LONG_AGO {
        Err(Refusal::LongAgo(on))
    } else {
        Ok(())
    }
}

pub(crate) fn recorded(limit: &str, name: &str, on: Date) -> Recorded {
    Recorded { limit: limit.to_owned(), name: name.to_owned(), on: on.to_string() }
}
