//! What a cell holds, judged by its content alone.

use crate::due;
use crate::numbering::marker;
use crate::paragraphs::Row;
use crate::tracked::Tracked;
use crate::units::is_unit_list;

/// Kind of a cell's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    Empty,
    /// A bare number.
    Seq,
    Units,
    /// A time limit, or a sentence about one.
    Time,
    /// Anything else.
    Words,
}

/// A row with the content of each cell judged once.
#[derive(Debug)]
pub(crate) struct Judged<'a> {
    pub(crate) row: &'a Row,
    pub(crate) contents: Vec<Content>,
}

impl<'a> Judged<'a> {
    pub(crate) fn new(row: &'a Row) -> Self {
        Self { row, contents: row.cells.iter().map(content).collect() }
    }

    /// Cells with their place and content.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (usize, &'a Tracked, Content)> + '_ {
        self.row.cells.iter().zip(&self.contents).enumerate().map(|(index, (cell, content))| (index, cell, *content))
    }
}

/// Judges a cell.
fn content(cell: &Tracked) -> Content {
    let text = cell.as_str();
    if text.is_empty() {
        Content::Empty
    } else if is_seq(text) {
        Content::Seq
    } else if due::is_time(text) {
        Content::Time
    } else if cell.chars() <= 400 && is_unit_list(text) {
        Content::Units
    } else {
        Content::Words
    }
}

/// Names a time limit, whatever else it says.
pub(crate) fn tells_time(cell: &Tracked) -> bool {
    !due::find(cell.as_str(), 2000, due::Place::Column).is_empty()
}

/// `7`, `7.`, `（七）`, `七`.
pub(crate) fn is_seq(text: &str) -> bool {
    let short = text.chars().count() <= 4;
    short && (official::numerals::number(text).is_some() || marker(text).is_some_and(|found| found.len == text.len()))
}

/// Holds letters that no Chinese document has.
pub(crate) fn is_foreign(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '□' | '\u{fffd}'))
}

/// Letters of another script, or more signs than letters: what a recogniser makes of a rotated cell.
pub(crate) fn is_noise(text: &str) -> bool {
    let total = text.chars().count();
    let han = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    total > 0 && (is_foreign(text) || han * 2 < total || total == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(text: &str) -> Content {
        content(&Tracked::squeeze(text, 0..text.len()))
    }

    #[test]
    fn cells_are_judged_by_content() {
        assert_eq!(judge(" "), Content::Empty);
        assert_eq!(judge("12"), Content::Seq);
        assert_eq!(judge("（三）"), Content::Seq);
        assert_eq!(judge("县司法局牵头，各乡镇落实"), Content::Units);
        assert_eq!(judge("长期坚持"), Content::Time);
        assert_eq!(judge("信息形成或者变更之日起20个工作日内公开"), Content::Time);
        assert_eq!(judge("加强公开平台建设"), Content::Words);
        assert_eq!(judge("持续优化政府信息公开专栏建设，做好法定主动公开内容的规范发布工作"), Content::Words);
    }

    #[test]
    fn noise_is_told_from_headings() {
        assert!(is_noise("成りたさら") && is_noise("·公·大·") && is_noise("开"));
        assert!(!is_noise("推进“双随机、一公开”"));
    }
}
