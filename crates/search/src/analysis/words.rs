//! A question without the words of asking, and its words.

use std::sync::LazyLock;

use jieba_rs::Jieba;

/// Words of the field that a general dictionary does not have, one a line.
const LEXICON: &str = include_str!("../../data/lexicon.txt");
/// Phrases of asking, which say nothing of what is looked for, one a line.
const ASKING: &str = include_str!("../../data/asking.txt");
/// Words that stand between others.
const BETWEEN: [&str; 32] = [
    "的", "了", "在", "和", "与", "及", "或", "或者", "被", "把", "对", "对于", "关于", "向", "从", "到", "给", "让",
    "为", "以", "于", "而", "且", "并", "也", "都", "就", "还", "很", "是", "有", "其",
];

static JIEBA: LazyLock<Jieba> = LazyLock::new(|| {
    let mut jieba = Jieba::new();
    for word in lines(LEXICON) {
        jieba.add_word(word, Some(jieba.suggest_freq(word).max(1_000)), None);
    }
    jieba
});

/// Longest first, so that a phrase goes before what stands inside it.
static PHRASES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut phrases: Vec<&str> = lines(ASKING).collect();
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    phrases
});

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// What is left of a question in one form without the phrases of asking, piece by piece; the question itself when
/// nothing is left.
pub(crate) fn without_asking(question: &str) -> Vec<String> {
    let mut pieces = vec![question.to_owned()];
    for phrase in PHRASES.iter() {
        pieces = pieces.iter().flat_map(|piece| piece.split(phrase)).map(str::to_owned).collect();
    }
    pieces.retain(|piece| piece.chars().any(char::is_alphanumeric));
    if pieces.is_empty() { vec![question.to_owned()] } else { pieces }
}

/// The different words of some pieces that say what is looked for; all their words when none does. `known` is a word
/// that a piece has and that is not to be cut, the longest first.
pub(crate) fn telling<'a>(pieces: &'a [String], known: impl Fn(&'a str) -> Option<&'a str>) -> Vec<String> {
    let mut all: Vec<&str> = Vec::new();
    for piece in pieces {
        let mut rest = piece.as_str();
        while let Some((before, whole)) = known(rest).and_then(|word| Some((rest.split_once(word)?, word))) {
            all.extend(JIEBA.cut(before.0, true).into_iter().map(|token| token.word));
            all.push(whole);
            rest = before.1;
        }
        all.extend(JIEBA.cut(rest, true).into_iter().map(|token| token.word));
    }
    all.retain(|word| word.chars().any(char::is_alphanumeric));
    let some = all.iter().any(|word| !BETWEEN.contains(word));
    let mut told: Vec<String> = Vec::new();
    for word in all.into_iter().filter(|word| !some || !BETWEEN.contains(word)) {
        if !told.iter().any(|one| one == word) {
            told.push(word.to_owned());
        }
    }
    told
}

/// Whether a run of characters is a word.
pub(crate) fn is_word(run: &str) -> bool {
    JIEBA.has_word(run)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_keeps_what_it_is_about() {
        assert_eq!(without_asking("公积金怎么取"), ["公积金", "取"]);
        assert_eq!(without_asking("怎么办"), ["怎么办"], "rather than nothing");
        assert_eq!(
            telling(&without_asking("请问离婚后孩子的抚养费如何确定吗"), |_| None),
            ["离婚", "后", "孩子", "抚养费", "确定"]
        );
    }

    #[test]
    fn words_of_the_field_are_whole() {
        for word in ["依申请公开", "重大行政决策", "住房公积金"] {
            assert_eq!(telling(&[word.to_owned()], |_| None), [word]);
        }
    }
}
