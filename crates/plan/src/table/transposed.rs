//! Tables that recognition turned on their side: column names run down the first column, each further column is a record.

use super::header::{Role, role};
use crate::paragraphs::{Row, Segment};
use crate::tracked::Tracked;

/// The table the right way up, header first, when `segment` is one that lies on its side.
pub(crate) fn upright(segment: &Segment) -> Option<(Vec<Tracked>, Segment)> {
    let named: Vec<Option<Role>> =
        segment.iter().map(|row| row.cells.first().and_then(|cell| role(cell.as_str()))).collect();
    let mut kinds: Vec<Role> = named.iter().flatten().copied().collect();
    let first_answers = kinds.iter().position(|role| matches!(role, Role::Unit | Role::Lead | Role::Due));
    let last_asks = kinds.iter().rposition(|role| matches!(role, Role::Task | Role::Requirement | Role::Content));
    kinds.dedup();
    let long = segment.iter().flat_map(|row| row.cells.iter().skip(1)).any(|cell| cell.chars() > 20);
    let (Some(answers), Some(asks)) = (first_answers, last_asks) else { return None };
    if kinds.len() < 2 || segment.len() > 8 || !long {
        return None;
    }
    // Turned left, the last column came to the top: read from the bottom up.
    let mut rows: Vec<&Row> = segment.iter().collect();
    if answers < asks {
        rows.reverse();
    }
    let header = rows.iter().map(|row| row.cells.first().cloned().unwrap_or_default()).collect();
    let records = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let turned = (1..records)
        .map(|record| Row {
            line: rows
                .iter()
                .find(|row| row.cells.get(record).is_some_and(|cell| cell.chars() > 20))
                .map_or(rows[0].line, |row| row.line),
            cells: rows.iter().map(|row| row.cells.get(record).cloned().unwrap_or_default()).collect(),
        })
        .collect();
    Some((header, turned))
}
