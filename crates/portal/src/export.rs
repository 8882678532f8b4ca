//! A published plan's tasks as a file.

use axum::extract::{Path, State};
use kernel::{Problem, is_id};
use ledger::snapshot::WORK_PLAN;
use web::{App, Query, Result, download, spreadsheet_safe};

use crate::home::hosted;
use crate::plan::snapshot;

pub(crate) async fn tasks(State(app): State<App>, Path((slug, id)): Path<(String, String)>, query: Query) -> Result {
    let mut tx = app.db.read().await?;
    let government = hosted(&mut tx, &slug).await?;
    let found = if is_id(&id) {
        snapshot(&mut tx, &id, query.0.opt("version").and_then(|v| v.parse().ok())).await?
    } else {
        None
    };
    let found = found.filter(|(item, ..)| item.government_id == government.id && item.kind == WORK_PLAN);
    let (_, _, plan) = found.ok_or(Problem::NotFound("这份工作计划"))?;

    // The mark at the beginning tells Excel that the file is UTF-8.
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let write = |writer: &mut csv::Writer<Vec<u8>>, row: &[String]| {
        writer.write_record(row.iter().map(|cell| spreadsheet_safe(cell))).map_err(Problem::internal)
    };
    write(&mut writer, &["序号", "标题", "编号", "任务", "牵头单位", "责任单位", "时限"].map(String::from))?;
    for (i, task) in plan.tasks.iter().enumerate() {
        let due: Vec<_> = task.due.iter().map(|d| d.raw.clone()).collect();
        let row = [
            (i + 1).to_string(),
            task.path.join(" › "),
            task.label.clone().unwrap_or_default(),
            task.text.clone(),
            task.lead.join("、"),
            task.units.join("、"),
            due.join("；"),
        ];
        write(&mut writer, &row)?;
    }
    let bytes = writer.into_inner().map_err(Problem::internal)?;
    Ok(download(&format!("{}任务表.csv", plan.title), "text/csv; charset=utf-8", bytes))
}
