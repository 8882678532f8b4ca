//! What was found, and how overlapping hits are settled.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Kind;
use crate::context::Page;

/// One thing in a text that needs a look before the text is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// Where it stands in the given text, in bytes.
    pub at: Range<usize>,
    /// The words found, as they stand in the given text.
    pub text: String,
    /// Why it was found, a plain Chinese sentence.
    pub why: String,
    /// What to write instead, where the word list has it.
    pub suggestion: Option<String>,
    /// Whether publication stops until it is masked or overridden; otherwise a hint.
    pub blocks: bool,
    /// Tells this finding again in a later version of the text: a hash of kind, text and the words around it, so that an override holds for
    /// this one and not for another that comes later. 32 hexadecimal digits.
    pub key: String,
}

/// A finding before it is settled, at its place in the normal text.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    pub(crate) kind: Kind,
    pub(crate) at: Range<usize>,
    pub(crate) why: String,
    pub(crate) suggestion: Option<String>,
    pub(crate) blocks: bool,
}

impl Hit {
    pub(crate) fn stop(kind: Kind, at: Range<usize>, why: &str) -> Self {
        Self { kind, at, why: why.into(), suggestion: None, blocks: true }
    }

    pub(crate) fn hint(kind: Kind, at: Range<usize>, why: &str) -> Self {
        Self { blocks: false, ..Self::stop(kind, at, why) }
    }

    /// Orders hits: what stops comes before hints, then the kind, then the longer one.
    fn weight(&self) -> impl Ord + use<> {
        (self.blocks, std::cmp::Reverse(self.kind), self.at.len())
    }
}

/// How many Chinese characters in front tell one place from another.
const AHEAD: usize = 12;

/// Findings in the order of the text; of hits that overlap, the more serious stays.
pub(crate) fn settle(page: &Page<'_>, mut hits: Vec<Hit>) -> Vec<Finding> {
    // What is masked already is nobody's data any more.
    hits.retain(|hit| !hit.at.is_empty() && !page.text()[hit.at.clone()].contains('*'));
    let kept = parted(page.text(), hits);
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut end = 0;
    let mut findings: Vec<Finding> = Vec::with_capacity(kept.len());
    for hit in kept {
        let mark = mark(hit.kind, &page.text()[hit.at.clone()], &page.text()[end..hit.at.start]);
        let count = seen.entry(mark.clone()).or_default();
        let key = digest(&format!("{mark}\n{count}"));
        *count += 1;
        end = hit.at.end;
        let at = page.normal.given(&hit.at);
        let text = page.normal.original()[at.clone()].to_owned();
        let Hit { kind, why, suggestion, blocks, .. } = hit;
        findings.push(Finding { kind, at, text, why, suggestion, blocks, key });
    }
    findings
}

/// Hits without overlaps, in order. The more serious take their place first; of one that stops, what they leave free still counts, so that
/// masking both leaves nothing of either.
fn parted(text: &str, mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by(|one, other| other.weight().cmp(&one.weight()).then(one.at.start.cmp(&other.at.start)));
    let mut taken: BTreeMap<usize, Hit> = BTreeMap::new();
    for hit in hits {
        let Range { mut start, end } = hit.at;
        if let Some((_, before)) = taken.range(..=start).next_back() {
            start = start.max(before.at.end);
        }
        let inside: Vec<Range<usize>> = taken.range(start..end.max(start)).map(|(_, other)| other.at.clone()).collect();
        let mut free = Vec::new();
        for other in inside {
            free.push(start..other.start);
            start = other.end;
        }
        free.push(start..end);
        let whole = free == [hit.at.clone()];
        let says = |at: &Range<usize>| at.start < at.end && text[at.clone()].contains(char::is_alphanumeric);
        for at in free.into_iter().filter(|at| whole || (hit.blocks && says(at))) {
            // A suggestion is for the whole word.
            let suggestion = hit.suggestion.clone().filter(|_| whole);
            taken.insert(at.start, Hit { at, suggestion, ..hit.clone() });
        }
    }
    taken.into_values().collect()
}

/// What stays the same when other parts of the text are edited or masked: of the words in front only the Chinese characters count that stand in
/// the same line and behind the finding before, masked or not.
fn mark(kind: Kind, text: &str, before: &str) -> String {
    let han = |c: &char| matches!(c, '\u{3400}'..='\u{9fff}');
    let near = |c: &char| !matches!(c, '\n' | '*');
    let mut ahead: Vec<char> = before.chars().rev().take(80).take_while(near).filter(han).take(AHEAD).collect();
    ahead.reverse();
    let plain: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    format!("{}\n{plain}\n{}", kind.name(), ahead.into_iter().collect::<String>())
}

fn digest(mark: &str) -> String {
    let mut digest = hex::encode(Sha256::digest(mark.as_bytes()));
    digest.truncate(32);
    digest
}
