//! The source text beside the tasks: numbered lines, those that tasks were read from marked.

use std::collections::HashSet;

use crate::intake::domain::DraftTask;

/// Lines beyond which the pane is cut off, so that a page stays light.
const MOST: usize = 1_500;

/// One line of the source.
#[derive(Clone, Debug)]
pub(super) struct SourceLine {
    /// From 1.
    pub number: usize,
    pub text: String,
    /// Whether a task was read from it.
    pub used: bool,
    /// Whether it is a heading.
    pub heading: bool,
}

/// The lines beside a page of tasks: those between the first and the last of them, and on to the beginning or the end
/// of the text where the page is the first or last. Blank lines are left out, their numbers are not given away.
pub(super) fn beside(source: &str, tasks: &[DraftTask], first_page: bool, last_page: bool) -> Vec<SourceLine> {
    let ranges = || tasks.iter().filter_map(|task| task.body.content.lines);
    let from = if first_page { 1 } else { ranges().map(|(first, _)| first).min().unwrap_or(1) };
    let to = if last_page { usize::MAX } else { ranges().map(|(_, last)| last).max().unwrap_or(usize::MAX) };
    let used: HashSet<usize> = ranges().flat_map(|(first, last)| first..=last.min(first + MOST)).collect();
    let headings: HashSet<String> =
        tasks.iter().flat_map(|task| &task.body.content.path).map(|heading| letters(heading)).collect();
    let lines = (1..).zip(source.lines()).skip(from - 1).take_while(|(number, _)| *number <= to);
    let lines = lines.filter(|(_, text)| !text.trim().is_empty()).take(MOST).map(|(number, text)| SourceLine {
        number,
        text: readable(text),
        used: used.contains(&number),
        heading: headings.contains(&letters(text)),
    });
    lines.collect()
}

/// The lines of one task, where the pane has no room.
pub(super) fn of_task(lines: &[SourceLine], (first, last): (usize, usize)) -> Vec<SourceLine> {
    let own = lines.iter().filter(|line| (first..=last).contains(&line.number));
    own.map(|line| SourceLine { used: false, heading: false, ..line.clone() }).collect()
}

/// Cells of a table row are parted by tabs, which nobody sees.
fn readable(text: &str) -> String {
    text.trim().split('\t').collect::<Vec<_>>().join(" ｜ ")
}

/// A heading as it is compared: without the marks and spaces that files put around it.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
