//! The form of an entry: what was typed, what is wrong with it, and what somebody else changed meanwhile.

use db::Tx;
use web::{Fields, Mistakes, within_limits};

use super::acts::Change;
use super::domain::{Entry, Texts};
use super::history::{self, Changed};

/// What the form holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    pub texts: Texts,
    pub version: i64,
}

/// Longest texts, in characters.
pub(crate) const MEASURE: usize = 4000;
pub(crate) const NAME: usize = 100;

impl Form {
    pub fn of(entry: &Entry) -> Self {
        Self { texts: entry.texts.clone(), version: entry.version }
    }

    pub fn read(fields: &Fields) -> Self {
        // Browsers send line ends as CR LF; kept so, every save would seem a change.
        let text = |name: &str| fields.get(name).replace("\r\n", "\n");
        Self {
            texts: Texts {
                measure: text("measure"),
                leader: text("leader"),
                office_in_charge: text("office_in_charge"),
                notes: text("notes"),
            },
            version: fields.get("version").parse().unwrap_or(0),
        }
    }

    /// What is wrong with it.
    pub fn mistakes(&self) -> Mistakes {
        let mut mistakes = Mistakes::default();
        mistakes.check("measure", within_limits(&self.texts.measure, MEASURE));
        mistakes.check("leader", within_limits(&self.texts.leader, NAME));
        mistakes.check("office_in_charge", within_limits(&self.texts.office_in_charge, NAME));
        mistakes.check("notes", within_limits(&self.texts.notes, MEASURE));
        mistakes
    }

    fn field(&mut self, name: &str) -> Option<&mut String> {
        match name {
            "measure" => Some(&mut self.texts.measure),
            "leader" => Some(&mut self.texts.leader),
            "office_in_charge" => Some(&mut self.texts.office_in_charge),
            "notes" => Some(&mut self.texts.notes),
            _ => None,
        }
    }
}

/// What somebody else changed while a form was open.
#[derive(Clone, Debug)]
pub(crate) struct Meanwhile {
    pub who: String,
    pub when: String,
    pub change: Changed,
    /// Both changed the field: what was typed is still in it.
    pub clash: bool,
}

/// Brings a stale form up to the entry as it is now. Fields that only the other changed take the other's value; those
/// that both changed keep what was typed, and the answer tells of both.
pub(crate) async fn catch_up(tx: &mut Tx, form: &mut Form, entry: &Entry) -> db::Result<Vec<Meanwhile>> {
    let acts = history::acts(tx, &entry.id).await?;
    let mut found: Vec<Meanwhile> = Vec::new();
    let mut seen: Vec<Change> = Vec::new();
    // Oldest first: the first change of a field tells what the form began with.
    for (act, particulars) in acts.into_iter().rev().filter(|(_, p)| p.version > form.version) {
        for change in particulars.changes {
            let words = history::in_words(&change);
            match seen.iter().position(|one| one.field == change.field) {
                Some(at) => {
                    found[at].change.new = words.new;
                    seen[at].new = change.new;
                    (found[at].who, found[at].when) = (act.actor.name.clone(), act.at.to_string());
                }
                None => {
                    let (who, when) = (act.actor.name.clone(), act.at.to_string());
                    found.push(Meanwhile { who, when, change: words, clash: false });
                    seen.push(change);
                }
            }
        }
    }
    for (one, change) in found.iter_mut().zip(seen) {
        if let Some(typed) = form.field(&change.field) {
            one.clash = *typed != change.old && *typed != change.new;
            if !one.clash {
                *typed = change.new;
            }
        }
    }
    form.version = entry.version;
    Ok(found)
}
