//! A sheet's cells become rows: which columns there are, and what each row says.

use directory::names::key;
use serde::{Deserialize, Serialize};
use text::{Row, Sheet};

/// Most rows of one sheet.
pub const MOST: usize = 2000;
/// Rows among which the heading is looked for.
const HEADING_WITHIN: usize = 10;

/// The columns, as they are written out.
pub const COLUMNS: [&str; 9] =
    ["编码", "名称", "上级编码", "内容概述", "公开依据", "责任单位", "更新时限", "公开渠道", "公开对象"];

/// Other names of the columns, at their places.
const ALSO: [&[&str]; 9] = [
    &["序号", "目录编码", "代码"],
    &["公开事项", "事项名称", "目录名称", "栏目名称"],
    &["上级"],
    &["公开内容", "内容", "内容（要素）"],
    &["依据", "法律依据"],
    &["责任主体", "公开主体", "公开单位"],
    &["公开时限", "时限", "更新频率"],
    &["渠道", "公开渠道和载体", "公开方式"],
    &["对象", "公开范围"],
];

/// A row: its number as a spreadsheet program shows it, and its cells at the places of [`COLUMNS`]; none where the sheet
/// has no such column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number.
    pub number: u32,
    /// Its cells.
    pub cells: [Option<String>; 9],
}

/// Reads the first sheet that has a heading we know.
///
/// # Errors
/// A sentence when there is none, or too much of it.
pub fn read(sheets: &[Sheet]) -> Result<Vec<Line>, String> {
    let (rows, columns) =
        sheets.iter().find_map(heading).ok_or("没有找到列名。表里要有“编码”和“名称”两列，其他列可以没有。")?;
    if rows.len() > MOST {
        return Err(format!("一次最多读 {MOST} 行，这个表有 {} 行。请分成几个文件。", rows.len()));
    }
    let lines: Vec<Line> = rows.iter().filter_map(|row| line(row, &columns)).collect();
    if lines.is_empty() { Err("表里只有列名，没有内容。".into()) } else { Ok(lines) }
}

fn place(name: &str) -> Option<usize> {
    let name = key(name);
    let own = COLUMNS.iter().position(|one| key(one) == name);
    own.or_else(|| ALSO.iter().position(|others| others.iter().any(|one| key(one) == name)))
}

/// The rows under the heading, and at which column of the sheet each of ours is.
fn heading(sheet: &Sheet) -> Option<(&[Row], [Option<u32>; 9])> {
    (0..sheet.rows.len().min(HEADING_WITHIN)).find_map(|at| {
        let mut columns = [None; 9];
        for cell in &sheet.rows[at].cells {
            if let Some(place) = place(&cell.text) {
                // Of two columns of one name the first counts.
                columns[place] = columns[place].or(Some(cell.column));
            }
        }
        (columns[0].is_some() && columns[1].is_some()).then(|| (&sheet.rows[at + 1..], columns))
    })
}

fn line(row: &Row, columns: &[Option<u32>; 9]) -> Option<Line> {
    let text = |column: u32| {
        let text = row.cell(column).map(|cell| cell.text.trim()).unwrap_or_default();
        web::spreadsheet_text(text).replace('\0', "")
    };
    let cells = columns.map(|column| column.map(text));
    let says = cells.iter().flatten().any(|cell| !cell.is_empty());
    says.then_some(Line { number: row.number, cells })
}

#[cfg(test)]
mod tests {
    use text::{Limits, read_table};

    use super::*;

    fn lines(csv: &str) -> Result<Vec<Line>, String> {
        read(&read_table(csv.as_bytes(), &Limits::default()).unwrap())
    }

    #[test]
    fn the_heading_is_found_under_titles_and_names_may_vary() {
        let found = lines("主动公开基本目录,,\n序号,公开事项,公开时限\n1,规划,20个工作日内\n,,\n2,统计,\n").unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].number, found[0].cells[1].as_deref()), (3, Some("规划")));
        assert_eq!((found[1].cells[6].as_deref(), found[1].cells[3].as_deref()), (Some(""), None));
    }

    #[test]
    fn a_sheet_without_known_columns_or_rows_is_refused() {
        assert!(lines("姓名,电话\n张三,1\n").unwrap_err().contains("没有找到列名"));
        assert!(lines("编码,名称\n,\n").unwrap_err().contains("没有内容"));
        let long = format!("编码,名称\n{}", "1,规划\n".repeat(MOST + 1));
        assert!(lines(&long).unwrap_err().contains("最多读 2000 行"));
    }
}
