//! An entry of the ledger: one unit's share of one task, its status, and who may change what.

use directory::{Capability, Principal};
use kernel::{Date, Problem, Time};
use law::due::Term;

use super::due::Reckoned;
use super::limits::Records;

/// How far an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// 未开始
    NotStarted,
    /// 进行中
    InProgress,
    /// 已完成
    Done,
}

impl Status {
    /// Every status, in the order lists show them.
    pub const ALL: [Self; 3] = [Self::NotStarted, Self::InProgress, Self::Done];

    /// Its name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::InProgress => "in_progress",
            Self::Done => "done",
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
            Self::Done => "已完成",
        }
    }

    /// The mark that goes with its name.
    pub fn mark(self) -> &'static str {
        match self {
            Self::NotStarted => "off",
            Self::InProgress => "run",
            Self::Done => "ok",
        }
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
    #[error("还不能改为“已完成”：{0}还没有记录完成。请先在“时限”里逐项记录。")]
    StillOpen(String),
    /// Something was already recorded.
    #[error("已经记录过办理情况，不能改为“未开始”。")]
    AlreadyBegun,
    /// An entry marked done keeps its records.
    #[error("这条已经标为“已完成”。要增减记录，请先把状态改为“进行中”。")]
    Finished,
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

    /// Whether its status can become `next`. `open`: names of what is owed and not recorded, but for plain dates, which
    /// finishing the entry discharges by itself.
    pub fn can_become(&self, next: Status, open: &[String]) -> Result<(), Refusal> {
        match (self.status, next) {
            (Status::NotStarted | Status::InProgress, Status::Done) if !open.is_empty() => {
                Err(Refusal::StillOpen(named(open)))
            }
            (Status::Done, Status::NotStarted) => Err(Refusal::AlreadyBegun),
            (Status::InProgress, Status::NotStarted) if !self.records.is_empty() => Err(Refusal::AlreadyBegun),
            _ => Ok(()),
        }
    }

    /// Whether something can be recorded or taken back.
    pub fn can_record(&self) -> Result<(), Refusal> {
        if self.status == Status::Done { Err(Refusal::Finished) } else { Ok(()) }
    }
}

/// The first few names, and how many there are.
fn named(open: &[String]) -> String {
    match open.get(..3) {
        Some(first) if open.len() > 3 => format!("{}等 {} 项", first.join("、"), open.len()),
        _ => open.join("、"),
    }
}
