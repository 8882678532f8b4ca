//! What a page adds to the text and is no part of it: page numbers, running heads, contents entries.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::lines::{Kind, Line};
use crate::numbering::marker;
use crate::responsibility::starts_with_label;

static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:[-—–－─·•－]*[0-9０-９]{1,4}[-—–－─·•－]*|第?[0-9０-９]{1,4}页(?:[/，,、]?共[0-9０-９]{1,4}页)?|[0-9]{1,4}/[0-9]{1,4})$")
        .expect("the page number pattern is valid")
});

static CONTENTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:\\.{4,}|…{2,}|·{4,}|‥{2,})[(（-]?[0-9]{1,4}[)）-]?$").expect("the pattern is valid")
});

/// A line may repeat this often by chance; more often, beside page numbers, it is a running head.
const CHANCE: usize = 2;

/// Turns page furniture into blank lines.
pub(crate) fn blank_out(lines: &mut [Line]) {
    let heads = running_heads(lines);
    for line in lines {
        let furniture = match &line.kind {
            Kind::Prose(prose) => {
                let text = prose.text.as_str();
                text.is_empty() || PAGE_NUMBER.is_match(text) || CONTENTS.is_match(text) || heads.contains(text)
            }
            Kind::Row(cells) => cells.len() == 2 && is_contents_entry(cells[0].as_str(), cells[1].as_str()),
            _ => false,
        };
        if furniture {
            line.kind = Kind::Blank;
        }
    }
}

/// `一、总体要求<tab>3`.
fn is_contents_entry(title: &str, page: &str) -> bool {
    marker(title).is_some_and(|found| found.len < title.len()) && PAGE_NUMBER.is_match(page)
}

fn running_heads(lines: &[Line]) -> HashSet<String> {
    let prose: Vec<&str> = lines
        .iter()
        .filter_map(|line| match &line.kind {
            Kind::Prose(prose) => Some(prose.text.as_str()),
            _ => None,
        })
        .collect();
    let mut seen: HashMap<&str, (usize, usize)> = HashMap::new();
    for (index, text) in prose.iter().enumerate() {
        let near_page = |other: Option<&&str>| other.is_some_and(|other| PAGE_NUMBER.is_match(other));
        let beside = near_page(prose.get(index + 1)) || index > 0 && near_page(prose.get(index - 1));
        let counts = seen.entry(text).or_default();
        counts.0 += 1;
        counts.1 += usize::from(beside);
    }
    seen.into_iter()
        .filter(|(text, (count, beside))| {
            *count > CHANCE
                && beside * 3 >= count * 2
                && text.chars().count() <= 40
                && !text.ends_with('。')
                && !starts_with_label(text)
        })
        .map(|(text, _)| text.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::lines;

    #[test]
    fn page_numbers_running_heads_and_contents_are_blank() {
        let source = "某县要点\n- 1 -\n正文一\n某县要点\n— 2 —\n正文二\n某县要点\n第3页共9页\n一、总体要求……3\n正文三";
        let mut lines = lines(source);
        blank_out(&mut lines);
        let left: Vec<&str> = lines
            .iter()
            .filter_map(|line| match &line.kind {
                Kind::Prose(prose) => Some(prose.text.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(left, ["正文一", "正文二", "正文三"]);
    }
}
