//! What somebody may have meant: characters that sound alike, put together as documents put them.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::GBK;
use kernel::Date;
use pinyin::ToPinyin as _;
use tantivy::{Searcher, Term};

use crate::analysis::normal;
use crate::collect::Sideways;
use crate::error::Result;
use crate::library::Library;
use crate::matching::Matching;
use crate::wanted::{Order, Wanted};

/// Longer questions are not guessed at, in characters.
const LONGEST: usize = 12;
/// So many ways of writing the beginning are followed up.
const KEPT: usize = 12;
/// What a changed character costs, beside the logarithms of how often pairs stand in documents.
const CHANGE: f32 = 3.0;

/// Common characters by how they sound: those of the first level of GB 2312.
static ALIKE: LazyLock<HashMap<&str, Vec<char>>> = LazyLock::new(|| {
    let mut alike: HashMap<&str, Vec<char>> = HashMap::new();
    for c in '\u{4e00}'..='\u{9fff}' {
        let common = matches!(GBK.encode(c.encode_utf8(&mut [0; 4])).0[..], [0xb0..=0xd7, 0xa1..=0xfe]);
        if let Some(sound) = c.to_pinyin().filter(|_| common) {
            alike.entry(sound.plain()).or_default().push(c);
        }
    }
    alike
});

/// A way of writing the characters up to some place.
struct Path {
    chars: Vec<char>,
    worth: f32,
}

impl Library {
    /// Another way of writing what was typed that documents within what is wanted have; none when there is none, or nothing to mend.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn guess(&self, typed: &str, wanted: &Wanted, today: Date) -> Result<Option<String>> {
        let form = normal(typed);
        let chars: Vec<char> = form.chars().collect();
        if chars.len() < 2 || chars.len() > LONGEST || !chars.iter().all(|c| c.to_pinyin().is_some()) {
            return Ok(None);
        }
        let searcher = self.index.searcher();
        let mut paths: Vec<Path> = Vec::new();
        for c in &chars {
            paths = self.longer(&searcher, paths, *c)?;
        }
        let best = paths.into_iter().max_by(|a, b| a.worth.total_cmp(&b.worth));
        let Some(best) = best.map(|path| path.chars.into_iter().collect::<String>()).filter(|best| *best != form)
        else {
            return Ok(None);
        };
        let question = self.question(&best);
        let matching = Matching { fields: &self.index.fields, question: &question };
        let within = Sideways { wanted, order: Order::Relevance, today, best: 0 };
        let there = searcher.search(&matching.exact(), &within)?.matching > 0;
        Ok(Some(best).filter(|_| there))
    }

    /// The best way to each character that sounds like the next one.
    fn longer(&self, searcher: &Searcher, paths: Vec<Path>, typed: char) -> Result<Vec<Path>> {
        let sound = typed.to_pinyin().map_or("", |sound| sound.plain());
        let mut candidates = vec![typed];
        candidates.extend(ALIKE.get(sound).into_iter().flatten().filter(|c| **c != typed));
        let mut longer = Vec::new();
        for c in candidates {
            let cost = if c == typed { 0.0 } else { CHANGE };
            if paths.is_empty() {
                longer.push(Path { chars: vec![c], worth: -cost });
                continue;
            }
            let mut best: Option<Path> = None;
            for path in &paths {
                let worth = path.worth - cost + self.together(searcher, path.chars[path.chars.len() - 1], c)?;
                if best.as_ref().is_none_or(|best| worth > best.worth) {
                    best = Some(Path { chars: path.chars.iter().copied().chain([c]).collect(), worth });
                }
            }
            longer.extend(best);
        }
        longer.sort_by(|a, b| b.worth.total_cmp(&a.worth));
        longer.truncate(KEPT);
        Ok(longer)
    }

    /// What it tells for two characters that documents have them side by side; much against, if none has.
    fn together(&self, searcher: &Searcher, first: char, second: char) -> Result<f32> {
        let pair: String = [first, second].iter().collect();
        let found = searcher.doc_freq(&Term::from_field_text(self.index.fields.grams, &pair))?;
        Ok(if found == 0 { -8.0 } else { (1.0 + found as f32).ln() })
    }
}
