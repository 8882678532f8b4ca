//! Tables that hold no tasks: the lead list (谁牵头公开什么) and the sample ledger form.

use super::header::{Role, role};
use crate::due::{self, Place};
use crate::model::{Inherited, LeadDisclosure, LedgerRow};
use crate::paragraphs::Row;
use crate::tracked::Tracked;

/// What a header announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Tasks,
    LeadList,
    Ledger,
}

/// Tells the form from the column names.
pub(crate) fn form(header: &[Tracked]) -> Form {
    let roles: Vec<Option<Role>> = header.iter().map(|name| role(name.as_str())).collect();
    let has = |wanted: Role| roles.contains(&Some(wanted));
    let place = |wanted: Role| roles.iter().position(|role| *role == Some(wanted));
    // A ledger form is filled in by one unit: it asks for its leader, not for the unit.
    if has(Role::Leader) && !has(Role::Unit) && !has(Role::Lead) && (has(Role::Task) || has(Role::Requirement)) {
        return Form::Ledger;
    }
    let unit_first = place(Role::Unit).or(place(Role::Lead)) < place(Role::Content);
    if has(Role::Content) && unit_first && has(Role::Requirement) && !has(Role::Due) {
        Form::LeadList
    } else {
        Form::Tasks
    }
}

/// Rows of a lead list; an empty unit cell continues the one above.
pub(crate) fn lead_list(header: &[Tracked], rows: &[&Row]) -> Vec<LeadDisclosure> {
    let column =
        |wanted: &[Role]| header.iter().position(|name| role(name.as_str()).is_some_and(|role| wanted.contains(&role)));
    let (unit, content, requirement) =
        (column(&[Role::Unit, Role::Lead]), column(&[Role::Content]), column(&[Role::Requirement]));
    let mut above = String::new();
    let mut out = Vec::new();
    for row in rows {
        let cell =
            |column: Option<usize>| column.and_then(|at| row.cells.get(at)).map_or("", Tracked::as_str).to_owned();
        let own = cell(unit);
        let inherited = if own.is_empty() { vec![Inherited::Unit] } else { Vec::new() };
        if !own.is_empty() {
            above = own;
        }
        let (content, requirement) = (cell(content), cell(requirement));
        if !content.is_empty() || !requirement.is_empty() {
            out.push(LeadDisclosure { unit: above.clone(), content, requirement, inherited });
        }
    }
    out
}

/// Filled rows of a ledger form. Rows that hold a number and nothing else are there to be filled in.
pub(crate) fn ledger(header: &[Tracked], rows: &[&Row], year: i32) -> Vec<LedgerRow> {
    let column = |wanted: Role| header.iter().position(|name| role(name.as_str()) == Some(wanted));
    let (seq, task, leader, office, time) =
        (column(Role::Seq), column(Role::Task), column(Role::Leader), column(Role::Office), column(Role::Due));
    let measures = column(Role::Requirement);
    let mut out: Vec<LedgerRow> = Vec::new();
    for row in rows {
        let cell = |column: Option<usize>| {
            column.and_then(|at| row.cells.get(at)).filter(|cell| !cell.is_empty()).map(|cell| cell.as_str().to_owned())
        };
        if row.cells.iter().enumerate().all(|(at, cell)| cell.is_empty() || Some(at) == seq) {
            continue;
        }
        let due = cell(time);
        let mut filled = LedgerRow {
            seq: cell(seq),
            task: cell(task),
            measures: cell(measures),
            due_items: due.as_deref().map_or(Vec::new(), |text| due::find(text, year, Place::Column)),
            due,
            leader: cell(leader),
            office: cell(office),
            inherited: Vec::new(),
        };
        if let Some(above) = out.last() {
            if filled.seq.is_none() && above.seq.is_some() {
                filled.seq.clone_from(&above.seq);
                filled.inherited.push(Inherited::Seq);
            }
            if filled.task.is_none() && above.task.is_some() {
                filled.task.clone_from(&above.task);
                filled.inherited.push(Inherited::Task);
            }
        }
        out.push(filled);
    }
    out
}
