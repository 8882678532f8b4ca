//! What somebody typed, read.

use crate::analysis::{grams, normal, numbers, words};
use crate::learn::Model;
use crate::synonyms::Synonyms;

/// So many characters of what was typed are looked for.
const MOST: usize = 100;
/// A part longer than this is no phrase that somebody remembers.
const PHRASE: usize = 40;

/// What somebody typed, in the forms in which it is looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Question {
    /// The parts between spaces, in one form.
    pub parts: Vec<String>,
    /// Its different pairs of characters, without phrases of asking.
    pub grams: Vec<String>,
    /// Its different characters, as the pairs.
    pub chars: Vec<String>,
    /// Its different words that say something, each with those that mean the same.
    pub words: Vec<(String, Vec<String>)>,
    /// Its pieces, if it may be a document number.
    pub number: Option<Vec<String>>,
    /// Pairs of characters of documents that answered such questions, with what they count of one.
    pub also: Vec<(String, f32)>,
    /// Documents that answered such questions, with what that counts.
    pub answers: Vec<(String, f32)>,
}

impl Question {
    pub fn read(typed: &str, synonyms: &Synonyms, model: &Model) -> Self {
        let typed: String = typed.chars().take(MOST).collect();
        let parts: Vec<String> = typed
            .split_whitespace()
            .map(|part| normal(part).trim_matches(|c: char| "?!。.,".contains(c)).to_owned())
            .filter(|part| !part.is_empty())
            .collect();
        let pieces: Vec<String> = parts.iter().flat_map(|part| words::without_asking(part)).collect();
        let told = words::telling(&pieces, |piece| synonyms.within(piece));
        let grams = grams::telling(pieces.iter().map(String::as_str), 2);
        let chars = grams::telling(pieces.iter().map(String::as_str), 1);
        Self {
            words: told.into_iter().map(|word| (synonyms.of(&word), word)).map(|(same, word)| (word, same)).collect(),
            number: numbers::asked(&normal(&typed)),
            also: model.also(&grams),
            answers: model.answers(&grams, &chars),
            grams,
            chars,
            parts,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The parts that are looked for as they stand.
    pub fn phrases(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(String::as_str).filter(|part| part.chars().count() <= PHRASE)
    }

    /// What people can read of what is looked for besides.
    pub fn also_words(&self) -> Vec<String> {
        self.also.iter().map(|(gram, _)| gram).filter(|gram| words::is_word(gram)).cloned().collect()
    }
}
