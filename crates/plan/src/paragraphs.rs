//! Lines joined into paragraphs, rows into tables.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::enumeration;
use crate::lines::{Kind as LineKind, Line, Prose};
use crate::numbering::{Kind, Marker, marker};
use crate::responsibility::{labels, starts_with_label};
use crate::tracked::Tracked;
use crate::units::{is_unit, is_unit_list};

/// A paragraph, or one numbered piece of a paragraph that enumerates (一是…二是…).
#[derive(Debug, Clone)]
pub(crate) struct Para {
    /// Whole text with its label.
    pub(crate) text: Tracked,
    pub(crate) marker: Option<Marker>,
    /// First and last source line.
    pub(crate) lines: (usize, usize),
    /// Number of `#` in front.
    pub(crate) hashes: usize,
    /// Pieces cut from one paragraph share its number.
    pub(crate) origin: usize,
}

/// One table row.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) line: usize,
    pub(crate) cells: Vec<Tracked>,
}

/// Rows without a gap between them; a page break usually makes a gap.
pub(crate) type Segment = Vec<Row>;

#[derive(Debug, Clone)]
pub(crate) enum Block {
    Para(Para),
    Table(Vec<Segment>),
}

/// What the whole text tells about its lines.
struct Layout {
    /// Display width of a full line when lines are broken at a fixed width.
    full: Option<usize>,
    /// Kinds of numbers whose headings stand on a line of their own.
    standing: Vec<Kind>,
}

/// How much of the end of a paragraph is looked at, in bytes.
const TAIL: usize = 3000;

/// Longest heading, in characters.
const HEADING: usize = 45;

static STRUCTURAL: LazyLock<Regex> = LazyLock::new(|| {
    let n = official::numerals::NUMERAL;
    Regex::new(&format!(
        "^(?:附件?[0-9一二三四五六七八九十]{{0,2}}(?:[:：]|$)|附[0-9一二三四五六七八九十]?[:：]|抄送|抄报|主送|[（(]?此[件文]|公开(?:方式|属性)|{n}{{4}}年{n}{{1,3}}月{n}{{1,3}}日(?:印发)?$)"
    ))
    .expect("the pattern is valid")
});

/// Joins lines into blocks.
pub(crate) fn blocks(lines: &[Line]) -> Vec<Block> {
    let layout = Layout::of(lines);
    let mut out: Vec<Block> = Vec::new();
    let mut open: Option<Para> = None;
    let mut gap = true;
    let keep_gaps = !rows_are_spaced(lines);
    for line in lines {
        match &line.kind {
            LineKind::Blank => gap = true,
            LineKind::Rule { in_table } => {
                if !in_table {
                    close(&mut open, &mut out);
                    gap = true;
                }
            }
            LineKind::Row(cells) => {
                close(&mut open, &mut out);
                add_row(&mut out, Row { line: line.number, cells: cells.clone() }, gap && keep_gaps);
                gap = false;
            }
            LineKind::Prose(prose) => {
                let fresh = open.as_ref().is_none_or(|para| layout.begins(para, prose));
                if fresh {
                    close(&mut open, &mut out);
                    open = Some(Para {
                        text: Tracked::default(),
                        marker: marker(prose.text.as_str()),
                        lines: (line.number, line.number),
                        hashes: prose.hashes,
                        origin: line.number,
                    });
                }
                if let Some(para) = &mut open {
                    para.text.push(&prose.text);
                    para.lines.1 = line.number;
                    if layout.ends(para, prose) {
                        close(&mut open, &mut out);
                    }
                }
                gap = true;
            }
        }
    }
    close(&mut open, &mut out);
    out
}

fn close(open: &mut Option<Para>, out: &mut Vec<Block>) {
    if let Some(para) = open.take() {
        out.extend(enumeration::cut(para).into_iter().map(Block::Para));
    }
}

fn add_row(out: &mut Vec<Block>, row: Row, gap: bool) {
    match out.last_mut() {
        Some(Block::Table(segments)) => match segments.last_mut() {
            Some(segment) if !gap => segment.push(row),
            _ => segments.push(vec![row]),
        },
        _ => out.push(Block::Table(vec![vec![row]])),
    }
}

/// Text set with an empty line after every row: then an empty line is no page break.
fn rows_are_spaced(lines: &[Line]) -> bool {
    let mut rows = 0;
    let mut touching = 0;
    for pair in lines.windows(2) {
        if matches!(pair[1].kind, LineKind::Row(_)) {
            rows += 1;
            touching += usize::from(!matches!(pair[0].kind, LineKind::Blank));
        }
    }
    rows > 2 && touching * 5 < rows
}

impl Layout {
    fn of(lines: &[Line]) -> Self {
        let prose: Vec<&Prose> = lines
            .iter()
            .filter_map(|line| match &line.kind {
                LineKind::Prose(prose) => Some(prose),
                _ => None,
            })
            .collect();
        let full = full_width(&prose);
        Self { full, standing: standing(&prose, full) }
    }

    /// Whether `next` begins a paragraph of its own rather than continuing `para`.
    fn begins(&self, para: &Para, next: &Prose) -> bool {
        let text = next.text.as_str();
        if next.hashes > 0
            || para.hashes > 0
            || marker(text).is_some()
            || starts_with_label(text)
            || STRUCTURAL.is_match(text)
        {
            return true;
        }
        if starts_with_label(para.text.as_str()) && !is_closed(para.text.as_str()) {
            return !goes_on(para.text.as_str(), text);
        }
        // An indented line is a new paragraph, except in text whose every line is indented.
        is_closed(para.text.as_str()) && (self.full.is_none() || next.indented)
    }

    /// Whether `para` is complete after its latest line.
    fn ends(&self, para: &Para, latest: &Prose) -> bool {
        let text = para.text.as_str();
        // Whether a clause without a full stop goes on is for the next line to tell.
        if starts_with_label(text) && !is_closed(text) {
            return false;
        }
        let bare = is_bare(text);
        let standing = para.marker.is_some_and(|found| self.standing.contains(&found.kind));
        match self.full {
            Some(full) => {
                let short = width(latest.text.as_str()) + 6 < full;
                short && (is_closed(text) || bare) && !text.ends_with(['，', '、', ',', '：'])
            }
            None => bare && (standing || para.marker.is_none() && !text.contains(['，', ','])) && para.hashes == 0,
        }
    }
}

/// A list of units goes on when its last name is not complete or the next line is nothing but units.
fn goes_on(clause: &str, next: &str) -> bool {
    let last = clause.rsplit(['、', '，', ',', '；', ';', '：', ':']).next().unwrap_or_default();
    !is_unit(last) || is_unit_list(next)
}

/// Ends a sentence, brackets and quotation marks aside, with no clause left open.
fn is_closed(text: &str) -> bool {
    // Only the end matters; a paragraph may be long.
    let text = &text[text.ceil_char_boundary(text.len().saturating_sub(TAIL))..];
    if is_left_open(text) {
        return false;
    }
    let bare = text.trim_end_matches(['”', '"', '’', '）', ')', '】', ']', '〕', '》']);
    bare.ends_with(['。', '！', '？', '；', '：', ':', '!', '?', ';', '．']) || ends_in_long_bracket(text)
}

/// A responsibility clause goes on: its bracket is open, or its label waits for a name.
fn is_left_open(text: &str) -> bool {
    let last_open = text.rfind(['（', '(', '【']);
    let last_close = text.rfind(['）', ')', '】']);
    match last_open {
        Some(open) if last_close.is_none_or(|close| close < open) => labels(&text[open..]).next().is_some(),
        _ => text.ends_with(['：', ':']) && labels(text).last().is_some_and(|label| label.end == text.len()),
    }
}

/// Ends in a bracket that holds a clause, not in 各区（市） or a year.
fn ends_in_long_bracket(text: &str) -> bool {
    let Some(inner) = text.strip_suffix(['）', ')', '】', ']']) else { return false };
    inner.rfind(['（', '(', '【', '[']).is_some_and(|at| inner[at..].chars().count() > 6)
}

/// Reads like a heading: short, one phrase, no sentence.
fn is_bare(text: &str) -> bool {
    if text.len() > 4 * HEADING + 40 {
        return false;
    }
    let label = marker(text).map_or(0, |found| found.len);
    let rest = &text[label..];
    rest.chars().count() <= HEADING
        && !rest.is_empty()
        && !rest.contains(['。', '；', ';', '！', '？'])
        && !rest.ends_with(['，', '、', ',', '：', ':'])
}

/// Width of the full lines, when most lines of prose are broken at one width.
fn full_width(prose: &[&Prose]) -> Option<usize> {
    let mut widths: Vec<usize> =
        prose.iter().map(|line| width(line.text.as_str())).filter(|&width| width > 20).collect();
    let open = prose.iter().filter(|line| width(line.text.as_str()) > 20 && !is_closed(line.text.as_str())).count();
    if widths.len() < 8 || open * 2 < widths.len() {
        return None;
    }
    widths.sort_unstable();
    let full = widths[widths.len() * 9 / 10];
    let near = widths.iter().filter(|&&width| width + 8 >= full && width <= full + 8).count();
    (full <= 120 && near * 2 >= widths.len()).then_some(full)
}

/// Columns a text takes on paper: a wide character takes two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Kinds of numbers whose headings stand alone. Text with `#` marks says so itself; else most of a kind must look it.
fn standing(prose: &[&Prose], full: Option<usize>) -> Vec<Kind> {
    let mut counts: HashMap<Kind, (usize, usize, usize)> = HashMap::new();
    for line in prose {
        let text = line.text.as_str();
        if let Some(found) = marker(text) {
            let fits = full.is_none_or(|full| width(text) + 2 < full);
            let count = counts.entry(found.kind).or_default();
            count.0 += 1;
            count.1 += usize::from(is_bare(text) && fits);
            count.2 += usize::from(line.hashes > 0);
        }
    }
    let marked: usize = counts.values().map(|count| count.2).sum();
    let stands = |&(all, bare, hashes): &(usize, usize, usize)| if marked >= 2 { hashes > 0 } else { bare * 2 > all };
    counts.iter().filter(|(kind, count)| **kind != Kind::Firstly && stands(count)).map(|(kind, _)| *kind).collect()
}
