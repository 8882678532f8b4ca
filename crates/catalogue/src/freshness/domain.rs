//! How one item stands on a day, and why.

use kernel::Date;
use law::{Calendar, PeriodError};

use crate::item::Item;
use crate::owed::Owed;
use crate::rule::UpdateRule;

/// Working days before a last day from which on it is soon.
pub const SOON: i64 = 5;

/// How an item stands; the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// 超期
    Overdue,
    /// 空白: nothing was ever published there.
    Empty,
    /// 快到期: due within [`SOON`] working days.
    Soon,
    /// 按时
    OnTime,
}

impl State {
    /// Every state, the worst first.
    pub const ALL: [Self; 4] = [Self::Overdue, Self::Empty, Self::Soon, Self::OnTime];

    /// Its name in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Empty => "empty",
            Self::Soon => "soon",
            Self::OnTime => "on_time",
        }
    }

    /// The one with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overdue => "已超期",
            Self::Empty => "没有内容",
            Self::Soon => "快到期",
            Self::OnTime => "按时",
        }
    }

    /// Its mark on pages.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Overdue => "late",
            Self::Empty => "off",
            Self::Soon => "warn",
            Self::OnTime => "ok",
        }
    }
}

/// How an item stands on a day, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// How it stands.
    pub state: State,
    /// The day of the newest publication there.
    pub newest: Option<Date>,
    /// The last day for what is owed next; none when nothing with a date is.
    pub due: Option<Date>,
    /// Working days from the day asked about to `due`; negative when it has passed.
    pub days_left: Option<i64>,
    /// Why, in Chinese sentences: which rule, on which ground, counted how.
    pub explanation: String,
}

impl Freshness {
    /// How it stands in a few words: `还有 3 个工作日`, `超期 2 个工作日`.
    pub fn label(&self) -> String {
        match (self.state, self.days_left) {
            (State::Overdue, Some(days)) if days < 0 => format!("超期 {} 个工作日", -days),
            (State::Overdue, _) => "刚过期，未满 1 个工作日".into(),
            (_, Some(0)) => "今天到期".into(),
            (_, Some(days)) if days > 0 => format!("还有 {days} 个工作日"),
            (_, Some(days)) => format!("已晚 {} 个工作日", -days),
            (State::Empty, None) => "从未公开".into(),
            (_, None) => String::new(),
        }
    }
}

/// What decides how an item stands.
pub(super) struct Material<'a> {
    pub item: &'a Item,
    /// The day of the newest publication.
    pub newest: Option<Date>,
    /// What was formed and is not public yet.
    pub waiting: Vec<&'a Owed>,
}

/// How an item stands on `today`.
pub(super) fn of(calendar: &Calendar, today: Date, material: &Material<'_>) -> Result<Freshness, PeriodError> {
    let Material { item, newest, waiting } = material;
    let (due, owed) = match item.text.rule {
        rule @ (UpdateRule::OnChange { .. } | UpdateRule::OnChangeDays { .. }) => {
            first_waiting(calendar, rule, waiting)?
        }
        rule => match rule.next_turn(calendar, *newest, item.created_at.date())? {
            Some(turn) => (Some(turn.due), format!("下一次：{}。", turn.explanation)),
            None => (None, String::new()),
        },
    };
    let days_left = due.map(|due| calendar.working_days_between(today, due));
    let state = match (due, days_left) {
        (Some(due), _) if due < today && (newest.is_some() || !waiting.is_empty()) => State::Overdue,
        _ if newest.is_none() => State::Empty,
        (_, Some(days)) if days <= SOON => State::Soon,
        _ => State::OnTime,
    };
    let seen = match newest {
        Some(day) => format!("最近一次公开：{day}。"),
        None => "还没有公开过内容。".to_owned(),
    };
    let basis = if item.text.basis.is_empty() { String::new() } else { format!("（{}）", item.text.basis) };
    let explanation = format!("更新时限：{}{basis}。{seen}{owed}", item.text.rule);
    Ok(Freshness { state, newest: *newest, due, days_left, explanation })
}

/// The last day for what has waited longest, and how it came about.
fn first_waiting(
    calendar: &Calendar,
    rule: UpdateRule,
    waiting: &[&Owed],
) -> Result<(Option<Date>, String), PeriodError> {
    let Some(first) = waiting.iter().min_by_key(|owed| owed.formed_on) else {
        return Ok((None, "现在没有已经形成、等待公开的信息。".into()));
    };
    let Some(deadline) = rule.after_change(calendar, first.formed_on)? else { return Ok((None, String::new())) };
    let others = match waiting.len() - 1 {
        0 => String::new(),
        more => format!("另有 {more} 件等待公开。"),
    };
    Ok((Some(deadline.date), format!("“{}”等待公开：{}。{others}", first.title, calendar.describe(&deadline))))
}
