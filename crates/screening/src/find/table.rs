//! Cells of a table that hold what their header says, even when written in a way that is not recognised alone.

use crate::Kind;
use crate::context::Page;
use crate::finding::Hit;
use crate::tables::Cell;

pub(super) fn hits(page: &Page<'_>) -> Vec<Hit> {
    page.cells.iter().filter_map(|cell| hit(page, cell)).collect()
}

fn hit(page: &Page<'_>, cell: &Cell) -> Option<Hit> {
    let written = &page.text()[cell.at.clone()];
    let count = written.bytes().filter(u8::is_ascii_digit).count();
    let (needed, why) = match cell.kind {
        Kind::ResidentId => (6, "在表格的证件号码一栏。"),
        Kind::Mobile => (7, "在表格的手机号码一栏。"),
        Kind::BankCard => (12, "在表格的银行卡号一栏。"),
        Kind::Passport => (7, "在表格的护照号码一栏。"),
        Kind::Plate => (3, "在表格的车牌号一栏。"),
        Kind::Address => {
            let detailed = count > 0 && written.contains(['号', '室', '栋', '幢', '户', '楼', '-']);
            let why = "在表格的住址一栏。";
            let at = cell.at.clone();
            return Some(if detailed { Hit::stop(Kind::Address, at, why) } else { Hit::hint(Kind::Address, at, why) })
                .filter(|_| written.chars().count() > 3);
        }
        Kind::Birthday => {
            return (count >= 6).then(|| Hit::hint(Kind::Birthday, cell.at.clone(), "在表格的出生日期一栏。"));
        }
        _ => return None,
    };
    (count >= needed).then(|| Hit::stop(cell.kind, cell.at.clone(), why))
}
