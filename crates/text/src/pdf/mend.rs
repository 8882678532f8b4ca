//! Rows of a table that a page break cut in two are put together again.

use super::model::{Block, Cell, Table, push_joined};

/// Columns on two pages are the same when their edges differ by no more than this, in points.
const EDGE_SLACK: f64 = 6.0;
/// Paragraphs this short between two parts of a table are page numbers and running heads.
const LONGEST_PAGE_MARK: usize = 20;
/// More rows than this are no repeated heading.
const MOST_HEADING_ROWS: usize = 4;

/// Moves the second half of each cut row to the first half, page by page. Repeated headings stay where they are.
pub(super) fn mend(pages: &mut [Vec<Block>]) {
    let mut heading: Vec<Vec<Cell>> = Vec::new();
    for next in 1..pages.len() {
        let (before, after) = pages.split_at_mut(next);
        let (Some(upper), Some(lower)) = (last_table(&mut before[next - 1]), first_table(&mut after[0])) else {
            heading.clear();
            continue;
        };
        if !same_columns(upper, lower) {
            heading.clear();
            continue;
        }
        if heading.is_empty() {
            heading = upper.rows.iter().take(MOST_HEADING_ROWS).cloned().collect();
        }
        let repeated = heading.iter().zip(&lower.rows).take_while(|(a, b)| same_text(a, b)).count();
        if let (Some(cut), Some(rest)) = (upper.rows.last_mut(), lower.rows.get(repeated))
            && goes_on(cut, rest)
        {
            for (cell, more) in cut.iter_mut().zip(lower.rows.remove(repeated)) {
                push_joined(&mut cell.text, &more.text);
                if !more.text.is_empty() {
                    (cell.short, cell.full) = (more.short, more.full);
                }
            }
        }
    }
}

fn last_table(blocks: &mut [Block]) -> Option<&mut Table> {
    blocks.iter_mut().rev().find(|block| !is_page_mark(block)).and_then(as_table)
}

fn first_table(blocks: &mut [Block]) -> Option<&mut Table> {
    blocks.iter_mut().find(|block| !is_page_mark(block)).and_then(as_table)
}

fn as_table(block: &mut Block) -> Option<&mut Table> {
    match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    }
}

fn is_page_mark(block: &Block) -> bool {
    matches!(block, Block::Paragraph(text) if text.chars().count() <= LONGEST_PAGE_MARK)
}

fn same_columns(upper: &Table, lower: &Table) -> bool {
    upper.edges.len() == lower.edges.len()
        && upper.edges.iter().zip(&lower.edges).all(|(a, b)| (a - b).abs() <= EDGE_SLACK)
}

fn same_text(one: &[Cell], other: &[Cell]) -> bool {
    one.iter().map(|cell| &cell.text).eq(other.iter().map(|cell| &cell.text))
}

/// A row goes on when some column has nothing more to say, and every column that has broke off at the side of its cell, mid-sentence.
fn goes_on(cut: &[Cell], rest: &[Cell]) -> bool {
    let ended = cut.iter().zip(rest).any(|(cut, rest)| !cut.text.is_empty() && rest.text.is_empty());
    ended
        && cut
            .iter()
            .zip(rest)
            .filter(|(_, rest)| !rest.text.is_empty())
            .all(|(cut, _)| cut.full && !cut.text.ends_with(['。', '；', ';', '：', '！', '？']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[(&str, bool)]]) -> Block {
        let cell = |&(text, full): &(&str, bool)| Cell { text: text.into(), short: false, full };
        let rows: Vec<Vec<Cell>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        Block::Table(Table { edges: (0..=rows[0].len()).map(|n| n as f64 * 50.0).collect(), rows })
    }

    fn mended(upper: Block, lower: Block) -> (Vec<String>, usize) {
        let mark = || Block::Paragraph("- 3 -".into());
        let mut pages = [vec![upper, mark()], vec![mark(), lower]];
        mend(&mut pages);
        let Block::Table(upper) = &pages[0][0] else { panic!("a table") };
        let Block::Table(lower) = &pages[1][1] else { panic!("a table") };
        (upper.rows.last().unwrap().iter().map(|cell| cell.text.clone()).collect(), lower.rows.len())
    }

    #[test]
    fn a_row_cut_by_a_page_break_is_whole_again_below_its_repeated_heading() {
        let heading: &[(&str, bool)] = &[("序号", false), ("任务", false), ("单位", false)];
        let (row, left) = mended(
            table(&[heading, &[("6", false), ("公开预算，提高", true), ("县人力资源和社会保", true)]]),
            table(&[
                heading,
                &[("", false), ("质量。", false), ("障局", false)],
                &[("7", false), ("公开", false), ("局", false)],
            ]),
        );
        assert_eq!(row, ["6", "公开预算，提高质量。", "县人力资源和社会保障局"]);
        assert_eq!(left, 2);
    }

    #[test]
    fn a_new_row_under_a_merged_cell_stays_a_row() {
        let (row, left) = mended(
            table(&[&[("财政", false), ("公开预算。", true), ("财政局", false)]]),
            table(&[&[("", false), ("公开决算。", false), ("审计局", false)]]),
        );
        assert_eq!((row[1].as_str(), left), ("公开预算。", 1));
    }
}
