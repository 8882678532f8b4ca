//! Limits without an end: 长期坚持, 持续推进, 疫情防控期间. Only a column or clause says so; prose merely speaks like that.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, Place, clause_end, clause_start};
use crate::model::DueKind;

static ONGOING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("长期|持续|常态|全年|经常性|贯穿|始终|日常|期间|不间断|随时|长效").expect("the pattern is valid")
});

pub(super) fn find(text: &str, _year: i32, place: Place) -> Vec<Found> {
    if place == Place::Prose {
        return Vec::new();
    }
    let mut out: Vec<Found> = Vec::new();
    for found in ONGOING.find_iter(text) {
        let range = clause_start(text, found.start())..clause_end(text, found.end());
        if out.last().is_none_or(|last| last.range != range) {
            out.push(Found { range, kind: DueKind::Ongoing });
        }
    }
    out
}
