//! Who answers for what: tasks fan out to units; and what adopting will do, told beforehand.

use std::collections::{BTreeMap, BTreeSet};

use directory::Unit;

use crate::entries::limits::Limit;
use crate::intake::domain::DraftTask;
use crate::plans::domain::Content;
use crate::plans::wording;
use crate::review::names::{Meaning, Meanings};

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

/// One unit's part in a task.
#[derive(Clone, Copy, Debug)]
pub struct Share<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// Whether it leads.
    pub is_lead: bool,
}

/// Who answers for a task: every unit its names mean, once, leads first. Groups expand to their members; a unit that
/// leads and is also named beside leads.
pub fn fan_out<'a>(content: &Content, meanings: &'a Meanings) -> Vec<Share<'a>> {
    let mut seen = BTreeSet::new();
    let leads = content.lead.iter().map(|name| (name, true));
    let others = content.units.iter().map(|name| (name, false));
    let shares = leads
        .chain(others)
        .flat_map(|(name, is_lead)| meanings.of(name).units().iter().map(move |unit| Share { unit, is_lead }));
    shares.filter(|share| seen.insert(share.unit.id.as_str())).collect()
}

/// How much of a plan falls to one unit.
#[derive(Clone, Debug)]
pub struct Load {
    /// Its short name.
    pub unit: String,
    /// How many tasks.
    pub tasks: usize,
    /// How many of them it leads.
    pub leads: usize,
}

/// A name that stands for several units.
#[derive(Clone, Debug)]
pub struct Expansion {
    /// As written.
    pub name: String,
    /// The short names of the units.
    pub units: Vec<String>,
}

/// A task by its number and its first words.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its id in the draft.
    pub id: String,
    /// Its number on the review screen.
    pub number: usize,
    /// Its first words.
    pub words: String,
}

/// What adopting a draft will do.
#[derive(Clone, Debug, Default)]
pub struct Outlook {
    /// How many tasks.
    pub tasks: usize,
    /// How many entries, one for every share.
    pub entries: usize,
    /// How many tasks have a limit that can be reckoned to a date.
    pub timed: usize,
    /// Every unit with its load, the most loaded first.
    pub loads: Vec<Load>,
    /// Names that expand.
    pub expansions: Vec<Expansion>,
    /// Names that are not broken down.
    pub not_broken_down: Vec<String>,
    /// Tasks that no unit gets.
    pub without_units: Vec<Mention>,
    /// Tasks with doubtful fields.
    pub doubtful: Vec<Mention>,
    /// Names nobody has decided about, each with the first task that has it.
    pub unknown: Vec<(String, Mention)>,
}

/// Foretells what adopting `tasks` (none dropped) will do.
pub fn outlook(tasks: &[&DraftTask], meanings: &Meanings) -> Outlook {
    let mut out = Outlook { tasks: tasks.len(), ..Outlook::default() };
    let mut loads: BTreeMap<&str, Load> = BTreeMap::new();
    let mut named = BTreeSet::new();
    for (number, task) in (1..).zip(tasks) {
        let content = &task.body.content;
        let shares = fan_out(content, meanings);
        out.entries += shares.len();
        out.timed += usize::from(!content.limits.is_empty());
        if shares.is_empty() {
            out.without_units.push(mention(number, task));
        }
        if !task.body.doubts.is_empty() {
            out.doubtful.push(mention(number, task));
        }
        for Share { unit, is_lead } in shares {
            let empty = || Load { unit: unit.short_name.clone(), tasks: 0, leads: 0 };
            let load = loads.entry(&unit.id).or_insert_with(empty);
            load.tasks += 1;
            load.leads += usize::from(is_lead);
        }
        for name in content.names().filter(|name| named.insert(*name)) {
            match meanings.of(name) {
                Meaning::Unit(_) => {}
                Meaning::Group(units) | Meaning::Chosen(units) => {
                    let units = units.iter().map(|unit| unit.short_name.clone()).collect();
                    out.expansions.push(Expansion { name: name.to_owned(), units });
                }
                Meaning::NotBrokenDown => out.not_broken_down.push(name.to_owned()),
                Meaning::Unknown => out.unknown.push((name.to_owned(), mention(number, task))),
            }
        }
    }
    out.loads = loads.into_values().collect();
    out.loads.sort_by(|a, b| (b.tasks, &a.unit).cmp(&(a.tasks, &b.unit)));
    out
}

fn mention(number: usize, task: &DraftTask) -> Mention {
    let text = &task.body.content.text;
    let mut words: String = text.chars().take(28).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    Mention { id: task.id.clone(), number, words }
}

/// A task's limits as one line: `6月底前（2022-06-30 前）`.
pub fn limits_line(limits: &[Limit]) -> String {
    let one = |limit: &Limit| format!("{}（{}）", limit.raw, wording::meaning(&limit.limit));
    limits.iter().map(one).collect::<Vec<_>>().join("；")
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use directory::names::Register;
    use plan::Part;

    use super::*;

    fn content(lead: &[&str], units: &[&str]) -> Content {
        let names = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        Content {
            part: Part::Body,
            path: vec![],
            label: None,
            text: "做好公开".into(),
            printed: None,
            lead: names(lead),
            units: names(units),
            limits: vec![],
            lines: None,
        }
    }

    #[test]
    fn a_name_nobody_knows_falls_to_nobody() {
        let meanings = Meanings::new(&Register::default(), &HashMap::new(), ["甲局"]);
        assert!(fan_out(&content(&["甲局"], &["乙局"]), &meanings).is_empty());
        assert_eq!(meanings.unknown().into_iter().collect::<Vec<_>>(), ["甲局"]);
    }
}
