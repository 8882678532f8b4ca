//! Two texts word by word, and how alike they are.

use imara_diff::{Algorithm, Diff, InternedInput};

use super::{Run, Side};

/// How many neighbouring characters of a text are looked at.
const SAMPLE: usize = 600;
/// A stretch in both of at most so many characters between two changes is shown as changed, too.
const ISLAND: usize = 1;

/// The pairs of neighbouring characters of a text, sorted.
pub(super) struct Likeness(Vec<(char, char)>);

impl Likeness {
    pub(super) fn of(text: &str) -> Self {
        let mut pairs: Vec<(char, char)> = text.chars().zip(text.chars().skip(1)).take(SAMPLE).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// How alike, of 100: pairs in both, of all.
    pub(super) fn with(&self, other: &Self) -> u32 {
        let (mut one, mut two) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut both = 0;
        while let (Some(a), Some(b)) = (one.peek(), two.peek()) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => drop(one.next()),
                std::cmp::Ordering::Greater => drop(two.next()),
                std::cmp::Ordering::Equal => {
                    both += 2;
                    one.next();
                    two.next();
                }
            }
        }
        let all = self.0.len() + other.0.len();
        u32::try_from(100 * both / all.max(1)).unwrap_or(100)
    }
}

/// The runs of two texts in reading order, what went before what came.
pub(super) fn runs(old: &str, new: &str) -> Vec<Run> {
    let (before, after) = (tokens(old), tokens(new));
    let mut input = InternedInput::default();
    input.update_before(before.iter().copied());
    input.update_after(after.iter().copied());
    let diff = Diff::compute(Algorithm::Myers, &input);
    let mut out: Vec<Run> = Vec::new();
    let mut at = 0;
    for hunk in diff.hunks() {
        push(&mut out, Side::Both, &before[at..hunk.before.start as usize]);
        push(&mut out, Side::Old, &before[hunk.before.start as usize..hunk.before.end as usize]);
        push(&mut out, Side::New, &after[hunk.after.start as usize..hunk.after.end as usize]);
        at = hunk.before.end as usize;
    }
    push(&mut out, Side::Both, &before[at..]);
    without_islands(out)
}

/// A Chinese character, a number or a Latin word, a mark.
fn tokens(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut last: Option<char> = None;
    for (at, c) in text.char_indices() {
        let joins = last.is_some_and(|last| last.is_ascii_alphanumeric() && c.is_ascii_alphanumeric());
        if !joins && at > start {
            out.push(&text[start..at]);
            start = at;
        }
        last = Some(c);
    }
    if start < text.len() {
        out.push(&text[start..]);
    }
    out
}

fn push(out: &mut Vec<Run>, side: Side, tokens: &[&str]) {
    if !tokens.is_empty() {
        out.push(Run { side, text: tokens.concat() });
    }
}

/// One character that happens to stay between two changes makes them hard to read: it joins them.
fn without_islands(runs: Vec<Run>) -> Vec<Run> {
    let count = runs.len();
    let mut out: Vec<Run> = Vec::new();
    let (mut gone, mut come) = (String::new(), String::new());
    for (at, run) in runs.into_iter().enumerate() {
        let island = run.side == Side::Both && run.text.chars().count() <= ISLAND && at > 0 && at + 1 < count;
        match run.side {
            Side::Old => gone.push_str(&run.text),
            Side::New => come.push_str(&run.text),
            Side::Both if island => {
                gone.push_str(&run.text);
                come.push_str(&run.text);
            }
            Side::Both => {
                flush(&mut out, &mut gone, &mut come);
                out.push(run);
            }
        }
    }
    flush(&mut out, &mut gone, &mut come);
    out
}

fn flush(out: &mut Vec<Run>, gone: &mut String, come: &mut String) {
    for (side, text) in [(Side::Old, std::mem::take(gone)), (Side::New, std::mem::take(come))] {
        if !text.is_empty() {
            out.push(Run { side, text });
        }
    }
}
