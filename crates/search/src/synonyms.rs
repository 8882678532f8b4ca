//! Words that mean the same: a file of lines such as `低保 = 最低生活保障`.

use std::collections::HashMap;

use crate::analysis::normal;
use crate::error::{Error, Result};

const SHIPPED: &str = include_str!("../data/synonyms.txt");

/// Groups of words that mean the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synonyms {
    of: HashMap<String, Vec<String>>,
}

impl Synonyms {
    /// Those that come with the program.
    pub fn shipped() -> Self {
        Self::parse(SHIPPED).unwrap_or_default()
    }

    /// Reads a file's text: words of one line, set apart by `=`, mean the same; `#` begins a remark.
    ///
    /// # Errors
    /// Names the line that has fewer than two words.
    pub fn parse(text: &str) -> Result<Self> {
        let mut of: HashMap<String, Vec<String>> = HashMap::new();
        for (at, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let group: Vec<String> = line.split('=').map(normal).filter(|word| !word.is_empty()).collect();
            if group.len() < 2 {
                return Err(Error::File(format!("line {}: words that mean the same are set apart by =", at + 1)));
            }
            for word in &group {
                let others = group.iter().filter(|other| *other != word).cloned();
                let known = of.entry(word.clone()).or_default();
                known.extend(others);
                known.sort();
                known.dedup();
            }
        }
        Ok(Self { of })
    }

    /// These and those.
    #[must_use]
    pub fn with(mut self, more: Self) -> Self {
        for (word, same) in more.of {
            let known = self.of.entry(word).or_default();
            known.extend(same);
            known.sort();
            known.dedup();
        }
        self
    }

    /// The longest word with a meaning of its own that a text has.
    pub(crate) fn within<'t>(&self, text: &'t str) -> Option<&'t str> {
        let there = self.of.keys().filter_map(|word| Some((text.find(word.as_str())?, word.len())));
        there.max_by_key(|(at, long)| (*long, std::cmp::Reverse(*at))).map(|(at, long)| &text[at..at + long])
    }

    pub(crate) fn of(&self, word: &str) -> Vec<String> {
        self.of.get(word).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_line_mean_the_same() {
        let synonyms =
            Synonyms::parse("# 社会救助\n低保 = 最低生活保障 = 低保金\n\n公租房=公共租赁住房 # 住房\n").unwrap();
        assert_eq!(synonyms.of("低保"), ["低保金", "最低生活保障"]);
        assert_eq!(synonyms.of("公共租赁住房"), ["公租房"]);
        assert!(synonyms.of("户口").is_empty());
        assert_eq!(
            Synonyms::parse("低保\n").unwrap_err().to_string(),
            "line 1: words that mean the same are set apart by ="
        );
    }

    #[test]
    fn the_shipped_file_is_read() {
        assert!(!Synonyms::parse(SHIPPED).unwrap().of.is_empty());
    }
}
