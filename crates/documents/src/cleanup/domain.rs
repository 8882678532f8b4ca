//! What a clean-up is, what may be said of a document in it, and by which steps it ends.

use kernel::{Date, Time};
use thiserror::Error;

use crate::domain::{Effect, Kind, Stage};

/// The longest reason, in characters: it stands on the public page of what it ends.
pub(crate) const LONGEST_REASON: usize = 500;

/// What becomes of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// 继续有效
    Keep,
    /// 拟修改
    Revise,
    /// 废止
    Repeal,
    /// 宣布失效
    Lapse,
}

impl Choice {
    /// Every one, in the order of the result.
    pub const ALL: [Self; 4] = [Self::Keep, Self::Revise, Self::Repeal, Self::Lapse];

    /// Its name in the database and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Revise => "revise",
            Self::Repeal => "repeal",
            Self::Lapse => "lapse",
        }
    }

    /// The one with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Keep => "继续有效",
            Self::Revise => "拟修改",
            Self::Repeal => "废止",
            Self::Lapse => "宣布失效",
        }
    }

    /// What the result does to the document. One that is to be revised stays as it is until it is.
    pub fn effect(self) -> Option<Effect> {
        match self {
            Self::Keep => Some(Effect::Keeps),
            Self::Revise => None,
            Self::Repeal => Some(Effect::Repeals),
            Self::Lapse => Some(Effect::Lapses),
        }
    }

    /// Whether it needs a reason.
    pub fn needs_reason(self) -> bool {
        self != Self::Keep
    }
}

/// A choice with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub choice: Choice,
    pub reason: String,
}

/// How far a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineStage {
    /// Its unit is to answer, for the first time or again.
    Waiting,
    /// The office is to look at the answer.
    Answered,
    /// The office said what becomes of it.
    Decided,
}

impl LineStage {
    /// Every one, in order.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Answered, Self::Decided];

    /// Its name in the database and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Answered => "answered",
            Self::Decided => "decided",
        }
    }

    /// The one with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "待答复",
            Self::Answered => "待确认",
            Self::Decided => "已确认",
        }
    }

    /// The kind of mark it gets.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Waiting => "warn",
            Self::Answered => "run",
            Self::Decided => "ok",
        }
    }
}

/// Which documents a clean-up takes in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scope {
    /// Of which 类型.
    pub kinds: Vec<&'static Kind>,
    /// Made on that day or before (成文日期).
    pub made_upto: Option<Date>,
    /// Of one unit only.
    pub unit_id: Option<String>,
}

impl Scope {
    /// In words, for pages and the result; `unit` is the name of the one unit, empty for all.
    pub fn words(&self, unit: &str) -> String {
        let kinds = self.kinds.iter().map(|kind| kind.name).collect::<Vec<_>>().join("、");
        match (self.made_upto, unit) {
            (Some(day), _) => format!("{unit}{}年{}月{}日以前制定的{kinds}", day.year(), day.month(), day.day()),
            (None, "") => kinds,
            (None, unit) => format!("{unit}制定的{kinds}"),
        }
    }
}

/// Why and by whom a clean-up was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GivenUp {
    pub at: Time,
    pub by_name: String,
    pub reason: String,
}

/// A clean-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cleanup {
    pub id: String,
    pub government_id: String,
    pub title: String,
    pub basis: String,
    pub answer_by: Date,
    pub scope: Scope,
    pub begun_by_name: String,
    pub begun_at: Time,
    /// The document that tells its result, and how far that is.
    pub result: Option<(String, Stage)>,
    pub given_up: Option<GivenUp>,
    pub version: i64,
}

impl Cleanup {
    /// Whether lines may still change: until its result is made, and again when that came to nothing.
    pub fn is_open(&self) -> bool {
        let void = |stage: &Stage| matches!(stage, Stage::Dropped | Stage::Withdrawn | Stage::Filed);
        self.given_up.is_none() && self.result.as_ref().is_none_or(|(_, stage)| void(stage))
    }

    /// Its state for people, with the kind of mark.
    pub fn state(&self) -> (&'static str, &'static str) {
        match (&self.given_up, &self.result) {
            (Some(_), _) => ("off", "已放弃"),
            (None, Some((_, Stage::Published))) => ("ok", "结果已公开"),
            (None, Some((_, Stage::Withdrawn))) => ("off", "结果已撤下"),
            (None, Some((_, Stage::Filed))) => ("off", "结果没有公开"),
            (None, Some((_, stage))) if *stage != Stage::Dropped => ("run", "结果办理中"),
            _ => ("run", "进行中"),
        }
    }

    /// Where its desk page is.
    pub fn path(&self) -> String {
        format!("/desk/documents/cleanups/{}", self.id)
    }
}

/// One document in a clean-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub id: String,
    pub cleanup_id: String,
    pub document_id: String,
    /// Whose it was when it was taken in.
    pub unit_id: String,
    pub kind: &'static Kind,
    pub title: String,
    pub number: String,
    pub issued_on: Option<Date>,
    pub position: i64,
    pub stage: LineStage,
    /// What its unit says.
    pub proposal: Option<Verdict>,
    pub proposed_by_name: String,
    /// What the office says.
    pub decision: Option<Verdict>,
    pub decided_by_name: String,
    /// Why the office sent it back, while it waits.
    pub returned: String,
    pub version: i64,
}

/// Why something may not be said of a line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum Refusal {
    #[error("《{0}》政务公开办已经确认了。要改，请他们先退回。")]
    Decided(String),
    #[error("《{0}》单位还没有答复，请选择结论。")]
    NoAnswer(String),
    #[error("《{0}》单位还没有答复，不用退回。")]
    NothingToReturn(String),
    #[error("请写明《{0}》的理由。")]
    NoReason(String),
}

impl Line {
    /// What is said of it now: by the office, or else by its unit.
    pub fn said(&self) -> Option<&Verdict> {
        self.decision.as_ref().or(self.proposal.as_ref())
    }

    /// Its unit answers.
    pub fn propose(self, verdict: Verdict, by: &str) -> Result<Self, Refusal> {
        if self.stage == LineStage::Decided {
            return Err(Refusal::Decided(self.title));
        }
        if verdict.choice.needs_reason() && verdict.reason.is_empty() {
            return Err(Refusal::NoReason(self.title));
        }
        let (proposal, proposed_by_name) = (Some(verdict), by.to_owned());
        Ok(Self { stage: LineStage::Answered, proposal, proposed_by_name, returned: String::new(), ..self })
    }

    /// The office confirms the answer, or says something else. Without a reason of its own the unit's counts, when both
    /// say the same.
    pub fn decide(self, choice: Option<Choice>, reason: &str, by: &str) -> Result<Self, Refusal> {
        let answered = self.proposal.as_ref();
        let Some(choice) = choice.or(answered.map(|one| one.choice)) else {
            return Err(Refusal::NoAnswer(self.title));
        };
        let theirs = answered.filter(|one| one.choice == choice).map_or("", |one| one.reason.as_str());
        let reason = if reason.is_empty() { theirs } else { reason }.to_owned();
        if choice.needs_reason() && reason.is_empty() {
            return Err(Refusal::NoReason(self.title));
        }
        let (decision, decided_by_name) = (Some(Verdict { choice, reason }), by.to_owned());
        Ok(Self { stage: LineStage::Decided, decision, decided_by_name, returned: String::new(), ..self })
    }

    /// The office sends it back.
    pub fn give_back(self, reason: &str) -> Result<Self, Refusal> {
        if self.said().is_none() || self.stage == LineStage::Waiting {
            return Err(Refusal::NothingToReturn(self.title));
        }
        let returned = reason.to_owned();
        Ok(Self { stage: LineStage::Waiting, decision: None, decided_by_name: String::new(), returned, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> Line {
        Line {
            id: "l".into(),
            cleanup_id: "c".into(),
            document_id: "d".into(),
            unit_id: "u".into(),
            kind: Kind::by_code("normative").unwrap(),
            title: "停车办法".into(),
            number: String::new(),
            issued_on: None,
            position: 1,
            stage: LineStage::Waiting,
            proposal: None,
            proposed_by_name: String::new(),
            decision: None,
            decided_by_name: String::new(),
            returned: String::new(),
            version: 1,
        }
    }

    fn said(choice: Choice, reason: &str) -> Verdict {
        Verdict { choice, reason: reason.into() }
    }

    #[test]
    fn the_office_confirms_an_answer_with_its_reason() {
        let answered = line().propose(said(Choice::Repeal, "已有新规定"), "小王").unwrap();
        let decided = answered.decide(None, "", "公开办").unwrap();
        assert_eq!(decided.decision, Some(said(Choice::Repeal, "已有新规定")));
        assert_eq!(decided.stage, LineStage::Decided);
    }

    #[test]
    fn another_choice_needs_a_reason_of_its_own() {
        let answered = line().propose(said(Choice::Repeal, "已有新规定"), "小王").unwrap();
        assert_eq!(
            answered.clone().decide(Some(Choice::Lapse), "", "公开办"),
            Err(Refusal::NoReason("停车办法".into()))
        );
        assert_eq!(answered.decide(Some(Choice::Keep), "", "公开办").unwrap().decision, Some(said(Choice::Keep, "")));
    }

    #[test]
    fn what_is_decided_changes_only_after_it_was_sent_back() {
        let decided = line().propose(said(Choice::Keep, ""), "小王").unwrap().decide(None, "", "公开办").unwrap();
        assert_eq!(decided.clone().propose(said(Choice::Keep, ""), "小王"), Err(Refusal::Decided("停车办法".into())));
        let back = decided.give_back("请再核对").unwrap();
        assert_eq!((back.stage, &back.decision), (LineStage::Waiting, &None));
        let again = back.propose(said(Choice::Repeal, "任务已完成"), "小王").unwrap();
        assert_eq!((again.stage, again.returned.as_str()), (LineStage::Answered, ""));
    }

    #[test]
    fn nothing_is_confirmed_or_sent_back_before_an_answer() {
        assert_eq!(line().decide(None, "", "公开办"), Err(Refusal::NoAnswer("停车办法".into())));
        assert_eq!(line().give_back("再看看"), Err(Refusal::NothingToReturn("停车办法".into())));
        let decided = line().decide(Some(Choice::Keep), "", "公开办").unwrap();
        assert_eq!(decided.stage, LineStage::Decided);
    }
}
