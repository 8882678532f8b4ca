//! Repairs of recognition errors that have only one reading; each is recorded.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::Fix;

/// A foreign word between Chinese characters, left by a recogniser that translates as it reads.
static FOREIGN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?i)(?P<before>^|\\p{Han})(?P<word>departments?|units?|and|or)(?P<after>\\p{Han}|$)").expect("valid")
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
    fn other_latin_words_stay() {
        for text in ["VR展示", "H5、动画", "brand策略", "and"] {
            assert_eq!(foreign_words(text, "text"), (text.to_owned(), Vec::new()));
        }
    }
}
