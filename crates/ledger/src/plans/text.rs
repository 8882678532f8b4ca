//! A plan's source text as people read it: headings, paragraphs, tables.

use std::collections::HashMap;

use super::domain::Task;
use crate::snapshot::Block;

/// Cuts a source text into blocks. Headings are known from the tasks under them, from marks the file has (`#`), or by
/// their numbers (一、 and （一）).
pub fn blocks(source: &str, tasks: &[Task]) -> Vec<Block> {
    let known = known_headings(tasks);
    let mut blocks: Vec<Block> = Vec::new();
    // A line that was broken off for the width of a page goes on in the next.
    let mut open = false;
    for line in source.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() || is_rule(trimmed) {
            open = false;
        } else if let Some(cells) = cells(line) {
            open = false;
            match blocks.last_mut() {
                Some(Block::Table { rows }) => rows.push(cells),
                _ => blocks.push(Block::Table { rows: vec![cells] }),
            }
        } else if let Some(level) = heading(trimmed, &known) {
            open = false;
            blocks.push(Block::Heading { level, text: plain(trimmed) });
        } else {
            let begins = !open || is_numbered(trimmed);
            match blocks.last_mut() {
                Some(Block::Paragraph { text }) if !begins => text.push_str(&plain(trimmed)),
                _ => blocks.push(Block::Paragraph { text: plain(trimmed) }),
            }
            open = goes_on(trimmed);
        }
    }
    let mut above = 0;
    for block in &mut blocks {
        match block {
            Block::Table { rows } => {
                let width = rows.iter().map(Vec::len).max().unwrap_or(0);
                rows.iter_mut().for_each(|row| row.resize(width, String::new()));
            }
            // No level is skipped on the way down, so that those who hear the page can follow its outline.
            Block::Heading { level, .. } => {
                *level = (*level).min(above + 1);
                above = *level;
            }
            Block::Paragraph { .. } => {}
        }
    }
    blocks
}

/// Every heading of the tasks with its depth, by its letters.
fn known_headings(tasks: &[Task]) -> HashMap<String, u8> {
    let paths = tasks.iter().flat_map(|task| (1..).zip(&task.content.path));
    paths.map(|(depth, heading): (u8, _)| (letters(heading), depth.min(4))).collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn heading(line: &str, known: &HashMap<String, u8>) -> Option<u8> {
    if let Some(depth) = known.get(&letters(line)) {
        return Some(*depth);
    }
    let hashes = line.chars().take_while(|c| *c == '#').count();
    if hashes > 0 {
        return u8::try_from(hashes.min(4)).ok();
    }
    let short = line.chars().count() <= 40 && !line.contains('。');
    let number = number_of(line).filter(|_| short)?;
    Some(if number.starts_with(['（', '(']) { 2 } else { 1 })
}

/// `一、` or `（一）` at the beginning.
fn number_of(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches(['（', '(']);
    let digits =
        bare.len() - bare.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']).len();
    let after = bare[digits..].chars().next()?;
    let bracketed = bare.len() < line.len() && matches!(after, '）' | ')');
    (digits > 0 && (bracketed || (bare.len() == line.len() && after == '、'))).then_some(line)
}

fn is_numbered(line: &str) -> bool {
    let digit = line.trim_start_matches(['（', '(']).chars().next().is_some_and(|c| c.is_ascii_digit());
    number_of(line).is_some() || digit || line.starts_with("附件")
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '|' | ':' | ' ' | '=' | '*' | '_'))
}

/// Cells of a table row, parted by tabs or standing between bars.
fn cells(line: &str) -> Option<Vec<String>> {
    let bars = line.trim().strip_prefix('|').and_then(|rest| rest.strip_suffix('|'));
    let parted: Vec<&str> = match bars {
        Some(inner) => inner.split('|').collect(),
        None if line.trim_matches(' ').contains('\t') && line.trim() != "" => {
            line.trim_matches(' ').split('\t').collect()
        }
        None => return None,
    };
    Some(parted.into_iter().map(plain).collect())
}

/// Whether a line stops short of the end of its sentence, as lines do that were broken for their width.
fn goes_on(line: &str) -> bool {
    let ended = line.ends_with(['。', '；', '：', '！', '？', '）', '”', '》', ')', ':', ';', '.']);
    line.chars().count() >= 18 && !ended
}

/// Without the marks that some files put around text.
fn plain(text: &str) -> String {
    text.trim().trim_start_matches('#').replace("**", "").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        let one = |block: Block| match block {
            Block::Heading { level, text } => format!("h{level}:{text}"),
            Block::Paragraph { text } => format!("p:{text}"),
            Block::Table { rows } => rows.iter().map(|row| row.join("/")).collect::<Vec<_>>().join(" "),
        };
        blocks(source, &[]).into_iter().map(one).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn headings_are_known_by_their_numbers_and_marks() {
        assert_eq!(shown("## 二、抓好落实\n（一）总要求\n1. 甲。"), "h1:二、抓好落实\nh2:（一）总要求\np:1. 甲。");
        assert_eq!(shown("一、总体要求\n一、做好公开。第二句。"), "h1:一、总体要求\np:一、做好公开。第二句。");
    }

    #[test]
    fn rows_make_tables_of_one_width() {
        assert_eq!(shown("序号\t任务\t单位\n1\t甲\n\n文字"), "序号/任务/单位 1/甲/\np:文字");
        assert_eq!(shown("| 序号 | 任务 |\n|---|---|\n| 1 | **甲** |"), "序号/任务 1/甲");
    }

    #[test]
    fn lines_broken_for_their_width_are_joined() {
        let text = "各级各部门要强化管业务就要管公开的理念，在部署安排、推\n动开展业务工作时指导督促落实。\n下一段。";
        assert_eq!(
            shown(text),
            "p:各级各部门要强化管业务就要管公开的理念，在部署安排、推动开展业务工作时指导督促落实。\np:下一段。"
        );
    }
}
