//! What one act does to each of many entries, or why not.

use directory::{Capability, Principal};
use kernel::Date;
use web::{Fields, Mistakes, within_limits};

use super::super::notes::NoteKind;
use crate::entries::acting::Naming;
use crate::entries::acts::Recorded;
use crate::entries::basis::Basis;
use crate::entries::domain::{Entry, Refusal, Side};
use crate::entries::typed::{MEASURE, NAME};

/// The acts that can be done to many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// 分派: who in the unit is in charge.
    Assign,
    /// 验收通过.
    Accept,
    /// 延长期限.
    Extend,
    /// 催办.
    Remind,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Assign, Self::Accept, Self::Extend, Self::Remind];

    pub fn code(self) -> &'static str {
        match self {
            Self::Assign => "assign",
            Self::Accept => "accept",
            Self::Extend => "extend",
            Self::Remind => "remind",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Assign => "分派责任科室和分管领导",
            Self::Accept => "验收通过",
            Self::Extend => "延长期限",
            Self::Remind => "催办",
        }
    }

    /// Its name in the journal.
    pub fn act(self) -> &'static str {
        match self {
            Self::Assign => "ledger_entry.assigned",
            Self::Accept => "ledger_entry.accepted",
            Self::Extend => "ledger_entry.extended",
            Self::Remind => "ledger_entry.reminded",
        }
    }

    /// The kind of note that goes with it.
    pub fn note(self) -> Option<NoteKind> {
        match self {
            Self::Assign => None,
            Self::Accept => Some(NoteKind::Acceptance),
            Self::Extend => Some(NoteKind::Extension),
            Self::Remind => Some(NoteKind::Reminder),
        }
    }

    /// Those that a post may do at all.
    pub fn of(who: &Principal) -> Vec<Self> {
        let edits = who.may(Capability::EditOwnEntries) || who.may(Capability::EditAllEntries);
        let judges = who.may(Capability::AcceptEntries);
        let may = |kind: &Self| if *kind == Self::Assign { edits } else { judges };
        Self::ALL.into_iter().filter(may).collect()
    }
}

/// An act with what it needs to know.
#[derive(Clone, Debug)]
pub(super) struct Action {
    pub kind: Kind,
    pub leader: String,
    pub office_in_charge: String,
    pub to: Option<Date>,
    /// The reason, the opinion, the reminder.
    pub words: String,
}

impl Action {
    /// From a form; what is missing or wrong is told.
    pub fn read(kind: Kind, fields: &Fields) -> (Self, Mistakes) {
        let mut mistakes = Mistakes::default();
        let text = |name: &str| fields.get(name).to_owned();
        let action = Self {
            kind,
            leader: text("leader"),
            office_in_charge: text("office_in_charge"),
            to: fields.get("to").parse().ok(),
            words: text("words"),
        };
        mistakes.check("leader", within_limits(&action.leader, NAME));
        mistakes.check("office_in_charge", within_limits(&action.office_in_charge, NAME));
        mistakes.check("words", within_limits(&action.words, MEASURE));
        if kind == Kind::Assign && action.leader.is_empty() && action.office_in_charge.is_empty() {
            mistakes.add("office_in_charge", "请至少填写一栏；没有填写的一栏不变");
        }
        if kind == Kind::Extend && action.to.is_none() {
            mistakes.add("to", "请写新的期限，例如 2022-06-30");
        }
        if kind == Kind::Extend && action.words.is_empty() {
            mistakes.add("words", "请写明延期的理由");
        }
        (action, mistakes)
    }

    /// The entry after the act, with what will happen in words; or why not.
    pub fn on(&self, entry: &Entry, basis: &Basis<'_>, who: &Principal) -> Result<Effect, Refusal> {
        match self.kind {
            Kind::Assign => {
                entry.can_edit(who)?;
                let mut texts = entry.texts.clone();
                let mut told = Vec::new();
                for (name, old, new) in [
                    ("责任科室", &mut texts.office_in_charge, &self.office_in_charge),
                    ("分管领导", &mut texts.leader, &self.leader),
                ] {
                    if !new.is_empty() && old != new {
                        told.push(format!("{name}：{}", changed(old, new)));
                        old.clone_from(new);
                    }
                }
                if told.is_empty() {
                    return Err(Refusal::NothingToChange);
                }
                Ok(Effect::new(entry.clone().fill(texts)?, told.join("；")))
            }
            Kind::Accept => {
                entry.can_judge(who)?;
                let after = entry.clone().accept()?;
                Ok(Effect::new(after, "待验收 → 已完成".into()))
            }
            Kind::Extend => {
                entry.can_judge(who)?;
                entry.can_change()?;
                let first = entry.extendable(basis).into_iter().next();
                let (limit, one) = first.ok_or(Refusal::NothingToExtend)?;
                let on = self.to.ok_or(Refusal::NothingToExtend)?;
                let (after, recorded) = entry.clone().extend(&Naming { limit, key: one.key, on }, basis)?;
                let told = format!("{} → {on}", one.due);
                Ok(Effect { recorded: Some(recorded), ..Effect::new(after, told) })
            }
            Kind::Remind => {
                entry.can_judge(who)?;
                entry.can_change()?;
                let after = Entry { awaits: entry.awaits.or(Some(Side::Unit)), ..entry.clone() };
                Ok(Effect::new(after, "提醒单位的公开专员".into()))
            }
        }
    }
}

/// What an act makes of an entry.
pub(super) struct Effect {
    pub after: Entry,
    /// What will happen, in words.
    pub told: String,
    pub recorded: Option<Recorded>,
}

impl Effect {
    fn new(after: Entry, told: String) -> Self {
        Self { after, told, recorded: None }
    }
}

fn changed(old: &str, new: &str) -> String {
    if old.is_empty() { new.to_owned() } else { format!("{old} → {new}") }
}
