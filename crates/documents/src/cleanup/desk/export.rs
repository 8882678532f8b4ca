//! `/desk/documents/cleanups/{id}/lines.csv`: the list as it is filtered, for spreadsheet programs.

use axum::extract::Path;
use kernel::Problem;
use web::{Desk, Query, Result, download, spreadsheet_safe};

use super::scene::{by_id, find, units};
use super::show::filter;
use crate::cleanup::domain::Verdict;
use crate::cleanup::lines;

const HEADS: [&str; 11] = [
    "单位",
    "类型",
    "文件名称",
    "发文字号",
    "成文日期",
    "状态",
    "单位意见",
    "单位理由",
    "结论",
    "结论理由",
    "退回原因",
];

pub(super) async fn csv(desk: Desk, Path(id): Path<String>, Query(typed): Query) -> Result {
    let mut tx = desk.app.db.read().await?;
    let cleanup = find(&desk, &mut tx, &id).await?;
    let units = units(&mut tx, &cleanup.government_id).await?;
    let names = by_id(&units);
    let found = lines::page(&mut tx, &filter(&desk, &cleanup, &typed), None, usize::MAX).await?;
    drop(tx);
    let mut file = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    file.write_record(HEADS).map_err(Problem::internal)?;
    let choice = |one: &Option<Verdict>| one.as_ref().map_or("", |one| one.choice.name()).to_owned();
    let reason = |one: &Option<Verdict>| one.as_ref().map_or("", |one| one.reason.as_str()).to_owned();
    for line in found {
        let cells = [
            names.get(line.unit_id.as_str()).copied().unwrap_or_default().to_owned(),
            line.kind.name.to_owned(),
            line.title,
            line.number,
            line.issued_on.map(|day| day.to_string()).unwrap_or_default(),
            line.stage.name().to_owned(),
            choice(&line.proposal),
            reason(&line.proposal),
            choice(&line.decision),
            reason(&line.decision),
            line.returned,
        ];
        file.write_record(cells.map(|cell| spreadsheet_safe(&cell))).map_err(Problem::internal)?;
    }
    let bytes = file.into_inner().map_err(Problem::internal)?;
    Ok(download("文件清理.csv", "text/csv; charset=utf-8", bytes))
}
