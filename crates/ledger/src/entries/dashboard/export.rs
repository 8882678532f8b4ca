//! `/desk/dashboard.csv`: one of the dashboard's tables as a file.

use kernel::Problem;
use web::{Query, Result, download, spreadsheet_safe};

use super::super::desk::{Desk, Units};
use super::tables::{overdue, table};
use super::view::read;
use super::{store, tables};

/// All rows of the table that the address names: `units`, `headings`, `months` or `overdue`. UTF-8 with a mark that
/// Excel knows it by.
pub(crate) async fn csv(desk: Desk, Query(fields): Query) -> Result {
    let mut tx = desk.app.db.read().await?;
    let narrowed = read(&desk, &mut tx, &fields).await?;
    let scope = &narrowed.scope;
    let figures = store::figures(&mut tx, scope, desk.today()).await?;
    let units = Units::read(&mut tx, &scope.government).await?;
    drop(tx);
    let rows = tables::units(&figures, &units);
    let table = match fields.get("table") {
        "units" => table("各单位完成情况", "单位", &rows, scope),
        "headings" => table("各章节完成情况", "章节", &tables::headings(&figures), scope),
        "months" => table("各月到期和完成情况", "月份", &tables::months(&figures), scope),
        "overdue" => overdue(&figures, &rows, scope),
        _ => return Err(Problem::NotFound("这张表").into()),
    };
    let mut file = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    for record in table.records() {
        file.write_record(record.iter().map(|cell| spreadsheet_safe(cell))).map_err(Problem::internal)?;
    }
    let place = desk.who.unit.as_ref().filter(|_| !desk.sees_all()).map(|unit| unit.short_name.as_str());
    let place = place.unwrap_or(&desk.government()?.short_name);
    let name = format!("{place}{} 年{}{}.csv", scope.year, table.caption, desk.today());
    let bytes = file.into_inner().map_err(Problem::internal)?;
    Ok(download(&name, "text/csv; charset=utf-8", bytes))
}
