//! Saving what an act made of an entry, with everything that goes with it.

use db::Tx;
use journal::Actor;
use kernel::Time;

use super::notes::{self, NewNote};
use crate::entries::acts::{Particulars, Recorded, changes, record};
use crate::entries::domain::{Entry, Side};
use crate::entries::store;

/// What goes with a saved entry.
#[derive(Default)]
pub struct Told<'a> {
    /// What was recorded or taken back under a time limit.
    pub recorded: Option<Recorded>,
    /// What was written with it, for the journal.
    pub words: String,
    /// The note to keep.
    pub note: Option<NewNote<'a>>,
}

impl<'a> Told<'a> {
    /// Words that are kept as a note too, unless they are empty.
    pub fn noting(note: NewNote<'a>) -> Self {
        Self { recorded: None, words: note.body.to_owned(), note: Some(note).filter(|note| !note.body.is_empty()) }
    }
}

/// Saves `after`, writes its note and tells the journal, in the transaction of the act; stale when someone else saved
/// `before` meanwhile.
pub async fn keep(
    tx: &mut Tx,
    now: Time,
    (actor, side): (&Actor, Side),
    act: &'static str,
    (before, after): (&Entry, &Entry),
    told: Told<'_>,
) -> db::Result<()> {
    store::save(tx, now, after).await?;
    if let Some(note) = told.note {
        notes::write(tx, now, (actor, side), &after.id, note).await?;
    }
    let (changes, recorded) = (changes(before, after), told.recorded);
    let particulars = Particulars { version: before.version + 1, changes, recorded, words: told.words };
    record(tx, now, actor, act, after, particulars).await
}
