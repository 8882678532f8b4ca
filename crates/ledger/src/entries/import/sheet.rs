//! A sheet's cells become rows: which columns there are, what each row names, and what it says.

use std::collections::HashSet;

use directory::names::key;
use text::{CellKind, Row, Sheet};

use super::super::export::row::{CODE, COLUMNS, NOTES, decode};
use super::domain::{Field, Mistake, settled};

/// Most rows of one sheet.
pub const MOST: usize = 10_000;
/// Rows among which the heading is looked for: a unit's own sheet has titles above it.
const HEADING_WITHIN: usize = 10;

/// A row of the sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its number, as a spreadsheet program shows it.
    pub number: i64,
    /// The entry and the version that its code names.
    pub code: Option<(String, i64)>,
    /// The task's text.
    pub task: String,
    /// The unit's name.
    pub unit: String,
    /// The columns that are read, as far as the sheet has them.
    pub cells: Vec<(Field, String)>,
    /// The other columns of our own sheet: name and text.
    pub others: Vec<(&'static str, String)>,
    /// What is wrong with it in itself.
    pub mistakes: Vec<Mistake>,
}

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Code,
    Read(Field),
    Other(&'static str),
}

/// The names under which columns are known.
fn column(name: &str) -> Option<Column> {
    let name = key(name);
    let is = |names: &[&str]| names.iter().any(|one| key(one) == name);
    Some(match () {
        () if is(&[CODE]) => Column::Code,
        () if is(&["工作举措", "具体举措", "举措", "工作措施"]) => Column::Read(Field::Measure),
        () if is(&["单位分管领导", "分管领导"]) => Column::Read(Field::Leader),
        () if is(&["责任科室", "责任科（室）", "责任处室"]) => Column::Read(Field::OfficeInCharge),
        () if is(&[NOTES]) => Column::Read(Field::Notes),
        () if is(&["工作任务", "任务", "主要任务", "任务内容"]) => Column::Other(TASK),
        () if is(&["单位", "责任单位"]) => Column::Other(UNIT),
        () => Column::Other(COLUMNS.iter().map(|(one, _)| *one).find(|one| key(one) == name)?),
    })
}

const TASK: &str = "工作任务";
const UNIT: &str = "单位";

/// Reads the first sheet that has a heading we know; with remarks about the whole of it.
///
/// # Errors
/// A sentence when there is none, or too much of it.
pub fn read(sheets: &[Sheet]) -> Result<(Vec<Line>, Vec<String>), String> {
    let (rows, columns, unknown) = sheets.iter().find_map(heading).ok_or(
        "没有找到列名。表里要有“编号”或“工作任务”，以及“工作举措”“单位分管领导”“责任科室”“备注”中的至少一列。",
    )?;
    if rows.len() > MOST {
        return Err(format!("一次最多读 {MOST} 行，这个表有 {} 行。请先筛选再导出，或者分成几个文件。", rows.len()));
    }
    let lines: Vec<Line> = rows.iter().filter_map(|row| line(row, &columns)).collect();
    if lines.is_empty() {
        return Err("表里只有列名，没有内容。".into());
    }
    let mut remarks = Vec::new();
    if !unknown.is_empty() {
        remarks.push(format!("没有读取这些列：{}。", unknown.join("、")));
    }
    Ok((lines, remarks))
}

/// The rows under the heading, the columns by their place, and names of columns that are not known.
type Headed<'a> = (&'a [Row], Vec<(u32, Column)>, Vec<String>);

fn heading(sheet: &Sheet) -> Option<Headed<'_>> {
    (0..sheet.rows.len().min(HEADING_WITHIN)).find_map(|at| {
        let (mut columns, mut unknown, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
        for cell in &sheet.rows[at].cells {
            match column(&cell.text) {
                // Of two columns of one name the first counts.
                Some(known) if seen.insert(key(&cell.text)) => columns.push((cell.column, known)),
                _ => unknown.push(cell.text.chars().take(20).collect()),
            }
        }
        let has = |wanted: &dyn Fn(&Column) -> bool| columns.iter().any(|(_, column)| wanted(column));
        let names = has(&|column| matches!(column, Column::Code | Column::Other(TASK)));
        let says = has(&|column| matches!(column, Column::Read(_)));
        unknown.truncate(10);
        (names && says).then(|| (&sheet.rows[at + 1..], columns, unknown))
    })
}

fn line(row: &Row, columns: &[(u32, Column)]) -> Option<Line> {
    let mut line = Line { number: row.number.into(), ..Line::default() };
    for (at, column) in columns {
        let cell = row.cell(*at);
        let text = cell.map(|cell| cell.text.as_str()).unwrap_or_default();
        match column {
            Column::Code if settled(text).is_empty() => {}
            Column::Code => match decode(text) {
                Some((id, version)) => line.code = Some((id.to_owned(), version)),
                None => line.mistakes.push(Mistake::column(CODE, "编号被改动了，认不出是哪一条")),
            },
            Column::Read(field) => {
                match cell.map(|cell| cell.kind) {
                    Some(CellKind::Formula) => {
                        line.mistakes.push(Mistake::column(field.name(), "这一格是公式，请改成文字"));
                    }
                    Some(CellKind::Error) => {
                        line.mistakes.push(Mistake::column(field.name(), format!("这一格是错误值 {text}")));
                    }
                    Some(CellKind::Value) | None => {}
                }
                line.cells.push((*field, settled(text)));
            }
            Column::Other(name) => {
                match *name {
                    TASK => line.task = text.to_owned(),
                    UNIT => line.unit = text.to_owned(),
                    _ => {}
                }
                line.others.push((name, text.to_owned()));
            }
        }
    }
    let says_nothing = line.cells.iter().all(|(_, text)| text.is_empty());
    let names_nothing = line.code.is_none() && key(&line.task).is_empty() && line.mistakes.is_empty();
    (!(says_nothing && names_nothing)).then_some(line)
}

#[cfg(test)]
mod tests {
    use text::{Limits, read_table};

    use super::*;

    fn lines(csv: &str) -> Result<(Vec<Line>, Vec<String>), String> {
        read(&read_table(csv.as_bytes(), &Limits::default()).unwrap())
    }

    #[test]
    fn the_heading_is_found_under_titles_and_names_may_vary() {
        let (lines, remarks) =
            lines("附件3,,,\n台账,,,\n序号,任务,举措,联系人\n1,公布校历,每月一次,张三\n,,,\n2,公布招生,,李四\n")
                .unwrap();
        assert_eq!(lines.len(), 2);
        assert_eq!((lines[0].number, lines[0].task.as_str()), (4, "公布校历"));
        assert_eq!(lines[0].cells, [(Field::Measure, "每月一次".to_owned())]);
        assert_eq!(remarks, ["没有读取这些列：联系人。"]);
    }

    #[test]
    fn a_sheet_without_known_columns_or_rows_is_refused() {
        assert!(lines("姓名,电话\n张三,1\n").unwrap_err().contains("没有找到列名"));
        assert!(lines("工作任务,工作举措\n,\n").unwrap_err().contains("没有内容"));
        let long = format!("工作任务,工作举措\n{}", "任务,举措\n".repeat(MOST + 1));
        assert!(lines(&long).unwrap_err().contains("最多读 10000 行"));
    }

    #[test]
    fn a_code_that_was_changed_is_a_mistake_of_its_row() {
        let (lines, _) = lines("工作举措,编号\n每月,改过的\n").unwrap();
        assert_eq!(lines[0].mistakes[0].column, "编号");
    }
}
