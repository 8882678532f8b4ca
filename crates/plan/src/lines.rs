//! The source cut into lines, each recognised as prose, a table row, a rule or nothing.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::numbering::marker;
use crate::tracked::{Tracked, is_blank};

/// One source line.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Counted from 1.
    pub(crate) number: usize,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Blank,
    /// `---` between parts, or the rule under a table's header.
    Rule {
        in_table: bool,
    },
    Row(Vec<Tracked>),
    Prose(Prose),
}

#[derive(Debug, Clone)]
pub(crate) struct Prose {
    pub(crate) text: Tracked,
    /// Number of `#` in front, 0 when none.
    pub(crate) hashes: usize,
    /// Begins with blank space that sets it off as a new paragraph.
    pub(crate) indented: bool,
}

static LINK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[([^\[\]]*)\]\([^()\s]*\)").expect("the link pattern is valid"));

/// Columns beyond this are not read: no plan has a table so wide.
const COLUMNS: usize = 64;

/// Cuts the source into lines.
pub(crate) fn lines(source: &str) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let mut start = 0;
    for (index, raw) in source.split('\n').enumerate() {
        let range = start..start + raw.len();
        start = range.end + 1;
        let after_row = matches!(out.last(), Some(Line { kind: Kind::Row(_) | Kind::Rule { in_table: true }, .. }));
        out.push(Line { number: index + 1, kind: classify(source, range, after_row) });
    }
    lines_between_rows_are_rows(&mut out);
    lone_rows_are_prose(source, &mut out);
    out
}

fn classify(source: &str, range: Range<usize>, after_row: bool) -> Kind {
    let raw = &source[range.clone()];
    let trimmed = raw.trim_matches(is_blank);
    if trimmed.is_empty() {
        return Kind::Blank;
    }
    if trimmed.len() >= 3 && trimmed.chars().all(|c| matches!(c, '-' | '_' | '=' | '*' | '─' | '—')) {
        return Kind::Rule { in_table: false };
    }
    if trimmed.contains('|') && trimmed.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+')) {
        return Kind::Rule { in_table: true };
    }
    if is_row(raw, trimmed, after_row) {
        return Kind::Row(cells(source, range));
    }
    Kind::Prose(prose(source, range))
}

fn is_row(raw: &str, trimmed: &str, after_row: bool) -> bool {
    if trimmed.starts_with('|') && trimmed.len() > 1 {
        return trimmed[1..].contains('|');
    }
    let inner = trimmed.contains('\t');
    let imprint = trimmed.starts_with("抄送") || trimmed.trim_end_matches(is_blank).ends_with("印发");
    (inner || (after_row && raw.matches('\t').count() >= 2)) && !imprint && !is_tabbed_item(trimmed)
}

/// `1.<tab>加强…` is a numbered item, not a row of two cells.
fn is_tabbed_item(trimmed: &str) -> bool {
    let mut parts = trimmed.split('\t').map(|part| part.trim_matches(is_blank)).filter(|part| !part.is_empty());
    let (Some(first), Some(_), None) = (parts.next(), parts.next(), parts.next()) else { return false };
    let first: String = first.chars().filter(|c| !is_blank(*c)).collect();
    marker(&first).is_some_and(|found| found.len == first.len())
}

fn cells(source: &str, range: Range<usize>) -> Vec<Tracked> {
    let raw = &source[range.clone()];
    let piped = raw.trim_matches(is_blank).starts_with('|');
    let separator = if piped { '|' } else { '\t' };
    let (mut from, mut to) = (range.start, range.end);
    if piped {
        from += raw.find('|').map_or(0, |at| at + 1);
        let tail = raw.trim_end_matches(is_blank);
        to = range.start + tail.strip_suffix('|').map_or(tail.len(), str::len).max(from - range.start);
    }
    let mut out = Vec::new();
    let mut start = from;
    for cell in source[from..to].split(separator).take(COLUMNS) {
        out.push(plain(source, start..start + cell.len()));
        start += cell.len() + separator.len_utf8();
    }
    out
}

fn prose(source: &str, range: Range<usize>) -> Prose {
    let raw = &source[range.clone()];
    let lead = raw.len() - raw.trim_start_matches(is_blank).len();
    let wide = raw.starts_with('\u{3000}') || raw.starts_with('\t') || raw[..lead].chars().count() >= 2;
    let mut start = range.start + lead;
    let body = &source[start..range.end];
    let hashes = body.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&hashes) {
        start += hashes;
        return Prose { text: plain(source, start..range.end), hashes, indented: false };
    }
    for bullet in ["- ", "* ", "+ ", "> ", "• ", "· ", "● ", "◆ ", "■ "] {
        if body.starts_with(bullet) {
            start += bullet.len();
            break;
        }
    }
    Prose { text: plain(source, start..range.end), hashes: 0, indented: wide }
}

/// Squeezed text without bold marks, line-break tags and link targets.
fn plain(source: &str, range: Range<usize>) -> Tracked {
    let raw = &source[range.clone()];
    if !raw.contains(['[', '*', '_', '<']) {
        return Tracked::squeeze(source, range);
    }
    let mut cuts: Vec<Range<usize>> = Vec::new();
    for found in LINK.captures_iter(raw) {
        if let (Some(whole), Some(label)) = (found.get(0), found.get(1)) {
            cuts.push(whole.start()..label.start());
            cuts.push(label.end()..whole.end());
        }
    }
    for mark in ["**", "__", "<br>", "<br/>", "<br />"] {
        cuts.extend(raw.match_indices(mark).map(|(at, found)| at..at + found.len()));
    }
    cuts.sort_by_key(|cut| cut.start);
    let mut out = Tracked::default();
    let mut from = range.start;
    for cut in cuts {
        let (start, end) = (range.start + cut.start, range.start + cut.end);
        if start >= from {
            out.push(&Tracked::squeeze(source, from..start));
            from = end;
        }
    }
    out.push(&Tracked::squeeze(source, from..range.end.max(from)));
    out
}

/// A single line with a tab, with no other row near, is a line of prose with a gap in it.
fn lone_rows_are_prose(source: &str, lines: &mut [Line]) {
    let rows: Vec<bool> = lines.iter().filter(|line| !matches!(line.kind, Kind::Blank)).map(is_table).collect();
    let mut position = 0;
    let mut start = 0;
    for line in lines {
        let length = source[start..].find('\n').unwrap_or(source.len() - start);
        let range = start..start + length;
        start = (range.end + 1).min(source.len());
        if matches!(line.kind, Kind::Blank) {
            continue;
        }
        let neighbour = position > 0 && rows[position - 1] || rows.get(position + 1) == Some(&true);
        if matches!(line.kind, Kind::Row(_)) && !neighbour {
            line.kind = Kind::Prose(prose(source, range));
        }
        position += 1;
    }
}

/// A heading that spans the table may come as a line of its own between two rows.
fn lines_between_rows_are_rows(lines: &mut [Line]) {
    for index in 1..lines.len().saturating_sub(1) {
        let between = is_table(&lines[index - 1]) && is_table(&lines[index + 1]);
        if let Line { kind: Kind::Prose(prose), .. } = &lines[index]
            && between
            && prose.text.chars() <= 45
            && !prose.text.as_str().trim_end_matches('。').contains('。')
        {
            lines[index].kind = Kind::Row(vec![prose.text.clone()]);
        }
    }
}

fn is_table(line: &Line) -> bool {
    matches!(line.kind, Kind::Row(_) | Kind::Rule { in_table: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(source: &str) -> String {
        lines(source)
            .iter()
            .map(|line| match &line.kind {
                Kind::Blank => '.',
                Kind::Rule { .. } => '-',
                Kind::Row(_) => 'R',
                Kind::Prose(_) => 'P',
            })
            .collect()
    }

    #[test]
    fn rows_are_told_from_prose() {
        assert_eq!(shape("标题\n\n序号\t任务\n1\t公开\n\t\t续\n---\n"), "P.RRR-.");
        assert_eq!(shape("| 序号 | 任务 |\n|---|---|\n| 1 | 公开 |"), "R-R");
        assert_eq!(shape("1.\t加强公开\n2.\t加强解读"), "PP");
        assert_eq!(shape("某市政府办公室\t2022年3月1日"), "P");
    }

    #[test]
    fn marks_of_the_format_are_left_out_of_the_text() {
        let source = "## **一、总体** [地址](mailto:a@b)";
        let Kind::Prose(prose) = &lines(source)[0].kind else { panic!("prose expected") };
        assert_eq!((prose.text.as_str(), prose.hashes), ("一、总体地址", 2));
    }
}
