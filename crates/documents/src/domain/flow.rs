//! What may be done to a document, by whom and when: one table, and the reason when it may not.

use directory::{Capability, Principal};
use thiserror::Error;

use super::{Attribute, Document, Gate, Stage};

/// Something done to a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Change its text, facts, files or relations; determine its attribute.
    Edit,
    /// Hand it to a second person for the secrecy review.
    Submit,
    /// 保密审查通过
    Pass,
    /// 签发
    Sign,
    /// 退文, from the review, from signing or after it.
    Return,
    /// 公开, now or at a time.
    Publish,
    /// Take back the time at which it would become public.
    Unschedule,
    /// 归档 without publishing.
    File,
    /// Begin a correction of what is public, or was.
    Correct,
    /// Give a correction up: what was public before stays.
    Discard,
    /// 撤下
    Withdraw,
    /// Give a draft up.
    Drop,
    /// Determine anew the attribute of what is filed.
    Reassess,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 13] = [
        Self::Edit,
        Self::Submit,
        Self::Pass,
        Self::Sign,
        Self::Return,
        Self::Publish,
        Self::Unschedule,
        Self::File,
        Self::Correct,
        Self::Discard,
        Self::Withdraw,
        Self::Drop,
        Self::Reassess,
    ];

    /// What the post must be allowed.
    fn takes(self, stage: Stage) -> Capability {
        match self {
            Self::Edit | Self::Submit | Self::Correct | Self::Discard | Self::Drop => Capability::DraftDocuments,
            Self::Pass => Capability::ReviewSecrecy,
            Self::Return if stage == Stage::Review => Capability::ReviewSecrecy,
            Self::Return if stage == Stage::Signing => Capability::SignDocuments,
            Self::Sign => Capability::SignDocuments,
            Self::Return | Self::Publish | Self::Unschedule | Self::File | Self::Withdraw | Self::Reassess => {
                Capability::PublishDocuments
            }
        }
    }

    /// At which stages.
    fn at(self) -> &'static [Stage] {
        match self {
            Self::Edit | Self::Submit | Self::Discard | Self::Drop => &[Stage::Drafting],
            Self::Pass => &[Stage::Review],
            Self::Sign => &[Stage::Signing],
            Self::Return => &[Stage::Review, Stage::Signing, Stage::Signed, Stage::Scheduled],
            Self::Publish => &[Stage::Signed, Stage::Scheduled],
            Self::Unschedule => &[Stage::Scheduled],
            Self::File => &[Stage::Signed],
            Self::Correct => &[Stage::Published, Stage::Withdrawn],
            // Also while a correction is under way: what must not be public does not wait for it.
            Self::Withdraw => &[Stage::Published, Stage::Drafting, Stage::Review, Stage::Signing, Stage::Signed],
            Self::Reassess => &[Stage::Filed],
        }
    }
}

/// Why something may not be done.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The post does not have it.
    #[error("您的岗位不办理这一步。")]
    NotYours,
    /// It is not at the stage.
    #[error("这份文件{}，现在不能这样做。", .0.name())]
    NotNow(Stage),
    /// Nobody has said how it may reach the public.
    #[error("先确定公开属性，才能往下办。")]
    NoAttribute,
    /// The second person is the first.
    #[error("保密审查要由另一个人来做：您起草、修改或者认定过这份文件。")]
    OwnReview,
    /// The signer drafted it.
    #[error("您起草或者修改过这份文件，不能由自己签发。")]
    OwnSignature,
    /// It is not for the public.
    #[error("公开属性是“{0}”，不能公开。要公开，先重新认定属性。")]
    NotForPublic(&'static str),
    /// It is for the public.
    #[error("主动公开的文件签发后应当公开，不能只归档。")]
    ForPublic,
    /// It was public, and is to be no more.
    #[error("这份文件公开过，不能只归档。不再公开的，请放弃更正，再撤下。")]
    StillPublic,
    /// There is nothing to withdraw.
    #[error("这份文件没有公开，不用撤下。")]
    NotPublic,
    /// Something is missing, or must not be published.
    #[error("{0}")]
    Gate(String),
    /// Nothing of it is public.
    #[error("这份文件没有公开过，没有可以恢复的内容。要放弃，请作废。")]
    NeverPublic,
    /// Something of it is public.
    #[error("这份文件公开过，不能作废。不改了，请放弃更正。")]
    WasPublic,
}

impl Document {
    /// Whether `who` may do `act` now, apart from what the gate says; and why not.
    pub fn may(&self, act: Act, who: &Principal) -> Result<(), Refusal> {
        if !who.may(act.takes(self.stage)) || !who.reaches(&self.government_id, Some(&self.unit_id)) {
            return Err(Refusal::NotYours);
        }
        if !act.at().contains(&self.stage) {
            return Err(Refusal::NotNow(self.stage));
        }
        match act {
            Act::Submit if self.attribute.is_none() => Err(Refusal::NoAttribute),
            Act::Pass if self.worked_on_by(&who.person_id) => Err(Refusal::OwnReview),
            Act::Sign if self.author_id == who.person_id || self.hands.contains(&who.person_id) => {
                Err(Refusal::OwnSignature)
            }
            Act::Publish => match &self.attribute {
                Some(Attribute::Proactive) => Ok(()),
                Some(other) => Err(Refusal::NotForPublic(other.name())),
                None => Err(Refusal::NoAttribute),
            },
            Act::File if self.attribute == Some(Attribute::Proactive) => Err(Refusal::ForPublic),
            Act::File if self.public_version.is_some() => Err(Refusal::StillPublic),
            Act::Withdraw if self.public_version.is_none() => Err(Refusal::NotPublic),
            Act::Discard if self.public_version.is_none() => Err(Refusal::NeverPublic),
            Act::Drop if self.public_version.is_some() => Err(Refusal::WasPublic),
            _ => Ok(()),
        }
    }

    /// Whether somebody wrote it or determined its attribute: they do not review it.
    fn worked_on_by(&self, person: &str) -> bool {
        self.author_id == person
            || self.determined.as_ref().is_some_and(|hand| hand.id == person)
            || self.hands.iter().any(|hand| hand == person)
    }

    /// What may be done to it next by `who`, and why each other act of its stage may not.
    pub fn choices(&self, who: &Principal) -> Vec<(Act, Result<(), Refusal>)> {
        let here = Act::ALL.into_iter().filter(|act| act.at().contains(&self.stage));
        here.map(|act| (act, self.may(act, who))).filter(|(_, may)| *may != Err(Refusal::NotYours)).collect()
    }

    /// What keeps it from being handed on: facts that are missing, and for the public what the gate found.
    pub fn gate(
        &self,
        today: kernel::Date,
        relations: &[super::Relation],
        found: Vec<screening::Finding>,
        let_through: &[String],
    ) -> Gate {
        let mut lacks = super::gate::facts(self, today);
        if self.attribute != Some(Attribute::Proactive) {
            return Gate { lacks, ..Gate::default() };
        }
        lacks.extend(super::gate::public_facts(self, relations));
        let (open, passed) =
            found.into_iter().partition(|finding| finding.blocks && !let_through.contains(&finding.key));
        Gate { lacks, open, passed }
    }
}
