//! Plans and tasks in the database.

use db::{FromRow, Json, Query, Row, Tx, args, escape_like};
use plan::Part;
use serde_json::json;

use super::domain::{Content, Head, Plan, Task};
use crate::entries::texts;

/// Everything but the source text, which is large.
const PLANS: &str = "SELECT id, government_id, title, doc_number, issuer, year, issued_on, printed_on, disclosure,
                            file_name, file_hash, adopted_at, adopted_by, version FROM plan WHERE ";

impl FromRow for Plan {
    fn from_row(row: &Row) -> db::Result<Self> {
        let text = |name: &str| row.get::<Option<String>>(name).map(Option::unwrap_or_default);
        let year: i64 = row.get("year")?;
        let year = i16::try_from(year).map_err(|_| db::Error::Corrupt(format!("plan of the year {year}")))?;
        Ok(Self {
            id: row.get("id")?,
            government_id: row.get("government_id")?,
            head: Head {
                title: row.get("title")?,
                issuer: text("issuer")?,
                doc_number: text("doc_number")?,
                year: Some(year),
                issued_on: row.get("issued_on")?,
                printed_on: row.get("printed_on")?,
                disclosure: text("disclosure")?,
            },
            year,
            file_name: row.get("file_name")?,
            file_hash: row.get("file_hash")?,
            adopted_at: row.get("adopted_at")?,
            adopted_by: row.get("adopted_by")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Task {
    fn from_row(row: &Row) -> db::Result<Self> {
        let Json(path) = row.get("path")?;
        let Json(lead) = row.get("lead_names")?;
        let Json(units) = row.get("unit_names")?;
        let Json(limits) = row.get("limits")?;
        let part: String = row.get("part")?;
        let line = |name: &str| row.get::<i64>(name).map(|n| usize::try_from(n).unwrap_or(0));
        let lines = Some((line("first_line")?, line("last_line")?)).filter(|(first, _)| *first > 0);
        let content = Content {
            part: part_of(&part).ok_or_else(|| db::Error::Corrupt(format!("part {part}")))?,
            path,
            label: row.get("label")?,
            text: row.get("body")?,
            printed: row.get("printed")?,
            lead,
            units,
            limits,
            lines,
        };
        Ok(Self { id: row.get("id")?, position: row.get("position")?, content, dropped: row.get("dropped")? })
    }
}

fn part_code(part: Part) -> &'static str {
    match part {
        Part::Body => "body",
        Part::Annex => "annex",
    }
}

fn part_of(code: &str) -> Option<Part> {
    [Part::Body, Part::Annex].into_iter().find(|part| part_code(*part) == code)
}

/// By id.
pub async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Plan>> {
    let mut query = Query::new(PLANS, args![]);
    query.with("id = ?", args![id]);
    Ok(tx.list(query).await?.into_iter().next())
}

/// The text a plan was read from, one paragraph or table row a line.
pub async fn source_text(tx: &mut Tx, id: &str) -> db::Result<String> {
    tx.one("SELECT source_text FROM plan WHERE id = $1", args![id]).await
}

/// A plan read from this very file.
pub async fn by_file(tx: &mut Tx, government_id: &str, file_hash: &str) -> db::Result<Option<Plan>> {
    let mut query = Query::new(PLANS, args![]);
    query.with("government_id = ? AND file_hash = ? ORDER BY id LIMIT 1", args![government_id, file_hash]);
    Ok(tx.list(query).await?.into_iter().next())
}

/// A plan of which `head` may be another edition; the newest of several.
pub async fn edition_of(tx: &mut Tx, government_id: &str, head: &Head) -> db::Result<Option<Plan>> {
    let mut query = Query::new(PLANS, args![]);
    query.with(
        "government_id = ? AND (doc_number = ? OR title = ?) ORDER BY id DESC",
        args![government_id, &head.doc_number, &head.title],
    );
    Ok(tx.list::<Plan>(query).await?.into_iter().find(|plan| head.is_edition_of(&plan.head)))
}

/// Which plans a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those of this year.
    pub year: Option<i64>,
    /// Only those whose title, number or issuer contains this.
    pub text: Option<String>,
    /// Only those after this one (year and id: the key of the page).
    pub after: Option<(i64, String)>,
}

/// One page of a government's plans, the latest year first.
pub async fn page(tx: &mut Tx, government_id: &str, filter: Filter, limit: usize) -> db::Result<Vec<Plan>> {
    let mut query = Query::new(PLANS, args![]);
    query.with("government_id = ?", args![government_id]).when(" AND year = ?", filter.year);
    query.when(
        " AND (lower(title) LIKE ? ESCAPE '\\' OR lower(doc_number) LIKE ? ESCAPE '\\' OR lower(issuer) LIKE ? ESCAPE '\\')",
        filter.text.map(|text| escape_like(&text.trim().to_lowercase())),
    );
    if let Some((year, id)) = filter.after {
        query.with(" AND (year, id) < (?, ?)", args![year, id]);
    }
    query.with(" ORDER BY year DESC, id DESC LIMIT ?", args![limit]);
    tx.list(query).await
}

/// The years a government has plans of, the latest first.
pub async fn years(tx: &mut Tx, government_id: &str) -> db::Result<Vec<i64>> {
    tx.all("SELECT DISTINCT year FROM plan WHERE government_id = $1 ORDER BY year DESC", args![government_id]).await
}

/// A plan's tasks in its order, without those a correction took out. A plan has a few thousand at most.
pub async fn tasks(tx: &mut Tx, plan_id: &str) -> db::Result<Vec<Task>> {
    tx.all("SELECT * FROM task WHERE plan_id = $1 AND dropped = 0 ORDER BY position, id", args![plan_id]).await
}

/// All tasks a plan ever had, those a correction took out last.
pub async fn tasks_ever(tx: &mut Tx, plan_id: &str) -> db::Result<Vec<Task>> {
    tx.all("SELECT * FROM task WHERE plan_id = $1 ORDER BY dropped, position, id", args![plan_id]).await
}

/// How many tasks each of these plans has.
pub async fn task_counts(tx: &mut Tx, plans: &[Plan]) -> db::Result<Vec<(String, i64)>> {
    let mut query = Query::new("SELECT plan_id, COUNT(*) AS tasks FROM task WHERE dropped = 0 AND ", args![]);
    query.within("plan_id IN", plans.iter().map(|plan| plan.id.as_str())).push(" GROUP BY plan_id");
    let rows: Vec<Count> = tx.list(query).await?;
    Ok(rows.into_iter().map(|Count(plan, count)| (plan, count)).collect())
}

struct Count(String, i64);

impl FromRow for Count {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self(row.get("plan_id")?, row.get("tasks")?))
    }
}

/// Adds a plan with the text it was read from.
pub async fn insert(tx: &mut Tx, plan: &Plan, source_text: &str) -> db::Result<()> {
    let head = &plan.head;
    tx.exec_one(
        "INSERT INTO plan (id, government_id, title, doc_number, issuer, year, issued_on, printed_on, disclosure,
                           source_text, file_name, file_hash, adopted_at, adopted_by, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)",
        args![
            &plan.id,
            &plan.government_id,
            &head.title,
            printed(&head.doc_number),
            printed(&head.issuer),
            i64::from(plan.year),
            head.issued_on,
            head.printed_on,
            printed(&head.disclosure),
            source_text,
            &plan.file_name,
            &plan.file_hash,
            plan.adopted_at,
            &plan.adopted_by
        ],
    )
    .await
}

/// Gives a plan the head and text of a correction; stale when another correction came first.
pub async fn correct(tx: &mut Tx, plan: &Plan, source_text: &str) -> db::Result<()> {
    let head = &plan.head;
    tx.exec_one(
        "UPDATE plan SET title = $1, doc_number = $2, issuer = $3, year = $4, issued_on = $5, printed_on = $6,
             disclosure = $7, source_text = $8, file_name = $9, file_hash = $10, version = version + 1
         WHERE id = $11 AND version = $12",
        args![
            &head.title,
            printed(&head.doc_number),
            printed(&head.issuer),
            i64::from(plan.year),
            head.issued_on,
            head.printed_on,
            printed(&head.disclosure),
            source_text,
            &plan.file_name,
            &plan.file_hash,
            &plan.id,
            plan.version
        ],
    )
    .await
}

/// Keeps everybody else's changes to a plan waiting until this transaction ends; stale when it was corrected since it
/// was read.
pub async fn hold(tx: &mut Tx, plan: &Plan) -> db::Result<()> {
    let sql = "UPDATE plan SET version = version WHERE id = $1 AND version = $2";
    tx.exec_one(sql, args![&plan.id, plan.version]).await
}

fn printed(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// Adds a task to a plan, or gives the one of that id its new place and content.
pub async fn put_task(tx: &mut Tx, plan_id: &str, task: &Task) -> db::Result<()> {
    let Content { part, path, label, text, printed, lead, units, limits, lines } = &task.content;
    let line = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let (first, last) = lines.unwrap_or_default();
    tx.exec_one(
        "INSERT INTO task (id, plan_id, position, part, label, path, heading, body, lead_names, unit_names, limits,
                           first_line, last_line, printed, dropped)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0)
         ON CONFLICT (id) DO UPDATE SET position = excluded.position, part = excluded.part, label = excluded.label,
             path = excluded.path, heading = excluded.heading, body = excluded.body, lead_names = excluded.lead_names,
             unit_names = excluded.unit_names, limits = excluded.limits, first_line = excluded.first_line,
             last_line = excluded.last_line, printed = excluded.printed, dropped = 0",
        args![
            &task.id,
            plan_id,
            task.position,
            part_code(*part),
            label.clone(),
            json!(path),
            task.content.heading(),
            text,
            json!(lead),
            json!(units),
            json!(limits),
            line(first),
            line(last),
            printed.clone()
        ],
    )
    .await?;
    texts::keep_task(tx, plan_id, &task.id, text).await
}

/// Takes a task out of its plan; its row stays for the entries that point at it.
pub async fn drop_task(tx: &mut Tx, task_id: &str) -> db::Result<()> {
    tx.exec_one("UPDATE task SET dropped = 1 WHERE id = $1", args![task_id]).await
}
