//! What each kind of finding looks like.

mod address;
mod bank;
mod birthday;
mod contact;
mod mobile;
mod permit;
mod plate;
mod resident;
mod table;

use crate::context::Page;
use crate::digits;
use crate::finding::Hit;

/// Everything found, in no order, overlaps included.
pub(crate) fn all(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for number in &digits::numbers(page) {
        hits.extend(resident::hit(page, number));
        hits.extend(mobile::hit(page, number));
        hits.extend(bank::hit(page, number));
    }
    for find in [address::hits, contact::hits, plate::hits, permit::hits, birthday::hits, table::hits] {
        hits.extend(find(page));
    }
    hits
}

/// A pattern of this module: a constant, so that it compiles always or never. Every repetition in it has an upper bound, which keeps the
/// search linear.
fn compiled(pattern: &str) -> regex::Regex {
    match regex::Regex::new(pattern) {
        Ok(regex) => regex,
        Err(error) => unreachable!("{error}"),
    }
}
