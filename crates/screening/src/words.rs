//! The operator's word list: words that must not appear, with what to write instead.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use crate::Kind;
use crate::context::Page;
use crate::finding::Hit;
use crate::normal::Normal;

/// Most words in a list.
pub const MOST_WORDS: usize = 20_000;
/// Longest word, suggestion or note, in characters.
pub const LONGEST_WORD: usize = 100;

/// A list made ready for searching. Width, case and spaces make no difference. Empty by default.
#[derive(Debug, Clone, Default)]
pub struct WordList {
    words: Vec<Word>,
    finder: Option<AhoCorasick>,
}

#[derive(Debug, Clone)]
struct Word {
    suggestion: Option<String>,
    note: Option<String>,
}

/// A line of a word list that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("第 {line} 行：{why}")]
pub struct LineError {
    /// The line's number, from 1.
    pub line: usize,
    /// What is wrong, a plain Chinese sentence.
    pub why: String,
}

impl WordList {
    /// Reads a list: one word a line, `词` or `词 => 建议用语`, each followed by `# 说明` at will; empty lines and lines that begin with `#` are
    /// passed over.
    ///
    /// # Errors
    /// Every line that cannot be used, with the reason.
    pub fn parse(text: &str) -> Result<Self, Vec<LineError>> {
        let mut errors = Vec::new();
        let mut patterns: Vec<String> = Vec::new();
        let mut words = Vec::new();
        let mut lines = std::collections::HashMap::new();
        for (line, content) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
            match entry(content) {
                Ok(None) => {}
                Ok(Some((pattern, word))) => {
                    if let Some(earlier) = lines.insert(pattern.clone(), line) {
                        errors.push(LineError { line, why: format!("与第 {earlier} 行重复。") });
                    }
                    patterns.push(pattern);
                    words.push((line, word));
                }
                Err(why) => errors.push(LineError { line, why }),
            }
            if words.len() > MOST_WORDS {
                errors.push(LineError { line, why: format!("词语超过 {MOST_WORDS} 个。") });
                break;
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        if words.is_empty() {
            return Ok(Self::default());
        }
        let finder = AhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build(&patterns);
        let finder = finder.map_err(|_| vec![LineError { line: 1, why: "名单总长度过大。".into() }])?;
        let listed = |word: &Word| word.suggestion.as_deref().is_some_and(|text| finder.is_match(&fold(text).0));
        let errors: Vec<LineError> = words
            .iter()
            .filter(|(_, word)| listed(word))
            .map(|(line, _)| LineError { line: *line, why: "建议用语里含有名单中的词。".into() })
            .collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self { words: words.into_iter().map(|(_, word)| word).collect(), finder: Some(finder) })
    }

    /// How many words it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(crate) fn hits(&self, page: &Page<'_>) -> Vec<Hit> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let (folded, places) = fold(page.text());
        let part_of_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let hits = finder.find_iter(&folded).filter_map(|found| {
            let at = places.back(found.start())..places.back_end(found.end());
            let inside = &page.text()[at.clone()];
            // 「AI」 is not found in 「SAID」.
            let starts_inside = part_of_word(inside.chars().next()) && part_of_word(page.last(at.start));
            let ends_inside = part_of_word(inside.chars().next_back()) && part_of_word(page.next(at.end));
            if starts_inside || ends_inside {
                return None;
            }
            let word = &self.words[found.pattern().as_usize()];
            let why = match (&word.note, &word.suggestion) {
                (Some(note), _) => format!("在用语名单中：{note}。"),
                (None, Some(suggestion)) => format!("在用语名单中，建议改为「{suggestion}」。"),
                (None, None) => "在用语名单中，不宜公开使用。".into(),
            };
            Some(Hit { suggestion: word.suggestion.clone(), ..Hit::stop(Kind::Word, at, &why) })
        });
        hits.collect()
    }
}

/// One line: the word as it is searched for and what is known of it, nothing, or why not.
fn entry(line: &str) -> Result<Option<(String, Word)>, String> {
    let (content, note) = line.split_once(['#', '＃']).map_or((line, None), |(content, note)| (content, Some(note)));
    let (word, suggestion) = content.split_once("=>").map_or((content, None), |(word, rest)| (word, Some(rest)));
    let given = |text: Option<&str>| {
        text.map(|text| text.trim().trim_end_matches('。').to_owned()).filter(|text| !text.is_empty())
    };
    let (pattern, _) = fold(&Normal::new(word.trim()).text);
    let (note, suggestion) = (given(note), given(suggestion));
    if pattern.is_empty() {
        return if word.trim().is_empty() && content.trim().is_empty() {
            Ok(None)
        } else {
            Err("没有写词语。".into())
        };
    }
    if [Some(&pattern), note.as_ref(), suggestion.as_ref()]
        .into_iter()
        .flatten()
        .any(|text| text.chars().nth(LONGEST_WORD).is_some())
    {
        return Err(format!("超过 {LONGEST_WORD} 个字。"));
    }
    if pattern.chars().count() < 2 {
        return Err("只有一个字，几乎每份文件都会提示，请写完整的词语。".into());
    }
    if pattern.contains('*') || suggestion.as_ref().is_some_and(|text| text.contains('*')) {
        return Err("不能含有星号（*）。".into());
    }
    if content.contains("=>") && suggestion.is_none() {
        return Err("「=>」后面没有写建议用语。".into());
    }
    Ok(Some((pattern, Word { suggestion, note })))
}

/// Lower case, without spaces; lines and cells stay apart.
fn fold(text: &str) -> (String, Places) {
    let mut folded = String::with_capacity(text.len());
    let mut gaps = Vec::new();
    for (at, c) in text.char_indices() {
        if c == ' ' || crate::normal::invisible(c) {
            gaps.push((folded.len(), at + c.len_utf8()));
        } else {
            folded.push(c.to_ascii_lowercase());
        }
    }
    (folded, Places { gaps })
}

/// Where a folded text came from: after each left-out character, the places in both texts.
struct Places {
    gaps: Vec<(usize, usize)>,
}

impl Places {
    fn back(&self, at: usize) -> usize {
        self.beyond(self.gaps.partition_point(|gap| gap.0 <= at), at)
    }

    fn back_end(&self, at: usize) -> usize {
        self.beyond(self.gaps.partition_point(|gap| gap.0 < at), at)
    }

    fn beyond(&self, gaps: usize, at: usize) -> usize {
        gaps.checked_sub(1).map_or(at, |last| self.gaps[last].1 + (at - self.gaps[last].0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(list: &str, text: &str) -> Vec<String> {
        let words = WordList::parse(list).unwrap();
        crate::screen(text, &words).into_iter().map(|finding| finding.text).collect()
    }

    #[test]
    fn words_are_found_whatever_their_width_case_and_spaces() {
        assert_eq!(
            found("旧称 => 新称\nabc公司", "用旧　称和ＡＢＣ公司，AB C 公司。\n旧\n称"),
            ["旧　称", "ＡＢＣ公司", "AB C 公司"]
        );
        assert_eq!(found("ai", "SAID AI, AI系统"), ["AI", "AI"]);
    }

    #[test]
    fn a_list_tells_its_mistakes_by_line() {
        let text = "# 说明\n\n甲\n甲乙\n甲 乙\n丙丁 =>\n=> 戊\n己庚 => 甲乙";
        let lines: Vec<usize> = WordList::parse(text).unwrap_err().into_iter().map(|error| error.line).collect();
        assert_eq!(lines, [3, 5, 6, 7]);
        assert_eq!(WordList::parse("甲乙\n己庚 => 甲乙").unwrap_err()[0].line, 2);
        assert!(WordList::parse("").unwrap().is_empty());
    }

    #[test]
    fn the_reason_and_the_suggestion_are_told() {
        let words = WordList::parse("旧称 => 新称 # 已更名").unwrap();
        let finding = crate::screen("这是旧称", &words).remove(0);
        assert_eq!((finding.why.as_str(), finding.suggestion.as_deref()), ("在用语名单中：已更名。", Some("新称")));
    }
}
