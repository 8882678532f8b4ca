//! Plans with their ledgers, in place when a test begins.

use db::args;
use directory::{Government, Role, Unit};
use kernel::{Date, new_id};
use law::due::{Term, TimeLimit};
use ledger::adopt::domain::NewEntry;
use ledger::entries::limits::Limit;
use ledger::entries::{PlanContext, store, texts};

use crate::Server;

/// A task to be in a plan.
pub struct GivenTask<'a> {
    pub heading: &'a str,
    pub body: &'a str,
    pub limits: Vec<(&'a str, TimeLimit)>,
    /// The first leads.
    pub units: Vec<&'a Unit>,
}

/// A task with one unit and these limits.
pub fn task<'a>(body: &'a str, unit: &'a Unit, limits: &[(&'a str, TimeLimit)]) -> GivenTask<'a> {
    GivenTask { heading: "一、主动公开", body, limits: limits.to_vec(), units: vec![unit] }
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn by(date: &str) -> TimeLimit {
    TimeLimit::ByDate { date: day(date) }
}

/// An adopted plan.
pub struct GivenPlan {
    pub id: String,
    /// Task ids, in the order given.
    pub tasks: Vec<String>,
    /// Entry ids, task by task and unit by unit.
    pub entries: Vec<String>,
}

/// Adopts a plan that was issued on 1 January of its year.
pub async fn plan(app: &Server, government: &Government, year: i16, tasks: &[GivenTask<'_>]) -> GivenPlan {
    app.pass_minutes(1);
    let now = app.clock.now();
    let id = new_id(now);
    let issued = day(&format!("{year}-01-01"));
    let source: Vec<String> = tasks.iter().flat_map(|t| [t.heading.to_owned(), t.body.to_owned()]).collect();
    let mut tx = app.db.write().await.unwrap();
    tx.exec_one(
        "INSERT INTO plan (id, government_id, title, year, issued_on, source_text, file_name, file_hash, adopted_at,
             adopted_by, version) VALUES ($1, $2, $3, $4, $5, $6, 'plan.txt', '', $7, '李办', 1)",
        args![
            &id,
            &government.id,
            format!("{year} 年政务公开工作要点"),
            i64::from(year),
            issued,
            source.join("\n"),
            now
        ],
    )
    .await
    .unwrap();
    let mut ids: Vec<String> = tasks.iter().map(|_| new_id(now)).collect();
    ids.sort();
    let mut limits: Vec<Vec<Limit>> = Vec::new();
    for ((position, given), task_id) in (1i64..).zip(tasks).zip(&ids) {
        let list: Vec<Limit> =
            given.limits.iter().map(|(raw, limit)| Limit { raw: (*raw).into(), limit: limit.clone() }).collect();
        let names: Vec<&str> = given.units.iter().map(|unit| unit.name.as_str()).collect();
        tx.exec_one(
            "INSERT INTO task (id, plan_id, position, part, label, path, heading, body, lead_names, unit_names, limits,
                 first_line, last_line, dropped)
             VALUES ($1, $2, $3, 'body', $4, $5, $6, $7, $8, $9, $10, $11, $11, 0)",
            args![
                task_id,
                &id,
                position,
                format!("{position}."),
                serde_json::json!([given.heading]),
                given.heading,
                given.body,
                serde_json::json!(names.first().into_iter().collect::<Vec<_>>()),
                serde_json::json!(names.iter().skip(1).collect::<Vec<_>>()),
                serde_json::json!(list),
                position * 2
            ],
        )
        .await
        .unwrap();
        texts::keep_task(&mut tx, &id, task_id, given.body).await.unwrap();
        limits.push(list);
    }
    let mut entries: Vec<NewEntry<'_>> = Vec::new();
    for ((given, task_id), limits) in tasks.iter().zip(&ids).zip(&limits) {
        entries.extend(given.units.iter().enumerate().map(|(at, unit)| NewEntry {
            task_id,
            unit_id: &unit.id,
            is_lead: at == 0,
            limits,
        }));
    }
    let context = PlanContext {
        plan_id: id.clone(),
        government_id: government.id.clone(),
        term: Term { year, in_force: Some(issued) },
    };
    let made = store::insert_many(&mut tx, now, app.clock.today(), &app.calendar, &context, &entries).await.unwrap();
    tx.commit().await.unwrap();
    GivenPlan { id, tasks: ids, entries: made }
}

/// A government with two units and a person in every kind of post: `edu`, `tra` (officers), `office`, `leader`.
pub struct Town {
    pub government: Government,
    pub education: Unit,
    pub transport: Unit,
}

pub async fn town(app: &Server) -> Town {
    let government = app.given_government("测试市").await;
    let education = app.given_unit(&government, "市教育局").await;
    let transport = app.given_unit(&government, "市交通局").await;
    app.given_person("edu", Role::Officer, Some(&government), Some(&education)).await;
    app.given_person("tra", Role::Officer, Some(&government), Some(&transport)).await;
    app.given_person("office", Role::Office, Some(&government), None).await;
    app.given_person("leader", Role::Leader, Some(&government), None).await;
    Town { government, education, transport }
}
