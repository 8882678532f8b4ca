//! The text being built: lines, and table rows set off by blank lines, within the limits.

use crate::clean::{one_line, push_clean};
use crate::limits::Deadline;
use crate::{Limits, ReadError};

/// Collects the text of one file. Every reader writes through it, so the output has one shape and one set of limits.
pub(crate) struct Lines<'a> {
    text: String,
    limits: &'a Limits,
    deadline: Deadline,
    chars: usize,
    cells: usize,
    in_table: bool,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(limits: &'a Limits, deadline: Deadline) -> Self {
        Self { text: String::new(), limits, deadline, chars: 0, cells: 0, in_table: false }
    }

    /// One paragraph. Line breaks inside it make several lines, tabs become spaces so that a tab always parts two cells;
    /// a paragraph without text leaves no trace.
    pub(crate) fn paragraph(&mut self, text: &str) -> Result<(), ReadError> {
        let mut clean = String::with_capacity(text.len());
        push_clean(&mut clean, text);
        for line in clean.split('\n') {
            let line = line.replace('\t', " ");
            let line = line.trim();
            if !line.is_empty() {
                self.end_table();
                self.push(line)?;
            }
        }
        Ok(())
    }

    /// One table row; the first one opens a table. Its cells are counted by the reader, which meets them earlier.
    pub(crate) fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), ReadError> {
        if !self.in_table {
            self.blank();
            self.in_table = true;
        }
        let row = cells.iter().map(|cell| one_line(cell.as_ref())).collect::<Vec<_>>().join("\t");
        self.push(&row)
    }

    /// Ends the table being written, if one is.
    pub(crate) fn end_table(&mut self) {
        if self.in_table {
            self.in_table = false;
            self.blank();
        }
    }

    /// A blank line, unless the text is empty or already ends in one.
    pub(crate) fn blank(&mut self) {
        self.in_table = false;
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Counts cells against the limit before they are built.
    pub(crate) fn count_cells(&mut self, more: usize) -> Result<(), ReadError> {
        self.cells = self.cells.saturating_add(more);
        if self.cells > self.limits.cells {
            return Err(ReadError::complex(format!("表格超过 {} 格", self.limits.cells)));
        }
        Ok(())
    }

    /// Refuses once the time is up; for loops that write nothing for long.
    pub(crate) fn check_time(&self) -> Result<(), ReadError> {
        self.deadline.check()
    }

    /// The text, without blank lines at its end; empty text is a refusal.
    pub(crate) fn finish(mut self) -> Result<String, ReadError> {
        self.text.truncate(self.text.trim_end_matches('\n').len());
        if self.text.trim().is_empty() {
            return Err(ReadError::Empty);
        }
        self.text.push('\n');
        Ok(self.text)
    }

    fn push(&mut self, line: &str) -> Result<(), ReadError> {
        self.deadline.check()?;
        self.chars += line.chars().count() + 1;
        if self.chars > self.limits.text_chars {
            return Err(ReadError::complex(format!("文字超过 {} 字", self.limits.text_chars)));
        }
        self.text.push_str(line);
        self.text.push('\n');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Lines) -> Result<(), ReadError>) -> Result<String, ReadError> {
        let limits = Limits { text_chars: 100, cells: 10, ..Limits::default() };
        let mut lines = Lines::new(&limits, Deadline::after(10));
        write(&mut lines)?;
        lines.finish()
    }

    #[test]
    fn a_table_is_set_off_by_one_blank_line_on_each_side() {
        let text = written(|lines| {
            lines.paragraph("附件")?;
            lines.row(&["序号", "任务"])?;
            lines.row(&["1", "公开\n预算"])?;
            lines.paragraph("说明\t一")
        });
        assert_eq!(text.unwrap(), "附件\n\n序号\t任务\n1\t公开 预算\n\n说明 一\n");
    }

    #[test]
    fn two_tables_in_a_row_stay_apart() {
        let text = written(|lines| {
            lines.row(&["甲"])?;
            lines.end_table();
            lines.row(&["乙"])
        });
        assert_eq!(text.unwrap(), "甲\n\n乙\n");
    }

    #[test]
    fn too_many_cells_or_characters_are_refused() {
        assert_eq!(written(|lines| lines.count_cells(11)).unwrap_err().code(), "file_too_complex");
        assert_eq!(written(|lines| lines.paragraph(&"字".repeat(101))).unwrap_err().code(), "file_too_complex");
    }

    #[test]
    fn text_of_nothing_but_blanks_is_refused_as_empty() {
        assert_eq!(written(|lines| lines.paragraph(" \u{3000}\n")), Err(ReadError::Empty));
    }
}
