//! The tables of the dashboard: what the charts are drawn from, what files hold, where each figure leads.

use web::chart::{Cell, Line, Table};

use super::super::desk::Units;
use super::super::filter::{FinalDue, heading_code};
use super::super::month::Month;
use super::figures::{Counts, Figures, behind_first};
use super::scope::Scope;

/// The five parts of a whole: heading, and the filters that give exactly those entries.
pub(super) const PARTS: [(&str, &[(&str, &str)]); 5] = [
    ("按时完成", &[("status", "accepted"), ("late", "0")]),
    ("逾期完成", &[("status", "accepted"), ("late", "1")]),
    ("待验收", &[("status", "submitted")]),
    ("在办", &[("due", "open")]),
    ("已逾期", &[("due", "overdue")]),
];

/// A row of a table before it has its links.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// As shown.
    pub name: String,
    /// The filter that gives the whole row: name and value.
    pub filter: (&'static str, String),
    pub counts: Counts,
}

impl Row {
    fn line(&self, scope: &Scope) -> Line {
        let own = (self.filter.0, self.filter.1.as_str());
        let list = |more: &[(&str, &str)]| scope.list(&[&[own], more].concat());
        let mut cells = vec![Cell::count(self.counts.total(), || list(&[]))];
        let parts = self.counts.parts().into_iter().zip(PARTS);
        cells.extend(parts.map(|(count, (_, filters))| Cell::count(count, || list(filters))));
        cells.push(Cell::plain(share(&self.counts)));
        Line { name: Cell { text: self.name.clone(), href: list(&[]), ..Cell::default() }, cells }
    }
}

/// The share that is accepted, never without the counts: a half of two is not a half of two hundred.
pub(super) fn share(counts: &Counts) -> String {
    format!("{}%（{}/{}）", counts.percent(), counts.accepted(), counts.total())
}

/// Units, those most behind first.
pub(super) fn units(figures: &Figures, units: &Units) -> Vec<Row> {
    let named = figures.units.iter().map(|(id, counts)| (id.as_str(), units.name(id), *counts));
    let row = |(id, name, counts): (&str, &str, Counts)| Row {
        name: name.to_owned(),
        filter: ("unit", id.to_owned()),
        counts,
    };
    behind_first(named).into_iter().map(row).collect()
}

/// Headings, those most behind first.
pub(super) fn headings(figures: &Figures) -> Vec<Row> {
    let named = figures.headings.iter().map(|(heading, counts)| (heading.as_str(), heading.as_str(), *counts));
    let row = |(heading, ..): &(&str, &str, Counts)| match *heading {
        "" => "（没有章节标题）".to_owned(),
        heading => heading.to_owned(),
    };
    let rows = behind_first(named).into_iter();
    rows.map(|one| Row { name: row(&one), filter: ("heading", heading_code(one.0).to_owned()), counts: one.2 })
        .collect()
}

/// Months in their order, those between the first and the last too, and what has no last day at the end.
pub(super) fn months(figures: &Figures) -> Vec<Row> {
    let row = |month: Option<Month>, counts| Row {
        name: month.map_or_else(|| "没有期限".to_owned(), |month| month.to_string()),
        filter: ("month", month.map_or(FinalDue::Never, FinalDue::In).code()),
        counts,
    };
    let dated = between(figures.months.keys().filter_map(|month| *month));
    let mut rows: Vec<Row> = dated
        .into_iter()
        .map(|month| row(Some(month), figures.months.get(&Some(month)).copied().unwrap_or_default()))
        .collect();
    rows.extend(figures.months.get(&None).map(|counts| row(None, *counts)));
    rows
}

/// More months than these have gaps left out: a slip of the year would make a thousand columns.
const MONTHS: usize = 48;

/// Every month from the first to the last.
fn between(known: impl Iterator<Item = Month>) -> Vec<Month> {
    let known: Vec<Month> = known.collect();
    let (Some(first), Some(last)) = (known.iter().min().copied(), known.iter().max().copied()) else {
        return known;
    };
    let all: Vec<Month> = std::iter::successors(Some(first), |month| Some(month.next()))
        .take_while(|month| *month <= last)
        .take(MONTHS + 1)
        .collect();
    if all.len() > MONTHS { known } else { all }
}

/// Rows as a table, each figure with its list.
pub(super) fn table(caption: &str, first: &str, rows: &[Row], scope: &Scope) -> Table {
    let mut head: Vec<String> = vec![first.into(), "任务".into()];
    head.extend(PARTS.iter().map(|(name, _)| (*name).to_owned()));
    head.push("完成率".into());
    Table { caption: caption.into(), head, lines: rows.iter().map(|row| row.line(scope)).collect() }
}

/// Overdue entries of these units by the month of the day that was missed; units without any are left out.
pub(super) fn overdue(figures: &Figures, units: &[Row], scope: &Scope) -> Table {
    let months = between(figures.missed.keys().map(|(_, month)| *month));
    let most = figures.missed.values().copied().max().unwrap_or_default();
    let line = |row: &Row| {
        let unit = row.filter.1.as_str();
        let list = |more: &[(&str, &str)]| scope.list(&[&[("unit", unit), ("due", "overdue")], more].concat());
        let mut cells: Vec<Cell> = months
            .iter()
            .map(|month| {
                let count = figures.missed.get(&(unit.to_owned(), *month)).copied().unwrap_or_default();
                Cell::count(count, || list(&[("owed", &month.to_string())])).shaded(count, most)
            })
            .collect();
        cells.push(Cell::count(row.counts.overdue, || list(&[])));
        Line { name: Cell { text: row.name.clone(), href: list(&[]), ..Cell::default() }, cells }
    };
    let mut head = vec!["单位".to_owned()];
    head.extend(months.iter().map(Month::to_string));
    head.push("合计".into());
    let lines = units.iter().filter(|row| row.counts.overdue > 0).map(line).collect();
    Table { caption: "各单位逾期情况".into(), head, lines }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_between_are_shown_unless_a_slip_makes_them_endless() {
        let month = |code: &str| Month::from_code(code).unwrap();
        let shown = |codes: &[&str]| between(codes.iter().map(|code| month(code))).len();
        assert_eq!(shown(&["2022-03", "2022-06"]), 4);
        assert_eq!(shown(&["2022-03", "2122-06"]), 2);
        assert_eq!(shown(&[]), 0);
    }
}
