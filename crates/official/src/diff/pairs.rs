//! Which clause of the old version became which of the new.

use std::collections::HashMap;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use super::words::{self, Likeness};
use super::{Kind, Pair};
use crate::block::Block;

/// Within a stretch of at most so many clauses on either side each is compared with each.
const STRETCH: usize = 60;
/// Clauses at least so alike, of 100, are one clause that changed.
const ALIKE: u32 = 40;
/// What the same anchor adds.
const ANCHOR: u32 = 25;
/// Fewer characters at another place are a coincidence, not a move.
const MOVED: usize = 8;

pub(super) fn pairs(old: &[Block], new: &[Block]) -> Vec<Pair> {
    let (old_words, new_words): (Vec<String>, Vec<String>) =
        (old.iter().map(said).collect(), new.iter().map(said).collect());
    let mut input = InternedInput::default();
    input.update_before(old_words.iter().map(String::as_str));
    input.update_after(new_words.iter().map(String::as_str));
    let diff = Diff::compute(Algorithm::Histogram, &input);
    let hunks: Vec<(Range<usize>, Range<usize>)> =
        diff.hunks().map(|hunk| (range(&hunk.before), range(&hunk.after))).collect();
    let mut partner = moved(&hunks, &old_words, &new_words, new.len());
    let mut taken = vec![false; old.len()];
    partner.iter().flatten().for_each(|(at, _)| taken[*at] = true);
    for (before, after) in &hunks {
        changed(old, new, before, after, &mut partner, &mut taken);
    }
    let mut out = Vec::with_capacity(new.len());
    let (mut old_at, mut new_at) = (0, 0);
    let end = (old.len()..old.len(), new.len()..new.len());
    for (before, after) in hunks.into_iter().chain([end]) {
        while new_at < after.start {
            out.push(Pair { change: Kind::Same, old: Some(old_at), new: Some(new_at), runs: Vec::new() });
            (old_at, new_at) = (old_at + 1, new_at + 1);
        }
        let gone = before.clone().filter(|at| !taken[*at]);
        out.extend(gone.map(|at| Pair { change: Kind::Removed, old: Some(at), new: None, runs: Vec::new() }));
        out.extend(after.clone().map(|at| match partner[at] {
            None => Pair { change: Kind::Added, old: None, new: Some(at), runs: Vec::new() },
            Some((from, Kind::Changed)) => {
                let runs = words::runs(&shown(&old[from]), &shown(&new[at]));
                Pair { change: Kind::Changed, old: Some(from), new: Some(at), runs }
            }
            Some((from, change)) => Pair { change, old: Some(from), new: Some(at), runs: Vec::new() },
        }));
        (old_at, new_at) = (before.end, after.end);
    }
    out
}

fn range(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// What a clause says, without its number and spaces.
fn said(block: &Block) -> String {
    let text = match block {
        Block::Item { text, .. } => text.clone(),
        Block::Heading { text, .. } => {
            crate::marker::marker(text).map_or(text.clone(), |found| text[found.len..].to_owned())
        }
        Block::Table { .. } => return shown(block),
        _ => shown(block),
    };
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The clause as text, for people.
fn shown(block: &Block) -> String {
    crate::write(std::slice::from_ref(block)).trim_matches('\n').to_owned()
}

/// For each new clause the old one that it is, and how.
type Partners = Vec<Option<(usize, Kind)>>;

/// The same words in another stretch.
fn moved(hunks: &[(Range<usize>, Range<usize>)], old: &[String], new: &[String], count: usize) -> Partners {
    let mut partner: Partners = vec![None; count];
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for at in hunks.iter().rev().flat_map(|(before, _)| before.clone().rev()) {
        places.entry(&old[at]).or_default().push(at);
    }
    for at in hunks.iter().flat_map(|(_, after)| after.clone()) {
        if new[at].chars().count() >= MOVED {
            partner[at] = places.get_mut(new[at].as_str()).and_then(Vec::pop).map(|from| (from, Kind::Moved));
        }
    }
    partner
}

/// In one stretch: the clauses most alike become pairs; in a long one only those with the same anchor.
fn changed(
    old: &[Block],
    new: &[Block],
    before: &Range<usize>,
    after: &Range<usize>,
    partner: &mut Partners,
    taken: &mut [bool],
) {
    let olds: Vec<usize> = before.clone().filter(|at| !taken[*at]).collect();
    let news: Vec<usize> = after.clone().filter(|at| partner[*at].is_none()).collect();
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    if olds.len() <= STRETCH && news.len() <= STRETCH {
        let likeness: Vec<Likeness> = olds.iter().map(|at| Likeness::of(&said(&old[*at]))).collect();
        for to in &news {
            let own = Likeness::of(&said(&new[*to]));
            for (from, other) in olds.iter().zip(&likeness) {
                let anchor = old[*from].id().is_some() && old[*from].id() == new[*to].id();
                let alike = own.with(other);
                let bonus = if anchor && alike > 0 { ANCHOR } else { 0 };
                if alike + bonus >= ALIKE && same_sort(&old[*from], &new[*to]) {
                    pairs.push((alike + bonus, *from, *to));
                }
            }
        }
    } else {
        let by_id: HashMap<&str, usize> = olds.iter().filter_map(|at| Some((old[*at].id()?, *at))).collect();
        let found = news.iter().filter_map(|to| Some((100, *by_id.get(new[*to].id()?)?, *to)));
        pairs.extend(found.filter(|(_, from, to)| same_sort(&old[*from], &new[*to])));
    }
    pairs.sort_by_key(|(alike, from, to)| (std::cmp::Reverse(*alike), *from, *to));
    for (_, from, to) in pairs {
        if partner[to].is_none() && !taken[from] {
            taken[from] = true;
            partner[to] = Some((from, Kind::Changed));
        }
    }
}

/// A table does not become a paragraph.
fn same_sort(old: &Block, new: &Block) -> bool {
    matches!(old, Block::Table { .. }) == matches!(new, Block::Table { .. })
}
