//! On which days a due date is reminded of: the slots, on the working-day calendar.

use jiff::ToSpan as _;
use kernel::Date;
use law::Calendar;

/// Working days before the due date on which it is reminded of.
///
/// A practice of the offices, not a rule of law: a week and a half ahead while there is time to act, then twice more. After
/// the due date it is reminded of every [`DAYS_APART`] days for as long as it is owed.
pub const BEFORE: [u32; 3] = [7, 3, 1];

/// Calendar days between two reminders of what is overdue.
pub const DAYS_APART: i64 = 7;

/// Why a due date is reminded of on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// So many working days before.
    Before(u32),
    /// On the day, or the last working day before it.
    OnDay,
    /// So many weeks after, or the first working day from then on.
    After(i64),
}

/// The working day on which a slot of `due` falls.
pub fn day_of(calendar: &Calendar, due: Date, slot: Slot) -> Date {
    match slot {
        Slot::OnDay => calendar.roll_back(due),
        Slot::Before(days) => (0..days)
            .fold(calendar.roll_back(due), |day, _| day.yesterday().map_or(day, |before| calendar.roll_back(before))),
        Slot::After(weeks) => calendar.roll_forward(due.saturating_add((weeks * DAYS_APART).days())),
    }
}

/// The latest slot of `due` after the day `covered` and not after `today`; none when there is none.
pub fn latest(calendar: &Calendar, due: Date, covered: Date, today: Date) -> Option<Slot> {
    let weeks = due.until(today).map_or(0, |span| i64::from(span.get_days()) / DAYS_APART);
    // A week that ends in holidays is reminded of after them, so it may be the week before that counts.
    let after = (1..=weeks).rev().take(3).map(Slot::After);
    let before = BEFORE.iter().rev().copied().map(Slot::Before);
    let slot = after.chain([Slot::OnDay]).chain(before).find(|slot| day_of(calendar, due, *slot) <= today)?;
    (day_of(calendar, due, slot) > covered).then_some(slot)
}

/// No due date after this day has a slot on `today` or before.
pub fn horizon(calendar: &Calendar, today: Date) -> Date {
    let most = BEFORE.into_iter().max().unwrap_or(0);
    let ahead = calendar.add_working_days(today, most + 1);
    ahead.map_or_else(|_| today.saturating_add(30.days()), |deadline| deadline.date)
}

#[cfg(test)]
#[path = "domain_tests.rs"]
mod tests;
