//! An entry of the ledger: one unit's share of one task, its status, and who may change what.

use directory::{Capability, Principal};
use kernel::{Date, Problem, Time};
use law::due::Term;

use super::due::Reckoned;
use super::limits::Records;

/// How far an entry is. It changes by what people do, never by choosing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// 未开始
    NotStarted,
    /// 进行中
    InProgress,
    /// 待验收: the unit handed it in.
    Submitted,
    /// 已退回: the office gave it back with a reason.
    Returned,
    /// 已完成: the office accepted it.
    Accepted,
}

impl Status {
    /// Every status, in the order lists show them.
    pub const ALL: [Self; 5] = [Self::NotStarted, Self::InProgress, Self::Submitted, Self::Returned, Self::Accepted];

    /// Its name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::InProgress => "in_progress",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Accepted => "accepted",
        }
    }

    /// The status with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotStarted => "未开始",
            Self::InProgress => "进行中",
            Self::Submitted => "待验收",
            Self::Returned => "已退回",
            Self::Accepted => "已完成",
        }
    }

    /// The mark that goes with its name.
    pub fn mark(self) -> &'static str {
        match self {
            Self::NotStarted => "off",
            Self::InProgress => "run",
            Self::Submitted => "info",
            Self::Returned => "warn",
            Self::Accepted => "ok",
        }
    }

    /// Whether the unit still has something to do.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Submitted | Self::Accepted)
    }
}

/// The two who talk about an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// 责任单位
    Unit,
    /// 政务公开办
    Office,
}

impl Side {
    /// Its name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Office => "office",
        }
    }

    /// The side with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Unit, Self::Office].into_iter().find(|side| side.code() == code)
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Unit => Self::Office,
            Self::Office => Self::Unit,
        }
    }

    /// The side of a post.
    pub fn of(who: &Principal) -> Self {
        if who.role().of_a_unit() { Self::Unit } else { Self::Office }
    }
}

/// What a unit writes about its share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// 工作举措
    pub measure: String,
    /// 单位分管领导
    pub leader: String,
    /// 责任科室
    pub office_in_charge: String,
    /// 备注
    pub notes: String,
}

/// One unit's share of one task (台账条目).
#[derive(Clone, Debug)]
pub struct Entry {
    /// Id.
    pub id: String,
    /// The government whose plan it is.
    pub government_id: String,
    /// The plan.
    pub plan_id: String,
    /// The task.
    pub task_id: String,
    /// Whose share.
    pub unit_id: String,
    /// Whether the unit leads the task (牵头).
    pub is_lead: bool,
    /// What the unit wrote.
    pub texts: Texts,
    /// How far it is.
    pub status: Status,
    /// What was done, and what happened, under each limit.
    pub records: Records,
    /// What is owed next, as last reckoned.
    pub due: Reckoned,
    /// Something of it was done after its last day (逾期完成).
    pub late: bool,
    /// The day on which the unit finished, while that stands.
    pub finished_on: Option<Date>,
    /// When the unit handed it in, while that stands.
    pub submitted_at: Option<Time>,
    /// Who is to answer the newest comment.
    pub awaits: Option<Side>,
    /// Whether a corrected plan no longer gives the task to this unit.
    pub dropped: bool,
    /// Last saved.
    pub updated_at: Time,
    /// Counts saves.
    pub version: i64,
}

/// The plan an entry comes from, as far as its dates and its place need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanContext {
    /// The plan's id.
    pub plan_id: String,
    /// Its government.
    pub government_id: String,
    /// The time it governs.
    pub term: Term,
}

/// Why something is not done. Sentences shown to people as they are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The role reads only.
    #[error("您的岗位是“{0}”，只能查看台账，不能修改。")]
    ReadOnly(&'static str),
    /// A corrected plan no longer has it.
    #[error("修正后的计划已经不再把这项任务交给这个单位，这条台账只能查看。")]
    Dropped,
    /// Something is still owed.
    #[error("还不能提交验收：{0}还没有登记完成。请先在“时限”里逐项登记。")]
    StillOpen(String),
    /// Nothing shows that it was done.
    #[error("还不能提交验收：请先写一条进展，或者添加一份证明材料。")]
    NothingToShow,
    /// What was handed in stays as it was handed in.
    #[error("已经提交验收，不能再改。要改，请先撤回提交。")]
    Submitted,
    /// What was accepted stays as it was accepted.
    #[error("已经验收通过，不能再改。确需修改的，请政务公开办退回。")]
    Accepted,
    /// Only what was handed in can be accepted or taken back.
    #[error("现在的状态是“{0}”，不是“待验收”。")]
    NotSubmitted(&'static str),
    /// Only what was handed in or accepted can be given back.
    #[error("现在的状态是“{0}”，没有可以退回的提交。")]
    NothingToReturn(&'static str),
    /// A later last day that is none.
    #[error("新的期限要晚于现在的期限 {0}。")]
    NotLater(Date),
    /// A later last day beyond what can be meant.
    #[error("新的期限最晚到 {0}。")]
    TooLate(Date),
    /// Nothing with a last day that could be moved.
    #[error("没有可以延长的期限。")]
    NothingToExtend,
    /// It is so already.
    #[error("已经是这样，不用改。")]
    NothingToChange,
    /// A period that no office can lengthen.
    #[error("“{0}”从事项发生之日起计算，不能延期。")]
    CannotExtend(String),
    /// No such period, date or event under the limit.
    #[error("这条时限下没有这一项，可能计划刚修正过，请刷新页面再试。")]
    NoOccasion,
    /// Done as often as it has to be.
    #[error("“{0}”已经记录完成，不用重复记录。")]
    AlreadyDone(String),
    /// Its time has not begun.
    #[error("“{0}”要到 {1} 才开始，还不能记录完成。")]
    NotOpen(String, Date),
    /// A day still to come.
    #[error("{0} 还没有到，日期不能晚于今天。")]
    InFuture(Date),
    /// A day that cannot be meant.
    #[error("{0} 太早了，请核对年份。")]
    LongAgo(Date),
    /// Done before what it follows happened.
    #[error("完成日期不能早于事项发生的日期 {0}。")]
    BeforeEvent(Date),
    /// An event of that name is there.
    #[error("“{0}”已经记录过，请换一个名称。")]
    SameEvent(String),
    /// Nothing to take back.
    #[error("没有找到这条记录，可能已经撤销。")]
    NoRecord,
    /// An event with something done about it.
    #[error("“{0}”已经记录了完成，请先撤销完成记录。")]
    EventDealtWith(String),
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.to_string())
    }
}

impl Entry {
    /// Whether `who` may know of the entry; what they may not, is not found.
    pub fn seen_by(&self, who: &Principal) -> bool {
        who.may(Capability::ViewLedger) && who.reaches(&self.government_id, Some(&self.unit_id))
    }

    /// Whether `who` may fill it in: officers their own unit's, the office all of its government's.
    pub fn can_edit(&self, who: &Principal) -> Result<(), Refusal> {
        let edits = who.may(Capability::EditAllEntries) || who.may(Capability::EditOwnEntries);
        match () {
            () if !edits || !self.seen_by(who) => Err(Refusal::ReadOnly(who.role().name())),
            () if self.dropped => Err(Refusal::Dropped),
            () => Ok(()),
        }
    }

    /// Whether what the unit wrote and recorded can be changed.
    pub fn can_change(&self) -> Result<(), Refusal> {
        match self.status {
            Status::Submitted => Err(Refusal::Submitted),
            Status::Accepted => Err(Refusal::Accepted),
            Status::NotStarted | Status::InProgress | Status::Returned => Ok(()),
        }
    }

    /// Its status for people: what was accepted after its last day is told apart.
    pub fn status_name(&self) -> &'static str {
        if self.late && self.status == Status::Accepted { "逾期完成" } else { self.status.name() }
    }
}

/// The first few names, and how many there are.
pub(crate) fn named(open: &[String]) -> String {
    match open.get(..3) {
        Some(first) if open.len() > 3 => format!("{}等 {} 项", first.join("、"), open.len()),
        _ => open.join("、"),
    }
}
