//! How often public pages are read on this node: kept in memory until somebody takes the numbers over.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// A publication's page was read.
    View,
    /// A file of it was fetched.
    Download,
    /// Something was looked for, and found.
    Search,
    /// Something was looked for that is not there.
    Nothing,
    /// A publication was opened from what was found: its id, a space, and the words.
    Chosen,
}

impl Counted {
    /// Its name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Download => "download",
            Self::Search => "search",
            Self::Nothing => "nothing",
            Self::Chosen => "chosen",
        }
    }
}

/// Of which government, what, and of what: the id of a publication, or the words that were looked for.
pub type Key = (String, Counted, String);

/// So many different words are counted at once for each government and kind; what more come are one number together,
/// under no words. Publications are as many as there are.
const MOST_WORDS: usize = 500;
/// Words longer than this are nobody's question.
const WORDS: usize = 40;

/// The numbers since they were taken over last.
#[derive(Debug, Default)]
pub struct Counts(Mutex<HashMap<Key, i64>>);

impl Counts {
    pub(crate) fn add(&self, government: &str, what: Counted, subject: &str) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut key = (government.to_owned(), what, kept(what, subject));
        let words = matches!(what, Counted::Search | Counted::Nothing | Counted::Chosen);
        if words && !counts.contains_key(&key) {
            let there = counts.keys().filter(|one| one.0 == key.0 && one.1 == what).count();
            if there >= MOST_WORDS {
                key.2.clear();
            }
        }
        if what == Counted::Chosen && key.2.is_empty() {
            return;
        }
        *counts.entry(key).or_default() += 1;
    }

    /// Takes the numbers over, in an order that is the same everywhere: who writes them never waits for another who
    /// waits for them.
    pub fn take(&self) -> Vec<(Key, i64)> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken: Vec<_> = std::mem::take(&mut *counts).into_iter().collect();
        taken.sort_by(|((a, x, one), _), ((b, y, other), _)| (a, x.code(), one).cmp(&(b, y.code(), other)));
        taken
    }

    /// Forgets what was counted of one kind.
    pub fn forget(&self, what: Counted) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|key, _| key.1 != what);
    }

    /// Gives back what could not be kept.
    pub fn give_back(&self, numbers: Vec<(Key, i64)>) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, count) in numbers {
            *counts.entry(key).or_default() += count;
        }
    }
}

/// What is kept of a subject. Words in which somebody may have told of themselves are counted without them: long ones,
/// addresses, numbers as people and telephones have.
fn kept(what: Counted, subject: &str) -> String {
    match what {
        Counted::View | Counted::Download => return subject.to_owned(),
        Counted::Chosen => {
            let (id, words) = subject.split_once(' ').unwrap_or_default();
            let words = kept(Counted::Search, words);
            return if words.is_empty() { words } else { format!("{id} {words}") };
        }
        Counted::Search | Counted::Nothing => {}
    }
    let words = subject.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let digits = words.split(|c: char| !c.is_numeric()).map(|run| run.chars().count()).max().unwrap_or_default();
    let telling = words.chars().count() > WORDS || words.contains(['@', '\0']) || digits > 6;
    if telling { String::new() } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_over_once_and_can_be_given_back() {
        let counts = Counts::default();
        counts.add("g", Counted::View, "a");
        counts.add("g", Counted::View, "a");
        let taken = counts.take();
        assert_eq!(taken, [(("g".into(), Counted::View, "a".into()), 2)]);
        assert!(counts.take().is_empty());
        counts.give_back(taken.clone());
        assert_eq!(counts.take(), taken);
    }

    #[test]
    fn words_that_tell_of_somebody_are_not_kept() {
        assert_eq!(kept(Counted::Search, "  公积金  怎么取 "), "公积金 怎么取");
        assert_eq!(kept(Counted::Search, "青政发〔2024〕3号"), "青政发〔2024〕3号");
        assert_eq!(kept(Counted::Chosen, "id 公积金 怎么取"), "id 公积金 怎么取");
        assert_eq!(kept(Counted::Chosen, "id 13800138000"), "");
        for telling in ["13800138000", "zhang@example.com", "370102199001011234", " ", &"很长".repeat(30)] {
            assert_eq!(kept(Counted::Nothing, telling), "", "{telling}");
        }
    }

    #[test]
    fn a_flood_of_words_is_one_number_and_hides_nothing_else() {
        let counts = Counts::default();
        (0..2 * MOST_WORDS).for_each(|n| counts.add("g", Counted::Nothing, &format!("词{n}")));
        counts.add("g", Counted::View, "a");
        let taken = counts.take();
        assert_eq!(taken.len(), MOST_WORDS + 2);
        assert_eq!(taken.iter().map(|(_, count)| count).sum::<i64>(), 2 * MOST_WORDS as i64 + 1);
        assert!(taken.contains(&(("g".into(), Counted::View, "a".into()), 1)));
    }
}
