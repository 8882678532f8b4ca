//! A job: what was asked for, by whom, how far it is; and who may see, end and fetch it.

use directory::{Principal, Role};
use kernel::{Problem, Time};

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has begun it.
    Waiting,
    /// A worker holds it.
    Running,
    /// Its result is there, or was.
    Done,
    /// It cannot be done; the job says why.
    Failed,
    /// Somebody ended it.
    Cancelled,
}

impl State {
    /// Every state, in the order lists offer them.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Running, Self::Done, Self::Failed, Self::Cancelled];

    /// Its name in the database and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "排队中",
            Self::Running => "进行中",
            Self::Done => "已完成",
            Self::Failed => "没有完成",
            Self::Cancelled => "已取消",
        }
    }

    /// The mark that goes with its name.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Waiting | Self::Cancelled => "off",
            Self::Running => "run",
            Self::Done => "ok",
            Self::Failed => "late",
        }
    }

    /// Whether something is still to come.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }
}

/// A file that a job made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its address among the job's own blobs.
    pub hash: String,
    /// The name it is saved under.
    pub name: String,
    /// Its length.
    pub bytes: u64,
}

/// A job.
#[derive(Clone, Debug)]
pub struct Job {
    /// Id.
    pub id: String,
    /// Which work.
    pub kind: String,
    /// JSON of what it is done with.
    pub input: String,
    /// What people call it.
    pub title: String,
    /// The government concerned.
    pub government_id: String,
    /// The unit, when a person of a unit asked.
    pub unit_id: Option<String>,
    /// Who asked, by id.
    pub asked_by: String,
    /// Their name then.
    pub asked_by_name: String,
    /// The post in which they asked.
    pub post_id: String,
    /// When.
    pub asked_at: Time,
    /// How far it is.
    pub state: State,
    /// Steps done.
    pub done: i64,
    /// Steps in all; 0 while unknown.
    pub total: i64,
    /// How often a worker began it.
    pub attempts: i64,
    /// Why it failed, in words for people.
    pub failure: Option<String>,
    /// When it ended.
    pub finished_at: Option<Time>,
    /// Its result, while it is kept.
    pub product: Option<Product>,
}

/// Days for which a result is kept.
pub const KEPT_DAYS: i64 = 7;

/// Why something is not done with a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It has ended.
    #[error("这个任务已经结束，不能取消。")]
    Ended,
    /// It has not failed.
    #[error("这个任务没有中断，不用重新开始。")]
    NotBroken,
    /// Somebody else's.
    #[error("结果只能由提出任务的人下载。")]
    NotYours,
    /// Asked in another post.
    #[error("这是您在另一个岗位上提出的任务，请先切换到那个岗位。")]
    OtherPost,
    /// Nothing there.
    #[error("结果已经删除（只保留 {} 天）。请重新提出。", KEPT_DAYS)]
    Gone,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.to_string())
    }
}

/// Whether somebody sees the jobs of all people of their government.
pub fn sees_all(who: &Principal) -> bool {
    who.role() == Role::Office
}

impl Job {
    /// Whether `who` may know of it: who asked, and the office of the government.
    pub fn seen_by(&self, who: &Principal) -> bool {
        self.asked_by == who.person_id || (sees_all(who) && who.reaches(&self.government_id, self.unit_id.as_deref()))
    }

    /// Whether it can be ended.
    pub fn can_cancel(&self) -> Result<(), Refusal> {
        if self.state.is_open() { Ok(()) } else { Err(Refusal::Ended) }
    }

    /// Whether `who` can have it begun anew.
    pub fn can_restart(&self, who: &Principal) -> Result<(), Refusal> {
        match self.state {
            State::Failed | State::Cancelled => self.is_of(who),
            _ => Err(Refusal::NotBroken),
        }
    }

    /// Its result, for who asked: in the post they asked in, which still holds what it may see.
    pub fn fetched_by(&self, who: &Principal) -> Result<&Product, Refusal> {
        self.is_of(who)?;
        self.product.as_ref().ok_or(Refusal::Gone)
    }

    fn is_of(&self, who: &Principal) -> Result<(), Refusal> {
        match () {
            () if self.asked_by != who.person_id => Err(Refusal::NotYours),
            () if self.post_id != who.post.id => Err(Refusal::OtherPost),
            () => Ok(()),
        }
    }

    /// How much is done, 0–100; none while nobody knows.
    pub fn percent(&self) -> Option<i64> {
        (self.total > 0).then(|| (self.done * 100 / self.total).clamp(0, 100))
    }
}
