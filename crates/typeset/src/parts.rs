//! The blocks of a text become parts of the layout: lines that belong together in one, headings with their depth.

use official::Block;
use serde::Serialize;

use crate::clean::Cleaner;

/// Most heading rows of a table: they are repeated on every page.
const MOST_HEAD: usize = 4;
/// Characters up to which a paragraph stays on the page of the signature under it.
const SHORT: usize = 200;

/// A part of the layout, as official.typ draws it.
#[derive(Debug, PartialEq, Serialize)]
#[serde(tag = "part", rename_all = "snake_case")]
pub(crate) enum Part {
    /// A title within the text: of what it forwards, of an annex.
    Title { depth: usize, lines: Vec<String> },
    /// A line in brackets under a title.
    Note { text: String },
    /// 主送机关
    Addressees { text: String },
    /// `rank`: 0 centred (编、章、节), 1 for 一、, 2 for （一）, 3 for all below.
    Heading { depth: usize, rank: u8, text: String },
    /// `sticky`: stays with what follows.
    Paragraph { text: String, sticky: bool },
    /// `rank` as in headings, for the label.
    Item { rank: u8, label: String, text: String, sticky: bool },
    /// Rows are of equal length.
    Table { caption: Option<String>, head: Vec<Vec<String>>, rows: Vec<Vec<String>>, columns: usize, size: f64 },
    /// The list after 附件：.
    Attachments { lines: Vec<String> },
    /// An annex begins, on a new page.
    Annex { depth: usize, text: String },
    /// 署名 and 成文日期. `right`: how many characters stay free to their right.
    Signature { lines: Vec<String>, right: u8 },
    /// 版记: each line whole, or its left and right half. `last`: nothing follows, it stands at the foot.
    Imprint { lines: Vec<Vec<String>>, last: bool },
}

/// The parts in order. Parts without any text are left out.
pub(crate) fn of(blocks: Vec<Block>, cleaner: &mut Cleaner<'_>) -> Vec<Part> {
    let mut depths = Depths::default();
    let mut parts: Vec<Part> = Vec::new();
    for block in blocks {
        if let Some(part) = part(block, &mut depths, cleaner) {
            add(&mut parts, part);
        }
    }
    for index in 1..parts.len() {
        if let (before, [Part::Signature { .. }, ..]) = parts.split_at_mut(index)
            && let Some(Part::Paragraph { text, sticky } | Part::Item { text, sticky, .. }) = before.last_mut()
        {
            *sticky = text.chars().count() <= SHORT;
        }
    }
    for part in &mut parts {
        if let Part::Signature { lines, right } = part {
            // The date has four characters to its right; a longer name would begin too far left.
            let widest = lines.iter().map(|line| width(line)).max();
            *right = if lines.last().map(|line| width(line)) == widest { 4 } else { 2 };
        }
    }
    if let Some(Part::Imprint { last, .. }) = parts.last_mut() {
        *last = true;
    }
    parts
}

/// Width of a line in halves of a Chinese character, about.
fn width(line: &str) -> usize {
    line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn part(block: Block, depths: &mut Depths, cleaner: &mut Cleaner<'_>) -> Option<Part> {
    let filled = |text: String| Some(text).filter(|text| !text.is_empty());
    let some = |lines: Vec<String>| Some(lines).filter(|lines| !lines.is_empty());
    match block {
        // Those at the top are not among the blocks; within the text they are lines like others.
        Block::Letterhead { text } | Block::Number { text } | Block::Note { text } => {
            Some(Part::Note { text: filled(cleaner.line(&text))? })
        }
        Block::Title { text } => {
            let lines = some(cleaner.lines(&text))?;
            Some(Part::Title { depth: depths.enter(Depths::TITLE), lines })
        }
        Block::Addressees { text } => Some(Part::Addressees { text: filled(cleaner.line(&text))? }),
        Block::Heading { level, text, .. } => {
            let text = filled(cleaner.line(&text))?;
            Some(Part::Heading { depth: depths.enter(Depths::HEADINGS + level), rank: rank(level), text })
        }
        Block::Paragraph { text, .. } => Some(Part::Paragraph { text: filled(cleaner.line(&text))?, sticky: false }),
        Block::Item { level, label, text, .. } => {
            let (label, text) = (cleaner.line(&label), cleaner.line(&text));
            // 第三条 stands apart from its text.
            let label = if label.starts_with('第') { label + "\u{3000}" } else { label };
            Some(Part::Item { rank: rank(level), label, text, sticky: false })
        }
        Block::Table { caption, head, rows, .. } => table(caption, head, &rows, cleaner),
        Block::Attachment { text } => Some(Part::Attachments { lines: some(cleaner.lines(&text))? }),
        Block::Annex { text, .. } => {
            let text = filled(cleaner.line(&text))?;
            Some(Part::Annex { depth: depths.enter(Depths::ANNEX), text })
        }
        Block::Signature { text } => Some(Part::Signature { lines: some(cleaner.lines(&text))?, right: 0 }),
        Block::Imprint { text } => {
            let lines = some(cleaner.lines(&text))?.iter().map(|line| halves(line, "印发")).collect();
            Some(Part::Imprint { lines, last: false })
        }
    }
}

/// Lines of one kind under each other are one part.
fn add(parts: &mut Vec<Part>, part: Part) {
    match (parts.last_mut(), part) {
        (Some(Part::Attachments { lines }), Part::Attachments { lines: more })
        | (Some(Part::Signature { lines, .. }), Part::Signature { lines: more, .. }) => lines.extend(more),
        (Some(Part::Imprint { lines, .. }), Part::Imprint { lines: more, .. }) => lines.extend(more),
        (_, part) => parts.push(part),
    }
}

fn rank(level: u8) -> u8 {
    match level {
        0..=3 => 0,
        4 => 1,
        5 => 2,
        _ => 3,
    }
}

fn table(caption: Option<String>, head: usize, rows: &[Vec<String>], cleaner: &mut Cleaner<'_>) -> Option<Part> {
    let columns = rows.iter().map(Vec::len).max().filter(|columns| *columns > 0)?;
    let mut rows = rows.iter().map(|row| {
        let cells = row.iter().map(|cell| cleaner.lines(cell).join("\n"));
        cells.chain(std::iter::repeat(String::new())).take(columns).collect()
    });
    let all = rows.len();
    // A table of headings alone is one of rows.
    let head = if head < all { head.min(MOST_HEAD) } else { 0 };
    let head: Vec<Vec<String>> = rows.by_ref().take(head).collect();
    let rows: Vec<Vec<String>> = rows.collect();
    let size = match columns {
        0..=5 => 12.0,
        6..=8 => 10.5,
        _ => 9.0,
    };
    let caption = caption.map(|caption| cleaner.line(&caption)).filter(|caption| !caption.is_empty());
    Some(Part::Table { caption, head, rows, columns, size })
}

/// A line whose second half holds `word` after a gap: to the left and to the right of the page.
pub(crate) fn halves(line: &str, word: &str) -> Vec<String> {
    let gap = |c: char| c == ' ' || c == '\u{3000}';
    let split =
        line.rsplit_once(gap).filter(|(left, right)| !left.trim_matches(gap).is_empty() && right.contains(word));
    match split {
        Some((left, right)) => vec![left.trim_end_matches(gap).to_owned(), right.to_owned()],
        None => vec![line.to_owned()],
    }
}

/// How deep headings lie in each other: the first is 1, and none is more than one deeper than the one before, which
/// readers of the file's structure rely on.
#[derive(Default)]
struct Depths {
    open: Vec<u8>,
}

impl Depths {
    const ANNEX: u8 = 0;
    const TITLE: u8 = 1;
    const HEADINGS: u8 = 2;

    fn enter(&mut self, level: u8) -> usize {
        self.open.retain(|open| *open < level);
        self.open.push(level);
        self.open.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Fonts;

    fn parts(blocks: Vec<Block>) -> Vec<Part> {
        of(blocks, &mut Cleaner::new(&Fonts::installed().unwrap()))
    }

    fn heading(level: u8) -> Block {
        Block::Heading { id: String::new(), level, text: "总则".into() }
    }

    #[test]
    fn headings_never_skip_a_depth_and_an_annex_begins_anew() {
        let title = || Block::Title { text: "办法".into() };
        let annex = Block::Annex { id: "f1".into(), text: "附件1".into() };
        let blocks =
            vec![heading(4), heading(6), heading(5), heading(4), title(), heading(2), annex, title(), heading(8)];
        let depths: Vec<usize> = parts(blocks)
            .iter()
            .map(|part| match part {
                Part::Title { depth, .. } | Part::Heading { depth, .. } | Part::Annex { depth, .. } => *depth,
                _ => 0,
            })
            .collect();
        assert_eq!(depths, [1, 2, 2, 1, 1, 2, 1, 2, 3]);
    }

    #[test]
    fn lines_that_belong_together_become_one_part() {
        let blocks = vec![
            Block::Paragraph { id: String::new(), text: "特此通知。".into() },
            Block::Signature { text: "测试市人民政府办公室".into() },
            Block::Signature { text: "2022年3月30日".into() },
            Block::Imprint { text: "抄送：市委办公室。".into() },
            Block::Imprint { text: "测试市人民政府办公室　　2022年3月30日印发".into() },
        ];
        let parts = parts(blocks);
        assert_eq!(parts[0], Part::Paragraph { text: "特此通知。".into(), sticky: true });
        let lines = vec!["测试市人民政府办公室".to_owned(), "2022年3月30日".to_owned()];
        assert_eq!(parts[1], Part::Signature { lines, right: 2 });
        let Part::Imprint { lines, last: true } = &parts[2] else { panic!("{parts:?}") };
        assert_eq!((lines[0].len(), lines[1][1].as_str()), (1, "2022年3月30日印发"));
    }

    #[test]
    fn rows_of_a_table_become_equally_long_and_keep_their_head() {
        let rows =
            |rows: &[&[&str]]| rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        let block = |head| Block::Table {
            id: String::new(),
            caption: Some(String::new()),
            head,
            rows: rows(&[&["序号", "任务"], &["1"], &["2", "公开\n招生"]]),
        };
        let [Part::Table { caption: None, head, rows: body, columns: 2, .. }] = &parts(vec![block(1)])[..] else {
            panic!("the table is a table")
        };
        let wanted: Vec<Vec<String>> = rows(&[&["1", ""], &["2", "公开\n招生"]]);
        assert_eq!((head.len(), body), (1, &wanted));
        let [Part::Table { head, .. }] = &parts(vec![block(3)])[..] else { panic!("the table is a table") };
        assert!(head.is_empty(), "a table of headings alone is one of rows");
        let empty = Block::Table { id: String::new(), caption: None, head: 0, rows: vec![vec![]] };
        assert!(parts(vec![empty]).is_empty());
    }
}
