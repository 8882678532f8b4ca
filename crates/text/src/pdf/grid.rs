//! From ruled lines to the cells of tables, merged ones included.

use super::geometry::Rect;
use super::model::Rule;

/// Lines this close are one line, or touch.
const CLOSE: f64 = 3.0;
/// Pieces of one line differ in place by less than this.
const SAME: f64 = 0.7;
/// A stroke this short is decoration.
const SHORTEST: f64 = 6.0;
/// Rows and columns narrower than this are double lines.
const NARROWEST: f64 = 5.0;
/// More rules than this on one page are a drawing.
const MOST_RULES: usize = 3_000;

/// A table found on a page.
#[derive(Debug)]
pub(super) struct Grid {
    pub(super) at: Rect,
    columns: Vec<f64>,
    rows: Vec<f64>,
    /// For each cell, row by row, the cell that stands for the merged region it is in.
    owner: Vec<usize>,
}

/// The tables of a page, from top to bottom. A table has at least two columns; a lone frame is not one.
pub(super) fn find(rules: &[Rule]) -> Vec<Grid> {
    let rules = joined(rules);
    if rules.len() > MOST_RULES {
        return Vec::new();
    }
    let mut grids: Vec<Grid> = components(&rules).iter().filter_map(|rules| Grid::new(rules)).collect();
    grids.sort_by(|a, b| a.at.top.total_cmp(&b.at.top));
    grids
}

impl Grid {
    fn new(rules: &[Rule]) -> Option<Self> {
        let columns = places(rules, true);
        let rows = places(rules, false);
        if columns.len() < 3 || rows.len() < 2 {
            return None;
        }
        let at = Rect { left: columns[0], top: rows[0], right: *columns.last()?, bottom: *rows.last()? };
        let mut grid = Self { at, owner: (0..(columns.len() - 1) * (rows.len() - 1)).collect(), columns, rows };
        grid.merge(rules);
        Some(grid)
    }

    pub(super) fn width(&self) -> usize {
        self.columns.len() - 1
    }

    pub(super) fn height(&self) -> usize {
        self.rows.len() - 1
    }

    /// Where the columns begin and end.
    pub(super) fn edges(&self) -> &[f64] {
        &self.columns
    }

    /// The right side of a cell, or of the merged region it begins.
    pub(super) fn right_of(&self, (row, column): (usize, usize)) -> f64 {
        let owner = row * self.width() + column;
        let last = (column..self.width()).take_while(|next| self.owner[row * self.width() + next] == owner).count();
        self.columns[column + last.max(1)]
    }

    /// The cell a point lies in, as its row and column; for a merged cell, those of its first part.
    pub(super) fn cell_at(&self, (x, y): (f64, f64)) -> Option<(usize, usize)> {
        let within = |edges: &[f64], value: f64| edges.windows(2).position(|pair| (pair[0]..=pair[1]).contains(&value));
        let cell = within(&self.rows, y)? * self.width() + within(&self.columns, x)?;
        let owner = self.owner[cell];
        Some((owner / self.width(), owner % self.width()))
    }

    /// Joins neighbours that no rule parts.
    fn merge(&mut self, rules: &[Rule]) {
        let crosses = |upright: bool, place: f64, middle: f64| {
            rules.iter().any(|rule| {
                rule.upright == upright
                    && (rule.place - place).abs() <= CLOSE
                    && (rule.from..=rule.to).contains(&middle)
            })
        };
        for row in 0..self.height() {
            for column in 0..self.width() {
                let cell = row * self.width() + column;
                let (x, y) = (
                    f64::midpoint(self.columns[column], self.columns[column + 1]),
                    f64::midpoint(self.rows[row], self.rows[row + 1]),
                );
                if column > 0 && !crosses(true, self.columns[column], y) {
                    self.join(cell - 1, cell);
                }
                if row > 0 && !crosses(false, self.rows[row], x) {
                    self.join(cell - self.width(), cell);
                }
            }
        }
    }

    /// The owner of a region is its first cell in reading order.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.owner[one], self.owner[other]);
        let (first, second) = (one.min(other), one.max(other));
        if first != second {
            self.owner.iter_mut().filter(|owner| **owner == second).for_each(|owner| *owner = first);
        }
    }
}

/// Rules drawn in pieces, cell by cell or dot by dot, as whole lines; strokes too short to part cells dropped.
fn joined(rules: &[Rule]) -> Vec<Rule> {
    let mut rules = rules.to_vec();
    rules.sort_by(|a, b| (a.upright, a.place).partial_cmp(&(b.upright, b.place)).unwrap_or(std::cmp::Ordering::Equal));
    let mut lines: Vec<Rule> = Vec::new();
    let mut rest = rules.as_slice();
    while let Some(first) = rest.first() {
        // Measured from the first, lest a dotted line across the page make a chain of all that stands on it.
        let along =
            rest.iter().take_while(|rule| rule.upright == first.upright && rule.place - first.place < SAME).count();
        let (same_place, after) = rest.split_at(along.max(1));
        rest = after;
        let mut pieces = same_place.to_vec();
        pieces.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open: Option<Rule> = None;
        for piece in pieces {
            match &mut open {
                Some(line) if piece.from <= line.to + CLOSE => line.to = line.to.max(piece.to),
                _ => lines.extend(open.replace(piece)),
            }
        }
        lines.extend(open);
    }
    lines.retain(|line| line.to - line.from >= SHORTEST);
    lines
}

/// Groups of rules that touch, directly or through others.
fn components(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut group: Vec<usize> = (0..rules.len()).collect();
    for (one, a) in rules.iter().enumerate() {
        for (other, b) in rules.iter().enumerate().skip(one + 1) {
            if a.upright != b.upright && group[one] != group[other] && touch(a, b) {
                let (old, new) = (group[other], group[one]);
                group.iter_mut().filter(|id| **id == old).for_each(|id| *id = new);
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, Vec<Rule>> = std::collections::BTreeMap::new();
    for (rule, id) in rules.iter().zip(group) {
        groups.entry(id).or_default().push(*rule);
    }
    groups.into_values().collect()
}

fn touch(a: &Rule, b: &Rule) -> bool {
    let reaches = |line: &Rule, place: f64| (line.from - CLOSE..=line.to + CLOSE).contains(&place);
    reaches(a, b.place) && reaches(b, a.place)
}

/// Where the columns (or rows) begin and end: at the upright (or level) rules, and where the other rules stick out beyond them, as in tables
/// left open at the sides.
fn places(rules: &[Rule], upright: bool) -> Vec<f64> {
    let mut places: Vec<f64> = rules.iter().filter(|rule| rule.upright == upright).map(|rule| rule.place).collect();
    let across = || rules.iter().filter(|rule| rule.upright != upright);
    places.extend(across().map(|rule| rule.from).min_by(f64::total_cmp));
    places.extend(across().map(|rule| rule.to).max_by(f64::total_cmp));
    places.sort_by(f64::total_cmp);
    places.dedup_by(|next, kept| *next - *kept < NARROWEST);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(y: f64, from: f64, to: f64) -> Rule {
        Rule { upright: false, place: y, from, to }
    }

    fn upright(x: f64, from: f64, to: f64) -> Rule {
        Rule { upright: true, place: x, from, to }
    }

    #[test]
    fn a_ruled_table_has_a_cell_between_each_pair_of_lines() {
        let mut rules = vec![level(0.0, 0.0, 100.0), level(20.0, 0.0, 100.0), level(40.0, 0.0, 100.0)];
        rules.extend([0.0, 50.0, 100.0].map(|x| upright(x, 0.0, 40.0)));
        let [grid] = &find(&rules)[..] else { panic!("one table") };
        assert_eq!((grid.width(), grid.height()), (2, 2));
        assert_eq!(grid.cell_at((75.0, 30.0)), Some((1, 1)));
    }

    #[test]
    fn cells_that_no_line_parts_are_one() {
        // The first column is merged over both rows.
        let mut rules = vec![level(0.0, 0.0, 100.0), level(20.0, 50.0, 100.0), level(40.0, 0.0, 100.0)];
        rules.extend([0.0, 50.0, 100.0].map(|x| upright(x, 0.0, 40.0)));
        let grid = &find(&rules)[0];
        assert_eq!(grid.cell_at((25.0, 30.0)), Some((0, 0)));
        assert_eq!(grid.cell_at((75.0, 30.0)), Some((1, 1)));
    }

    #[test]
    fn sides_may_be_open_and_lines_drawn_in_pieces() {
        let pieces = |y: f64| (0..10).map(move |n| level(y, f64::from(n) * 10.0, f64::from(n) * 10.0 + 9.0));
        let mut rules: Vec<Rule> = [0.0, 20.0, 40.0].into_iter().flat_map(pieces).collect();
        rules.push(upright(50.0, 0.0, 40.0));
        let grid = &find(&rules)[0];
        assert_eq!((grid.width(), grid.height()), (2, 2));
    }

    #[test]
    fn an_underline_and_a_frame_are_no_tables() {
        let frame =
            [level(0.0, 0.0, 100.0), level(40.0, 0.0, 100.0), upright(0.0, 0.0, 40.0), upright(100.0, 0.0, 40.0)];
        assert!(find(&frame).is_empty());
        assert!(find(&[level(100.0, 0.0, 400.0)]).is_empty());
    }
}
