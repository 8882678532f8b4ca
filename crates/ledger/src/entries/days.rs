//! `/desk/ledger/{id}/days`: how a period of working days was counted, day by day.

use askama::Template;
use axum::extract::Path;
use kernel::Problem;
use law::weekday_zh;
use web::{Page, Query, Result, view};

use super::card::counted;
use super::desk::Desk;
use super::{limits, task};

struct Day {
    date: String,
    weekday: &'static str,
    working: bool,
    /// Its number in the period; empty for days that do not count.
    count: String,
    /// What kind of day, on which notice.
    why: String,
}

#[derive(Template)]
#[template(path = "ledger/entries/days.html")]
struct Days {
    page: Page,
    entry_id: String,
    raw: String,
    name: String,
    days: Vec<Day>,
    last: String,
    version: String,
    provisional: bool,
}

/// The days of one occasion of one limit.
pub(crate) async fn show(desk: Desk, Path(id): Path<String>, Query(fields): Query) -> Result {
    let missing = || Problem::NotFound("这一期的算法");
    let mut tx = desk.app.db.read().await?;
    let entry = desk.entry(&mut tx, &id).await?;
    let task = task::find(&mut tx, &entry.task_id).await?.ok_or_else(missing)?;
    let basis = task.basis(desk.calendar(), desk.today());
    let named = fields.get("limit").parse().ok().and_then(|place: usize| limits::at(&task.limits, place));
    let (which, limit) = named.ok_or_else(missing)?;
    let refused = |error: law::PeriodError| Problem::refused(format!("{error}。"));
    let occasions = basis.occasions(&limit.limit, &entry.records.of(&which)).map_err(refused)?;
    let occasion = occasions.into_iter().find(|one| one.key == fields.get("key")).ok_or_else(missing)?;
    let (start, length) = counted(&limit.limit, &occasion).ok_or_else(missing)?;
    let lines = desk.calendar().explain(start, length).map_err(refused)?;
    let provisional = lines.iter().any(|line| line.provisional);
    let days = lines.iter().map(|line| {
        let notice = line.notice.map(|notice| format!("（{notice}）")).unwrap_or_default();
        let why = match line.kind {
            law::DayKind::Working => "工作日".to_owned(),
            law::DayKind::Weekend => "周末休息".to_owned(),
            law::DayKind::MakeUp { holiday } => format!("{holiday}调休上班{notice}"),
            law::DayKind::Holiday { name } => format!("{name}放假{notice}"),
        };
        let count = match line.count {
            Some(0) => "起始日，不计".to_owned(),
            Some(number) => format!("第 {number} 个工作日"),
            None => "不计".to_owned(),
        };
        let provisional = if line.provisional { "（暂定）" } else { "" };
        Day {
            date: line.date.to_string(),
            weekday: weekday_zh(line.weekday),
            working: line.kind.is_working(),
            count,
            why: format!("{why}{provisional}"),
        }
    });
    view(Days {
        page: desk.shell.desk("逐日计算"),
        days: days.collect(),
        entry_id: entry.id,
        raw: limit.raw.clone(),
        name: occasion.name,
        last: occasion.due.to_string(),
        version: desk.calendar().version().to_owned(),
        provisional,
    })
}
