//! What differs between two texts of a document, as pages show it.

use official::Block;
use official::diff::{Kind, Pair, Run, Side, clauses};

/// A clause that differs.
#[derive(Clone, Debug)]
pub struct Line {
    /// The kind of mark.
    pub mark: &'static str,
    /// What became of it.
    pub what: &'static str,
    /// Its text, old and new together.
    pub runs: Vec<Run>,
}

/// The clauses that differ, in the order of the new text.
pub fn lines(old: &[Block], new: &[Block]) -> Vec<Line> {
    let line = |pair: Pair| {
        let (mark, what, side, block) = match pair.change {
            Kind::Same => return None,
            Kind::Changed => ("info", "改了", Side::Both, None),
            Kind::Added => ("ok", "增加", Side::New, pair.new.map(|at| &new[at])),
            Kind::Removed => ("off", "删去", Side::Old, pair.old.map(|at| &old[at])),
            Kind::Moved => ("info", "换了位置", Side::Both, pair.new.map(|at| &new[at])),
        };
        let whole = block.map(|block| Run { side, text: official::write(std::slice::from_ref(block)) });
        Some(Line { mark, what, runs: whole.map_or(pair.runs, |run| vec![run]) })
    };
    clauses(old, new).into_iter().filter_map(line).collect()
}
