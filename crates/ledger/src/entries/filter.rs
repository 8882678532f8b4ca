//! Which entries a list shows: the address's query as a value, and as SQL.

use db::{Query, args};
use directory::{Principal, UnitKind, unit};
use kernel::Date;
use web::Fields;

use super::domain::{Side, Status};
use super::due::DueKey;
use super::month::Month;

/// A choice of due dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueIn {
    /// Before today, today or within the six days after: what to do now.
    Pressing,
    /// Before today.
    Overdue,
    /// Today or within the six days after.
    Week,
    /// Today or within the 29 days after.
    Month,
    /// After the coming seven days.
    Later,
    /// Waiting for an event.
    Waiting,
    /// Not handed in, and without a date: to be done always, or the plan sets no time.
    Undated,
    /// Not done, and nothing of it missed.
    Open,
}

/// A choice of the last day on which anything of an entry is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FinalDue {
    /// In this month.
    In(Month),
    /// There is none.
    Never,
}

impl FinalDue {
    /// Its name in addresses.
    pub fn code(self) -> String {
        match self {
            Self::In(month) => month.to_string(),
            Self::Never => "none".into(),
        }
    }

    /// The choice with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        if code == "none" { Some(Self::Never) } else { Month::from_code(code).map(Self::In) }
    }
}

impl DueIn {
    /// Every choice, in the order the form offers them.
    pub const ALL: [Self; 8] =
        [Self::Pressing, Self::Overdue, Self::Week, Self::Month, Self::Later, Self::Waiting, Self::Undated, Self::Open];

    /// Its name in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pressing => "pressing",
            Self::Overdue => "overdue",
            Self::Week => "week",
            Self::Month => "month",
            Self::Later => "later",
            Self::Waiting => "waiting",
            Self::Undated => "none",
            Self::Open => "open",
        }
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pressing => "逾期和 7 天内到期",
            Self::Overdue => "已逾期",
            Self::Week => "7 天内到期",
            Self::Month => "30 天内到期",
            Self::Later => "7 天以后到期",
            Self::Waiting => "等待事项发生",
            Self::Undated => "没有期限",
            Self::Open => "在办，没有逾期",
        }
    }

    /// The first and last `due_key` it takes in.
    pub fn range(self, today: Date) -> (Date, Date) {
        let in_days = |days: i64| today.saturating_add(jiff::Span::new().days(days));
        let last = DueKey::On(Date::MAX).column();
        let first = jiff::civil::date(1, 1, 1);
        match self {
            Self::Pressing => (first, in_days(6)),
            Self::Overdue => (first, in_days(-1)),
            Self::Week => (today, in_days(6)),
            Self::Month => (today, in_days(29)),
            Self::Later => (in_days(7), last),
            Self::Waiting => (DueKey::Waiting.column(), DueKey::Waiting.column()),
            Self::Undated => (DueKey::Standing.column(), DueKey::Nothing.column()),
            Self::Open => (today, DueKey::Nothing.column()),
        }
    }
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By what is due first.
    #[default]
    Due,
    /// As in the plan.
    Plan,
}

/// Which entries, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The government.
    pub government: String,
    /// Only this unit's.
    pub unit: Option<String>,
    /// Only of units of this kind.
    pub kind: Option<UnitKind>,
    /// Only of this status.
    pub status: Option<Status>,
    /// Only due then.
    pub due: Option<DueIn>,
    /// Only what was due in this month next, or missed in it.
    pub owed: Option<Month>,
    /// Only with that last day.
    pub last: Option<FinalDue>,
    /// Only with something done after its last day, or without.
    pub late: Option<bool>,
    /// Only what the unit leads.
    pub lead: bool,
    /// Only where the newest comment waits for this side.
    pub awaits: Option<Side>,
    /// Only of this plan.
    pub plan: Option<String>,
    /// Only of plans for this year.
    pub year: Option<i64>,
    /// Only under this outermost heading; an empty one means tasks without any.
    pub heading: Option<String>,
    /// Only where the task or the measure contains this.
    pub text: Option<String>,
    /// The order.
    pub order: Order,
}

/// Characters that an entry keeps of its task's heading, here and in `adopted`: no index holds a text without end.
const HEADING: usize = 200;

/// The part of a heading that entries keep.
pub fn kept_heading(heading: &str) -> String {
    heading.chars().take(HEADING).collect()
}

/// What addresses say for a text that is looked for in every year.
pub const EVERY_YEAR: &str = "all";

/// What addresses say for tasks without a heading.
const NO_HEADING: &str = "none";

/// The heading that an address means.
pub fn heading_of(code: &str) -> String {
    if code == NO_HEADING { String::new() } else { code.to_owned() }
}

/// A heading in addresses.
pub fn heading_code(heading: &str) -> &str {
    if heading.is_empty() { NO_HEADING } else { heading }
}

/// The names of the filters in addresses and forms.
pub const NAMES: [&str; 14] = [
    "unit", "kind", "status", "due", "owed", "month", "late", "lead", "awaits", "plan", "year", "heading", "q", "sort",
];

/// The unit whose entries alone somebody sees, if they are of a unit.
pub fn own_unit(who: &Principal) -> Option<String> {
    who.role().of_a_unit().then(|| who.post.unit_id.clone().unwrap_or_default())
}

impl Filter {
    /// What the address asks for, within what `who` may see: people of a unit see their unit's whatever they ask.
    pub fn read(fields: &Fields, who: &Principal, government: &str) -> Self {
        Self::within(fields, own_unit(who), government)
    }

    /// What the address asks for, within `own` when the list is one of a unit's people.
    pub fn within(fields: &Fields, own: Option<String>, government: &str) -> Self {
        Self {
            government: government.to_owned(),
            unit: own.or_else(|| fields.opt("unit").map(str::to_owned)),
            status: fields.opt("status").and_then(Status::from_code),
            due: fields.opt("due").and_then(|code| DueIn::ALL.into_iter().find(|due| due.code() == code)),
            kind: fields.opt("kind").and_then(UnitKind::from_code),
            owed: fields.opt("owed").and_then(Month::from_code),
            last: fields.opt("month").and_then(FinalDue::from_code),
            late: match fields.get("late") {
                "1" => Some(true),
                "0" => Some(false),
                _ => None,
            },
            lead: fields.get("lead") == "1",
            awaits: fields.opt("awaits").and_then(Side::from_code),
            plan: fields.opt("plan").map(str::to_owned),
            year: fields.opt("year").and_then(|year| year.parse().ok()),
            heading: fields.opt("heading").map(heading_of),
            text: fields.opt("q").map(str::to_owned),
            order: if fields.get("sort") == "plan" { Order::Plan } else { Order::Due },
        }
    }

    /// The address with the year that a text is looked for in when it says no year, plan or unit; none when it does.
    /// Looking through the texts of every year takes as many times longer, and is done for [`EVERY_YEAR`] alone.
    pub fn within_year(&self, fields: &Fields, newest: i64) -> Option<Fields> {
        let wide = self.unit.is_none() && self.plan.is_none() && fields.opt("year").is_none();
        (self.text.is_some() && wide).then(|| Fields::from_query(&fields.with("year", &newest.to_string())))
    }

    /// How many filters are set.
    pub fn active(fields: &Fields) -> usize {
        NAMES.iter().filter(|name| **name != "sort" && fields.opt(name).is_some()).count()
    }

    /// The conditions, for a statement in which `ledger_entry` is `e`. No join: each narrows `e` by itself, so that
    /// counting needs none either.
    pub fn conditions(&self, query: &mut Query, today: Date) {
        query.with(" e.government_id = ? AND e.dropped = 0", args![&self.government]);
        query.when(" AND e.plan_id = ?", self.plan.clone()).when(" AND e.year = ?", self.year);
        self.narrowed(query, today);
        if let Some(text) = &self.text {
            containing(query, &text.to_lowercase());
        }
    }

    /// The conditions but for government, plan, year and text, which `search` asks of the texts.
    pub(super) fn narrowed(&self, query: &mut Query, today: Date) {
        query.when(" AND e.unit_id = ?", self.unit.clone()).when(" AND e.status = ?", self.status.map(Status::code));
        if let Some(due) = self.due {
            let (first, last) = due.range(today);
            query.with(" AND e.due_key >= ? AND e.due_key <= ?", args![first, last]);
            if matches!(due, DueIn::Undated | DueIn::Open) {
                query.push(" AND e.status IN ('not_started', 'in_progress', 'returned')");
            }
        }
        if let Some((first, last)) = self.owed.map(Month::range) {
            query.with(" AND e.due_key >= ? AND e.due_key <= ?", args![first, last]);
        }
        match self.last {
            Some(FinalDue::In(month)) => {
                let (first, last) = month.range();
                query.with(" AND e.final_due >= ? AND e.final_due <= ?", args![first, last]);
            }
            Some(FinalDue::Never) => {
                query.push(" AND e.final_due IS NULL");
            }
            None => {}
        }
        // Written out, so that an index of nothing but what was late is known to hold all that is asked for.
        if let Some(late) = self.late {
            query.push(if late { " AND e.late = 1" } else { " AND e.late = 0" });
        }
        if let Some(kind) = self.kind {
            unit::of_kind(query.push(" AND e.unit_id IN "), &self.government, kind);
        }
        if self.lead {
            query.push(" AND e.is_lead = 1");
        }
        query.when(" AND e.awaits = ?", self.awaits.map(Side::code));
        query.when(" AND e.heading = ?", self.heading.as_deref().map(kept_heading));
    }
}

/// Where the measure or the task contains a text, looked at entry by entry. Han characters have no case, and making every
/// text small takes as long as looking through it.
pub(super) fn containing(query: &mut Query, text: &str) {
    let measure = if text.chars().any(char::is_lowercase) { "lower(e.measure)" } else { "e.measure" };
    query.push(" AND (instr(").push(measure).with(", ?) > 0", args![text]);
    query.with(" OR (SELECT instr(x.text, ?) FROM ledger_text x WHERE x.id = e.task_id) > 0)", args![text]);
}
