//! The text's lines: prose, and tables with their rows together. Blank lines and page numbers go.

use std::sync::LazyLock;

use regex::Regex;

/// A line of prose or a whole table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Line {
    Text(String),
    Table(Vec<Vec<String>>),
}

impl Line {
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Table(_) => None,
        }
    }
}

/// `- 2 -`, `— 12 —`, `第3页 共9页`.
static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "^(?:[-—–－─·•]+ ?[0-9０-９]{1,4} ?[-—–－─·•]+|第 ?[0-9]{1,4} ?页[ ,，/]*(?:共 ?[0-9]{1,4} ?页)?|-{3,})$",
    )
    .expect("the pattern is valid")
});

pub(crate) fn lines(text: &str) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let mut open = false;
    for raw in text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        if raw.contains('\t') && !raw.trim().is_empty() {
            let row: Vec<String> = raw.split('\t').map(clean).collect();
            if row.iter().all(String::is_empty) {
                open = false;
            } else if let (true, Some(Line::Table(rows))) = (open, out.last_mut()) {
                rows.push(row);
            } else {
                out.push(Line::Table(vec![row]));
                open = true;
            }
            continue;
        }
        open = false;
        let text = clean(raw);
        let text = bare(&text);
        if !text.is_empty() && !PAGE.is_match(text) {
            out.push(Line::Text(text.to_owned()));
        }
    }
    out
}

/// Without control and invisible characters, without spaces at both ends.
fn clean(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|c| {
            !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
        })
        .collect();
    kept.trim().to_owned()
}

/// Without spaces at both ends and without `## `, as some converters put it before headings.
pub(crate) fn bare(text: &str) -> &str {
    let mut rest = text.trim();
    while let Some(shorter) = rest.strip_prefix('#') {
        rest = shorter.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_together_and_page_numbers_go() {
        let found = lines("# 标题\r\n\n— 2 —\n序号\t名称\n1\t甲\n\n\t\n1\t乙\n正文\u{200b}");
        let row = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        let expected = [
            Line::Text("标题".to_owned()),
            Line::Table(vec![row(&["序号", "名称"]), row(&["1", "甲"])]),
            Line::Table(vec![row(&["1", "乙"])]),
            Line::Text("正文".to_owned()),
        ];
        assert_eq!(found, expected);
    }
}
