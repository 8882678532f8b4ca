//! One time limit on an entry's page: what is due next and why, what can be recorded, what was.

use kernel::Date;
use law::due::{Due, Facts, TimeLimit};
use web::{Fields, encode};

use super::basis::{Basis, Occasion, takes_done, takes_events};
use super::limits::{self, Limit, Records};
use super::words::meaning;

/// A time limit on an entry's page.
pub(crate) struct LimitCard {
    /// Its place in the task's list.
    pub index: usize,
    /// Ids of the fields in its forms, by which mistakes find them.
    pub done_id: String,
    pub event_id: String,
    pub raw: String,
    pub meaning: String,
    pub due: Due,
    /// The mark of how it stands.
    pub mark: &'static str,
    /// Where the days are counted one by one; empty when none were counted.
    pub days: String,
    /// What can be recorded as done now: key and name.
    pub open: Vec<(String, String)>,
    /// Why nothing can be, when something will be.
    pub later: String,
    /// What an event of this limit is; empty when it runs from none.
    pub event: String,
    /// What was recorded, the newest first.
    pub past: Vec<Recording>,
    /// How many older ones are left out.
    pub older: usize,
    /// What its forms begin with: key and day as typed when something was wrong, today otherwise.
    pub typed: (String, String),
}

/// Something recorded, with what names it for taking it back.
pub(crate) struct Recording {
    /// `done` or `event`.
    pub what: &'static str,
    pub key: String,
    pub on: Date,
    pub words: String,
    /// Its last day had passed.
    pub late: bool,
}

/// Records shown under one limit, and occasions offered; the daily ones would be hundreds.
const SHOWN: usize = 12;

/// A card for each time limit. `typed`: the record form that was sent and not accepted.
pub(crate) fn cards(basis: &Basis<'_>, records: &Records, here: &str, typed: Option<&Fields>) -> Vec<LimitCard> {
    let dues = basis.each(records);
    let limits = limits::each(basis.limits).zip(dues).enumerate();
    limits
        .map(|(index, ((which, limit), due))| card(basis, &records.of(&which), here, typed, (index, limit, due)))
        .collect()
}

fn card(
    basis: &Basis<'_>,
    facts: &Facts,
    here: &str,
    typed: Option<&Fields>,
    (index, Limit { raw, limit }, due): (usize, &Limit, Due),
) -> LimitCard {
    let occasions = basis.occasions(limit, facts).unwrap_or_default();
    let doable = || occasions.iter().filter(|one| one.is_open() && takes_done(limit));
    let open: Vec<_> = doable()
        .filter(|one| one.opens <= basis.today)
        .take(SHOWN)
        .map(|one| (one.key.clone(), occasion_words(limit, one)))
        .collect();
    let later = doable().find(|_| open.is_empty()).map(|one| format!("“{}”从 {} 起可以记录。", one.name, one.opens));
    let counted = due.key.as_ref().filter(|_| counts_days(limit));
    let days = counted.map(|key| format!("{here}/days?limit={index}&key={}", encode(key)));
    let mut past = recordings(limit, &occasions);
    let older = past.len().saturating_sub(SHOWN);
    past.truncate(SHOWN);
    let typed = typed.filter(|fields| fields.get("limit") == index.to_string());
    LimitCard {
        index,
        done_id: format!("done-{index}"),
        event_id: format!("event-{index}"),
        raw: raw.clone(),
        meaning: meaning(limit),
        mark: mark(&due),
        due,
        days: days.unwrap_or_default(),
        open,
        later: later.unwrap_or_default(),
        event: if takes_events(limit) { event_words(limit) } else { String::new() },
        past,
        older,
        typed: typed
            .map_or_else(|| (String::new(), basis.today.to_string()), |f| (f.get("key").into(), f.get("on").into())),
    }
}

fn counts_days(limit: &TimeLimit) -> bool {
    matches!(
        limit,
        TimeLimit::AfterEvent { working_days: Some(_), .. } | TimeLimit::Recurring { working_days: Some(_), .. }
    )
}

/// Day 0 and the number of working days of an occasion, where its last day was counted in them.
pub(crate) fn counted(limit: &TimeLimit, one: &Occasion) -> Option<(Date, u32)> {
    match limit {
        TimeLimit::AfterEvent { working_days: Some(days), .. } => Some((one.opens, *days)),
        TimeLimit::Recurring { working_days: Some(0), .. } => Some((one.due, 0)),
        TimeLimit::Recurring { working_days: Some(days), .. } => Some((one.opens.yesterday().ok()?, *days)),
        _ => None,
    }
}

fn mark(due: &Due) -> &'static str {
    use law::due::State;
    match due.state {
        State::Overdue { .. } => "late",
        State::DueToday => "warn",
        State::Upcoming => "run",
        State::Done => "ok",
        State::NotStarted | State::WaitingForEvent | State::Standing => "off",
    }
}

fn occasion_words(limit: &TimeLimit, one: &Occasion) -> String {
    let times = match one.times {
        1 => String::new(),
        times => format!("第 {} 次（至少 {times} 次）", one.done.len() + 1),
    };
    match limit {
        TimeLimit::ByDate { .. } => format!("{} 以前", one.due),
        _ => format!("{}{times}，截至 {}", one.name, one.due),
    }
}

fn event_words(limit: &TimeLimit) -> String {
    match limit {
        TimeLimit::AfterEvent { event, .. } if !event.is_empty() => event.clone(),
        TimeLimit::MinDuration { .. } => "开始".into(),
        _ => "事项发生".into(),
    }
}

fn recordings(limit: &TimeLimit, occasions: &[Occasion]) -> Vec<Recording> {
    let mut past = Vec::new();
    for one in occasions {
        if takes_events(limit) {
            let words = format!("{}：{} {}，截至 {}", one.name, one.opens, event_words(limit), one.due);
            past.push(Recording { what: "event", key: one.key.clone(), on: one.opens, words, late: false });
        }
        past.extend(one.done.iter().map(|done| {
            let late = done.on > one.due;
            let words = format!("{}：{} 完成", one.name, done.on);
            Recording { what: "done", key: one.key.clone(), on: done.on, words, late }
        }));
    }
    past.sort_by_key(|record| std::cmp::Reverse(record.on));
    past
}
