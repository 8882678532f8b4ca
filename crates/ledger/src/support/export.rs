//! `/desk/support.csv`: the filtered list as a file; of one kind, with a column for each of its fields.

use kernel::Problem;
use web::{Query, Result, download, spreadsheet_safe};

use super::kinds::Kind;
use super::list::{self, Filter, From, Key, Line};
use crate::entries::desk::{Desk, Units};

/// Lines read at once while the file is written.
const BATCH: usize = 1000;

/// UTF-8 with a mark that Excel knows it by.
pub(super) async fn csv(desk: Desk, Query(fields): Query) -> Result {
    let filter = Filter::read(&fields, &desk.who, &desk.government()?.id);
    let mut tx = desk.app.db.read().await?;
    let units = Units::read(&mut tx, &filter.government).await?;
    let mut file = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let own = filter.kind.map_or(vec!["内容"], |kind| kind.fields.iter().map(|field| field.label).collect());
    let head = ["日期", "种类", "单位", "标题"].into_iter().chain(own).chain(["计入台账", "备注"]);
    file.write_record(head).map_err(Problem::internal)?;
    let mut from = From::Start;
    loop {
        let batch = list::lines(&mut tx, &filter, &from, BATCH).await?;
        let Some(last) = batch.last() else { break };
        from = From::After(Key::of(&last.support));
        for line in batch {
            let cells = cells(&units, filter.kind, line);
            file.write_record(cells.iter().map(|cell| spreadsheet_safe(cell))).map_err(Problem::internal)?;
        }
    }
    let bytes = file.into_inner().map_err(Problem::internal)?;
    Ok(download(&format!("组织保障{}.csv", desk.today()), "text/csv; charset=utf-8", bytes))
}

fn cells(units: &Units, kind: Option<&'static Kind>, Line { support, counted }: Line) -> Vec<String> {
    let (text, of) = (support.text, support.kind);
    let whose = support.unit_id.as_deref().map_or("政务公开办", |unit| units.name(unit)).to_owned();
    let mut cells = vec![text.on.to_string(), of.name.to_owned(), whose, text.title];
    match kind {
        // Bare numbers, so that they can be added up.
        Some(kind) => cells.extend(kind.fields.iter().map(|field| match (field.sort, text.values.get(field.name)) {
            (super::kinds::Sort::YesNo, kept) => if kept.is_some() { "是" } else { "否" }.to_owned(),
            (_, kept) => kept.cloned().unwrap_or_default(),
        })),
        None => {
            let shown = of.shown(&text.values).into_iter().map(|(label, words)| format!("{label} {words}"));
            cells.push(shown.collect::<Vec<_>>().join("；"));
        }
    }
    cells.extend([counted.to_string(), text.note]);
    cells
}
