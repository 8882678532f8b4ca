//! The piece of a text that shows what was looked for.

use std::ops::Range;

use crate::analysis::Normal;
use crate::question::Question;

/// So many characters a piece has, about.
const LONG: usize = 110;
/// What stands before the first place that was found, in characters, about.
const BEFORE: usize = 24;
/// A text is read in pieces of so many bytes, until one has it.
const BYTES: usize = 32 * 1024;
/// No more of a text is read than so many pieces.
const PIECES: usize = 6;

/// A piece of a text: runs of it, each marked or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The runs in order.
    pub runs: Vec<Run>,
}

/// A run of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Whether it was looked for.
    pub hit: bool,
}

impl Excerpt {
    /// Its text without marks.
    pub fn plain(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// What is looked for in texts, in one form, the most telling first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needles {
    wholes: Vec<String>,
    words: Vec<String>,
    pairs: Vec<String>,
}

impl Needles {
    pub fn of(question: &Question) -> Self {
        let wholes = question.parts.clone();
        let mut words: Vec<String> = Vec::new();
        for (word, same) in &question.words {
            let told = std::iter::once(word).chain(same).filter(|word| !wholes.contains(word));
            words.extend(told.filter(|word| question.grams.is_empty() || word.chars().count() > 1).cloned());
        }
        words.extend(question.also_words().into_iter().take(6));
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        words.dedup();
        Self { wholes, words, pairs: question.grams.clone() }
    }

    /// All of a text, marked.
    pub fn mark(&self, text: &str) -> Excerpt {
        let normal = Normal::of(text);
        let wholes = places(&normal.text, &self.wholes);
        let found = if wholes.is_empty() { places(&normal.text, &self.words) } else { wholes };
        runs(text, 0..text.len(), found.into_iter().map(|place| normal.origin(place)))
    }

    /// The piece of a text that shows most of it; the beginning of a text that has nothing of it.
    pub fn excerpt(&self, text: &str) -> Excerpt {
        let mut second: Option<Excerpt> = None;
        let mut rest = text;
        for _ in 0..PIECES {
            if rest.is_empty() {
                break;
            }
            let cut = match rest.floor_char_boundary(BYTES) {
                cut if cut == rest.len() => cut,
                cut => rest[..cut].rfind('\n').map_or(cut, |line| line + 1),
            };
            let (piece, after) = rest.split_at(cut);
            rest = after;
            let normal = Normal::of(piece);
            let wholes = places(&normal.text, &self.wholes);
            if !wholes.is_empty() {
                return window(piece, &normal, &wholes);
            }
            if second.is_none() {
                let words = places(&normal.text, &self.words);
                let found = if words.is_empty() { places(&normal.text, &self.pairs) } else { words };
                second = (!found.is_empty()).then(|| window(piece, &normal, &found));
            }
            // Words are found soon or not at all; the whole phrase is worth reading on for.
            if second.is_some() && !self.wholes.iter().any(|whole| whole.chars().count() > 1) {
                break;
            }
        }
        second.unwrap_or_else(|| runs(text, 0..ahead(text, 0, LONG), std::iter::empty()))
    }
}

/// Where a text has some of these, in order, without overlaps.
fn places(text: &str, needles: &[String]) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = Vec::new();
    for needle in needles {
        for (at, _) in text.match_indices(needle.as_str()) {
            let place = at..at + needle.len();
            let after = places.partition_point(|other| other.end <= place.start);
            if places.get(after).is_none_or(|other| other.start >= place.end) {
                places.insert(after, place);
            }
        }
    }
    places
}

/// The window that has most different needles, with its marks.
fn window(text: &str, normal: &Normal, places: &[Range<usize>]) -> Excerpt {
    let reach = LONG * 3 - BEFORE * 3;
    let different = |from: usize| {
        let begin = places[from].start;
        let mut seen: Vec<&str> = Vec::new();
        for place in places[from..].iter().take_while(|place| place.end <= begin + reach).take(40) {
            let word = &normal.text[place.clone()];
            if !seen.contains(&word) {
                seen.push(word);
            }
        }
        seen.iter().map(|word| word.len()).sum::<usize>()
    };
    let best = (0..places.len().min(400)).max_by_key(|from| (different(*from), std::cmp::Reverse(*from))).unwrap_or(0);
    let hit = normal.origin(places[best].clone());
    let begin = behind(text, hit.start, BEFORE);
    let end = ahead(text, begin, LONG).max(hit.end);
    let marks = places.iter().map(|place| normal.origin(place.clone()));
    runs(text, begin..end, marks.filter(|mark| mark.start >= begin && mark.end <= end))
}

/// The place at most `chars` characters before `at`: the beginning of the sentence, if it begins there.
fn behind(text: &str, at: usize, chars: usize) -> usize {
    let mut begin = at;
    for (place, c) in text[..at].char_indices().rev().take(chars) {
        if "\n。；！？".contains(c) {
            return begin;
        }
        begin = place;
    }
    begin
}

fn ahead(text: &str, from: usize, chars: usize) -> usize {
    text[from..].char_indices().nth(chars).map_or(text.len(), |(place, _)| from + place)
}

/// The runs of `range`; lines become spaces, and what is cut off says so.
fn runs(text: &str, range: Range<usize>, marks: impl Iterator<Item = Range<usize>>) -> Excerpt {
    let mut runs: Vec<Run> = Vec::new();
    let mut add = |text: &str, hit: bool| {
        let mut line = String::new();
        for c in text.chars() {
            if !c.is_whitespace() {
                line.push(c);
            } else if !line.ends_with(' ') {
                line.push(' ');
            }
        }
        if !line.is_empty() {
            runs.push(Run { text: line, hit });
        }
    };
    if range.start > 0 {
        add("…", false);
    }
    let mut at = range.start;
    for mark in marks {
        if mark.start >= at {
            add(&text[at..mark.start], false);
            add(&text[mark.clone()], true);
            at = mark.end;
        }
    }
    add(&text[at..range.end], false);
    if range.end < text.len() {
        add("…", false);
    }
    Excerpt { runs }
}
