//! Table cells whose column, or whose neighbour on the left, says what they hold.

use std::ops::Range;

use crate::Kind;

/// A cell and what it is said to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) at: Range<usize>,
    pub(crate) kind: Kind,
}

/// Words of a header, in the order they are tried.
const HEADERS: &[(&str, Kind)] = &[
    ("身份证", Kind::ResidentId),
    ("身份号", Kind::ResidentId),
    ("证件号", Kind::ResidentId),
    ("护照", Kind::Passport),
    ("手机", Kind::Mobile),
    ("移动电话", Kind::Mobile),
    ("银行卡", Kind::BankCard),
    ("银行账", Kind::BankCard),
    ("银行帐", Kind::BankCard),
    ("一卡通", Kind::BankCard),
    ("社保卡", Kind::BankCard),
    ("卡号", Kind::BankCard),
    ("住址", Kind::Address),
    ("家庭地址", Kind::Address),
    ("居住地", Kind::Address),
    ("户籍地", Kind::Address),
    ("户籍所在", Kind::Address),
    ("车牌", Kind::Plate),
    ("号牌", Kind::Plate),
    ("出生", Kind::Birthday),
];
/// Columns beyond these are not looked at.
const MOST_COLUMNS: usize = 200;
/// A header is short; a longer cell is content.
const LONGEST_HEADER: usize = 16;

/// All cells below or beside such a header.
pub(crate) fn cells(text: &str) -> Vec<Cell> {
    let mut found = Vec::new();
    let mut columns: Vec<Option<Kind>> = Vec::new();
    let mut begun = 0;
    for line in text.split_inclusive('\n') {
        let row = row(line, begun);
        begun += line.len();
        if row.len() < 2 {
            columns.clear();
            continue;
        }
        let headers: Vec<Option<Kind>> = row.iter().map(|at| header(&text[at.clone()])).collect();
        if headers.iter().any(Option::is_some) {
            let beside =
                row.iter().skip(1).zip(&headers).filter_map(|(at, kind)| Some(Cell { at: at.clone(), kind: (*kind)? }));
            let filled: Vec<Cell> = beside.filter(|cell| holds_digits(&text[cell.at.clone()])).collect();
            // Without a value beside a label, the row is the table's head.
            if filled.is_empty() {
                columns = headers;
            }
            found.extend(filled);
            continue;
        }
        let below = row.into_iter().zip(&columns).filter_map(|(at, kind)| Some(Cell { at, kind: (*kind)? }));
        found.extend(below.filter(|cell| !cell.at.is_empty()));
    }
    found
}

/// The cells of one line, trimmed.
fn row(line: &str, begun: usize) -> Vec<Range<usize>> {
    let parted = |c| matches!(c, '\t' | '|');
    if !line.contains(parted) {
        return Vec::new();
    }
    // Lines drawn at both sides of a row make no cells.
    let inner = line.trim_end().trim_end_matches('|');
    let left = if inner.starts_with('|') { 1 } else { 0 };
    let mut at = begun + left;
    let cells = inner[left..].split(parted).take(MOST_COLUMNS).map(|cell| {
        let start = at + (cell.len() - cell.trim_start().len());
        at += cell.len() + 1;
        start..start + cell.trim().len()
    });
    cells.collect()
}

fn header(cell: &str) -> Option<Kind> {
    if cell.chars().nth(LONGEST_HEADER).is_some() || holds_digits(cell) {
        return None;
    }
    let plain: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    HEADERS.iter().find(|(word, _)| plain.contains(word)).map(|(_, kind)| *kind)
}

fn holds_digits(cell: &str) -> bool {
    cell.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(text: &str) -> Vec<(&str, Kind)> {
        cells(text).into_iter().map(|cell| (&text[cell.at], cell.kind)).collect()
    }

    #[test]
    fn cells_below_a_header_hold_what_it_says_until_the_table_ends() {
        let text = "序号\t姓名\t身份证号码\t家庭住址\n1\t甲\t123\t乙村\n2\t丙\t 456 \t\n\n3\t丁\t789\t戊\n";
        assert_eq!(held(text), [("123", Kind::ResidentId), ("乙村", Kind::Address), ("456", Kind::ResidentId)]);
        assert_eq!(held("| 手机 | 备注 |\n|---|---|\n| 12 | 无 |\n"), [("---", Kind::Mobile), ("12", Kind::Mobile)]);
    }

    #[test]
    fn a_value_beside_its_label_is_held_too() {
        assert_eq!(held("身份证号\t123\t住址\t乙路1号\n"), [("123", Kind::ResidentId), ("乙路1号", Kind::Address)]);
    }
}
