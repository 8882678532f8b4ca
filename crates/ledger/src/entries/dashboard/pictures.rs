//! The charts of the dashboard, drawn from the rows of its tables.

use web::chart::{Bar, Drawing, Series, Tone, bars, columns};

use super::super::month::Month;
use super::super::task::clipped;
use super::tables::{PARTS, Row, share};

/// Characters of a name for which the narrowest screen has room, in large letters too.
const NAME: usize = 14;

/// The five parts in the looks they have everywhere.
fn series() -> [Series; 5] {
    let tones = [Tone::Full, Tone::Striped, Tone::Dotted, Tone::Pale, Tone::Strong];
    std::array::from_fn(|at| Series { name: PARTS[at].0, tone: tones[at] })
}

/// How far each row is, as bars of one length.
pub(super) fn completion(id: &'static str, title: &str, rows: &[Row]) -> Drawing {
    let bar = |row: &Row| Bar {
        name: clipped(&row.name, NAME),
        note: format!("{}% {}/{}", row.counts.percent(), row.counts.accepted(), row.counts.total()),
        values: row.counts.parts().to_vec(),
    };
    let all: Vec<Bar> = rows.iter().map(bar).collect();
    let first =
        rows.first().map_or_else(String::new, |row| format!("最落后的是{}，完成 {}。", row.name, share(&row.counts)));
    let description = format!("共 {} 行，落后的在前。{first}每行的数字在图后的表里。", rows.len());
    bars(id, title, description, &series(), &all)
}

/// How many are due in each month, and how far they are. What has no last day is in the table alone.
pub(super) fn by_month(id: &'static str, title: &str, rows: &[Row]) -> Drawing {
    let mut year = None;
    let dated = rows.iter().filter_map(|row| Some((Month::from_code(&row.filter.1)?, row)));
    let all: Vec<Bar> = dated
        .map(|(month, row)| {
            let note = if year.replace(month.year()) == Some(month.year()) {
                String::new()
            } else {
                format!("{} 年", month.year())
            };
            Bar { name: month.number().to_string(), note, values: row.counts.parts().to_vec() }
        })
        .collect();
    let most = rows.iter().filter(|row| row.filter.1 != "none").max_by_key(|row| row.counts.total());
    let most = most.map_or_else(String::new, |row| format!("{} 最多，{} 条。", row.name, row.counts.total()));
    let description = format!("共 {} 个月。{most}每月的数字在图后的表里。", all.len());
    columns(id, title, description, &series(), &all)
}
