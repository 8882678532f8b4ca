//! How much of a review is left to do.

use std::collections::HashMap;

use db::Tx;
use directory::names::Register;

use super::names::Meanings;
use super::store::{self, Outline};
use crate::intake::domain::Draft;

/// What is left of one draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Tasks in all, without the dropped ones.
    pub tasks: usize,
    /// Tasks with doubtful fields.
    pub doubtful: usize,
    /// Tasks with names nobody has decided about.
    pub unresolved: usize,
    /// Names nobody has decided about.
    pub unknown: usize,
    /// Names that are decided.
    pub known: usize,
    /// Different names in all.
    pub names: usize,
    /// Doubtful head fields.
    pub head: usize,
}

impl Left {
    /// Counts it.
    pub fn of<'a>(draft: &Draft, tasks: impl Iterator<Item = &'a Outline> + Clone, meanings: &Meanings) -> Self {
        let is_unresolved = |task: &&Outline| task.names.iter().any(|name| meanings.of(name).is_unknown());
        let (names, unknown) = (meanings.count(), meanings.unknown().len());
        Self {
            tasks: tasks.clone().count(),
            doubtful: tasks.clone().filter(|task| task.doubts > 0).count(),
            unresolved: tasks.filter(is_unresolved).count(),
            unknown,
            known: names - unknown,
            names,
            head: draft.head.doubts.len(),
        }
    }

    /// Places where a person should look.
    pub fn doubts(&self) -> usize {
        self.doubtful + self.head
    }
}

/// What is left of each of a government's drafts, in their order: four reads, however many there are.
pub async fn of_all(tx: &mut Tx, government_id: &str, drafts: &[Draft]) -> db::Result<Vec<Left>> {
    let register = Register::read(tx, government_id).await?;
    let mut chosen = store::chosen_in(tx, drafts).await?;
    let mut outlines: HashMap<String, Vec<Outline>> = HashMap::new();
    for (draft, outline) in store::outlines(tx, drafts).await? {
        outlines.entry(draft).or_default().push(outline);
    }
    let left = |draft: &Draft| {
        let tasks = outlines.get(&draft.id).map_or(&[][..], Vec::as_slice);
        let chosen = chosen.remove(&draft.id).unwrap_or_default();
        let written = tasks.iter().flat_map(|task| &task.names).map(String::as_str);
        Left::of(draft, tasks.iter(), &Meanings::new(&register, &chosen, written))
    };
    Ok(drafts.iter().map(left).collect())
}
