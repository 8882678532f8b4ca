//! Who answers for what: tasks fan out to units.

use crate::entries::limits::Limit;

/// One unit's share of one task, about to become an entry of the ledger.
#[derive(Clone, Copy, Debug)]
pub struct NewEntry<'a> {
    /// The task.
    pub task_id: &'a str,
    /// The unit; once for a task.
    pub unit_id: &'a str,
    /// Whether it leads; a unit named both as lead and as responsible leads.
    pub is_lead: bool,
    /// The task's time limits.
    pub limits: &'a [Limit],
}

/// What a corrected plan makes of an entry that is there: what the unit filled in stays.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The entry.
    pub entry_id: &'a str,
    /// Whether its unit leads now.
    pub is_lead: bool,
    /// The task's time limits now.
    pub limits: &'a [Limit],
    /// Whether the task, or this unit's share of it, is gone.
    pub dropped: bool,
}
