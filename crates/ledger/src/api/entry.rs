//! An entry as programs get it.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use db::Tx;
use directory::Principal;
use kernel::{Problem, is_id};
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Program, Result};

use crate::entries::desk::Units;
use crate::entries::due::DueKey;
use crate::entries::list::{Line, by_ids};

/// One unit's share of one task. Dates are `YYYY-MM-DD`, instants RFC 3339 at +08:00.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Entry {
    /// Id.
    pub id: String,
    /// Counts saves; sent back with a change.
    pub version: i64,
    /// The unit whose share it is.
    unit: Named,
    /// Whether the unit leads the task.
    is_lead: bool,
    /// The plan.
    plan: Plan,
    /// The task.
    task: Task,
    /// 工作举措
    measure: String,
    /// 单位分管领导
    leader: String,
    /// 责任科室
    office_in_charge: String,
    /// 备注
    notes: String,
    /// not_started | in_progress | submitted | returned | accepted
    status: &'static str,
    /// Whether something of it was done after its last day.
    late: bool,
    /// What is owed next.
    due: Due,
    /// The day on which the unit finished, while that stands.
    finished_on: Option<String>,
    /// Last saved.
    updated_at: String,
    /// Where more of it is.
    links: Links,
}

#[derive(Debug, Serialize, ToSchema)]
struct Named {
    id: String,
    name: String,
}

#[derive(Debug, Serialize, ToSchema)]
struct Plan {
    id: String,
    /// The year it governs.
    year: i64,
}

#[derive(Debug, Serialize, ToSchema)]
struct Task {
    id: String,
    /// Its number as printed.
    label: Option<String>,
    /// The outermost heading above it.
    heading: String,
    /// What it demands.
    text: String,
    /// Its time limits, in the plan's words.
    limits: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Due {
    /// dated | waiting (for an event) | standing (always) | none
    state: &'static str,
    /// The day, when there is one.
    on: Option<String>,
    /// The day rests on holidays that are not announced yet.
    provisional: bool,
}

#[derive(Debug, Serialize, ToSchema)]
struct Links {
    /// Here.
    #[serde(rename = "self")]
    here: String,
    /// The entry's page for people.
    desk: String,
}

impl Entry {
    pub fn of(units: &Units, line: Line) -> Self {
        let entry = line.entry;
        let state = match entry.due.key {
            DueKey::On(_) => "dated",
            DueKey::Waiting => "waiting",
            DueKey::Standing => "standing",
            DueKey::Nothing => "none",
        };
        Self {
            links: Links {
                here: format!("/api/v1/ledger/entries/{}", entry.id),
                desk: format!("/desk/ledger/{}", entry.id),
            },
            version: entry.version,
            unit: Named { name: units.name(&entry.unit_id).to_owned(), id: entry.unit_id },
            is_lead: entry.is_lead,
            plan: Plan { id: entry.plan_id, year: line.year },
            task: Task {
                id: entry.task_id,
                label: line.label,
                heading: line.heading,
                text: line.body,
                limits: line.limits.into_iter().map(|limit| limit.raw).collect(),
            },
            measure: entry.texts.measure,
            leader: entry.texts.leader,
            office_in_charge: entry.texts.office_in_charge,
            notes: entry.texts.notes,
            status: entry.status.code(),
            late: entry.late,
            due: Due {
                state,
                on: entry.due.key.date().map(|date| date.to_string()),
                provisional: entry.due.provisional,
            },
            finished_on: entry.finished_on.map(|date| date.to_string()),
            updated_at: entry.updated_at.rfc3339(),
            id: entry.id,
        }
    }
}

/// The entry of an address, if the program may know of it.
pub(super) async fn find(tx: &mut Tx, who: &Principal, id: &str) -> kernel::Result<Line> {
    let line = if is_id(id) { by_ids(tx, &[id]).await?.pop() } else { None };
    line.filter(|line| line.entry.seen_by(who)).ok_or(Problem::NotFound("这条台账"))
}

/// The entry as it is now.
pub(super) async fn now(tx: &mut Tx, who: &Principal, id: &str) -> kernel::Result<Entry> {
    let line = find(tx, who, id).await?;
    let units = Units::read(tx, &line.entry.government_id).await?;
    Ok(Entry::of(&units, line))
}

/// One entry.
#[utoipa::path(
    get,
    path = "/api/v1/ledger/entries/{id}",
    tag = "台账",
    summary = "一条台账",
    params(("id" = String, Path, description = "台账条目的编号")),
    responses((status = 200, body = Entry), (status = 404, description = "没有，或者不归这个令牌")),
    security(("token" = ["ledger:read"]))
)]
pub(super) async fn show(State(app): State<App>, Program(bearer): Program, Path(id): Path<String>) -> Result {
    let entry = now(&mut app.db.read().await?, &bearer.principal, &id).await?;
    Ok(Json(entry).into_response())
}
