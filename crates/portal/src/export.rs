//! A published plan's tasks as a file.

use axum::extract::{Path, State};
use kernel::Problem;
use web::{App, Query, Result, Shell, download, spreadsheet_safe};

use crate::plan::{Found, find};

pub(crate) async fn tasks(
    State(app): State<App>,
    shell: Shell,
    Path(at): Path<(String, String)>,
    query: Query,
) -> Result {
    let plan = match find(&app, shell, at, &query, "/tasks").await? {
        Found::Gone(response) => return Ok(response),
        Found::Plan(shown) => shown.plan,
    };

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
