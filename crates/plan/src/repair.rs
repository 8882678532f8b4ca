//! Repairs of recognition errors that have only one reading; each is recorded.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::draft::Draft;
use crate::model::{Fix, Part};
use crate::units::without_label;

/// A foreign word between Chinese characters, left by a recogniser that translates as it reads.
static FOREIGN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?P<before>^|[一-龥])(?P<word>[Dd]epartments?|[Uu]nits?|[Aa]nd|[Oo]r)(?P<after>[一-龥]|$)")
        .expect("valid")
});

/// Replaces foreign words inside Chinese text by what they stand for.
pub(crate) fn foreign_words(text: &str, field: &str) -> (String, Vec<Fix>) {
    if !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return (text.to_owned(), Vec::new());
    }
    let mut out = String::with_capacity(text.len());
    let mut fixes = Vec::new();
    let mut from = 0;
    for found in FOREIGN.captures_iter(text) {
        let (Some(word), Some(before), Some(after)) = (found.name("word"), found.name("before"), found.name("after"))
        else {
            continue;
        };
        let to = match word.as_str().to_ascii_lowercase().as_str() {
            "and" => "和",
            "or" => "或",
            "unit" | "units" => "单位",
            _ => "部门",
        };
        // Alone in a field it is a word of its own, not noise.
        if before.is_empty() && after.is_empty() {
            continue;
        }
        out.push_str(&text[from..word.start()]);
        out.push_str(to);
        from = word.end();
        let context = |range: &str| range.to_owned();
        fixes.push(Fix {
            field: field.to_owned(),
            from: context(&text[before.start()..after.end()]),
            to: format!("{}{to}{}", before.as_str(), after.as_str()),
        });
    }
    out.push_str(&text[from..]);
    (out, fixes)
}

/// Shortest heading that may be restored: short ones differ by one character on purpose.
const RESTORABLE: usize = 10;

/// More headings than this are not compared.
const MOST: usize = 500;

/// In a badly recognised table, restores a heading that differs by one character from a heading of the body.
pub(crate) fn headings(drafts: &mut [Draft]) {
    let mut known: HashSet<String> = HashSet::new();
    for draft in drafts.iter().filter(|draft| draft.part == Part::Body) {
        let first = draft.text.as_str().split(['。', '：', '；']).next().unwrap_or_default();
        known.insert(first.to_owned());
        known.extend(draft.path.iter().map(|heading| without_label(heading).to_owned()));
    }
    let known: HashSet<String> =
        known.into_iter().filter(|heading| (RESTORABLE..40).contains(&heading.chars().count())).take(MOST).collect();
    for draft in drafts.iter_mut().filter(|draft| draft.part == Part::Annex) {
        for heading in &mut draft.path {
            let better = (!known.contains(heading.as_str()))
                .then(|| known.iter().find(|other| differs_by_one(heading, other)))
                .flatten();
            if let Some(better) = better {
                draft.fixes.push(Fix { field: "path".to_owned(), from: heading.clone(), to: better.clone() });
                draft.confidence.path.doubt(0.8, "标题有一个字与正文不同，已按正文改正，请核对");
                heading.clone_from(better);
            }
        }
    }
}

/// One character replaced, added or missing.
fn differs_by_one(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let back = a[front..].iter().rev().zip(b[front..].iter().rev()).take_while(|(x, y)| x == y).count();
    a.len() >= RESTORABLE && a.len().max(b.len()) - front - back == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_words_inside_chinese_are_read_back_and_recorded() {
        let (text, fixes) = foreign_words("资金使用情况and分配结果", "text");
        assert_eq!(text, "资金使用情况和分配结果");
        assert_eq!((fixes[0].from.as_str(), fixes[0].to.as_str()), ("况and分", "况和分"));
    }

    #[test]
    fn headings_that_differ_by_one_character_are_told() {
        assert!(differs_by_one("做好社会公益事上建设领域信息公开", "做好社会公益事业建设领域信息公开"));
        assert!(!differs_by_one("推进社会保险信息公开工作", "推进社会救助信息公开工作"));
        assert!(!differs_by_one("加强市级公开", "加强县级公开"));
    }

    #[test]
    fn other_latin_words_stay() {
        for text in ["VR展示", "H5、动画", "brand策略", "and"] {
            assert_eq!(foreign_words(text, "text"), (text.to_owned(), Vec::new()));
        }
    }
}
