//! Which entries a list shows: the address's query as a value, and as SQL.

use db::{Query, args, escape_like};
use directory::Principal;
use kernel::Date;
use web::Fields;

use super::domain::{Side, Status};
use super::due::DueKey;

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
}

impl DueIn {
    /// Every choice, in the order the form offers them.
    pub const ALL: [Self; 7] =
        [Self::Pressing, Self::Overdue, Self::Week, Self::Month, Self::Later, Self::Waiting, Self::Undated];

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
    /// Only of this status.
    pub status: Option<Status>,
    /// Only due then.
    pub due: Option<DueIn>,
    /// Only what the unit leads.
    pub lead: bool,
    /// Only what was done after its last day.
    pub late: bool,
    /// Only where the newest comment waits for this side.
    pub awaits: Option<Side>,
    /// Only of this plan.
    pub plan: Option<String>,
    /// Only of plans for this year.
    pub year: Option<i64>,
    /// Only under this outermost heading.
    pub heading: Option<String>,
    /// Only where the task or the measure contains this.
    pub text: Option<String>,
    /// The order.
    pub order: Order,
}

/// The names of the filters in addresses and forms.
pub const NAMES: [&str; 11] =
    ["unit", "status", "due", "lead", "late", "awaits", "plan", "year", "heading", "q", "sort"];

impl Filter {
    /// What the address asks for, within what `who` may see: people of a unit see their unit's whatever they ask.
    pub fn read(fields: &Fields, who: &Principal, government: &str) -> Self {
        let own = who.role().of_a_unit().then(|| who.post.unit_id.clone().unwrap_or_default());
        Self {
            government: government.to_owned(),
            unit: own.or_else(|| fields.opt("unit").map(str::to_owned)),
            status: fields.opt("status").and_then(Status::from_code),
            due: fields.opt("due").and_then(|code| DueIn::ALL.into_iter().find(|due| due.code() == code)),
            lead: fields.get("lead") == "1",
            late: fields.get("late") == "1",
            awaits: fields.opt("awaits").and_then(Side::from_code),
            plan: fields.opt("plan").map(str::to_owned),
            year: fields.opt("year").and_then(|year| year.parse().ok()),
            heading: fields.opt("heading").map(str::to_owned),
            text: fields.opt("q").map(str::to_owned),
            order: if fields.get("sort") == "plan" { Order::Plan } else { Order::Due },
        }
    }

    /// How many filters are set.
    pub fn active(fields: &Fields) -> usize {
        NAMES.iter().filter(|name| **name != "sort" && fields.opt(name).is_some()).count()
    }

    /// The conditions, for a statement in which `ledger_entry` is `e`. No join: each narrows `e` by itself, so that
    /// counting needs none either.
    pub fn conditions(&self, query: &mut Query, today: Date) {
        query.with(" e.government_id = ? AND e.dropped = 0", args![&self.government]);
        query
            .when(" AND e.unit_id = ?", self.unit.clone())
            .when(" AND e.status = ?", self.status.map(Status::code))
            .when(" AND e.plan_id = ?", self.plan.clone());
        if let Some(due) = self.due {
            let (first, last) = due.range(today);
            query.with(" AND e.due_key >= ? AND e.due_key <= ?", args![first, last]);
            if due == DueIn::Undated {
                query.push(" AND e.status NOT IN ('submitted', 'accepted')");
            }
        }
        if self.lead {
            query.push(" AND e.is_lead = 1");
        }
        if self.late {
            query.push(" AND e.late = 1");
        }
        query.when(" AND e.awaits = ?", self.awaits.map(Side::code));
        if let Some(year) = self.year {
            let sql = " AND e.plan_id IN (SELECT id FROM plan WHERE government_id = ? AND year = ?)";
            query.with(sql, args![&self.government, year]);
        }
        if let Some(heading) = &self.heading {
            self.tasks(query, " AND e.task_id IN (", "t.heading = ?)", heading.clone());
        }
        if let Some(text) = &self.text {
            let like = escape_like(&text.to_lowercase());
            query.with(" AND (lower(e.measure) LIKE ? ESCAPE '\\'", args![&like]);
            self.tasks(query, " OR e.task_id IN (", "lower(t.body) LIKE ? ESCAPE '\\'))", like);
        }
    }

    /// The tasks of the government's plans that fit a condition: a few hundred, looked through once.
    fn tasks(&self, query: &mut Query, before: &'static str, condition: &'static str, value: String) {
        query
            .push(before)
            .with(
                "SELECT t.id FROM task t JOIN plan p ON p.id = t.plan_id WHERE p.government_id = ? AND ",
                args![&self.government],
            )
            .with(condition, args![value]);
    }
}
