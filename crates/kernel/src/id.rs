//! Ids: UUIDv7 as text, so that they sort by the time of making on every database.

use uuid::{NoContext, Timestamp, Uuid};

use crate::Time;

/// A new id made at `now`: 36 characters, sorting by time.
pub fn new_id(now: Time) -> String {
    let millis = u64::try_from(now.0).unwrap_or(0);
    let nanos = u32::try_from(millis % 1000).unwrap_or(0) * 1_000_000;
    Uuid::new_v7(Timestamp::from_unix(NoContext, millis / 1000, nanos)).to_string()
}

/// Whether `text` has the form of an id; anything else in an address is simply not found.
pub fn is_id(text: &str) -> bool {
    text.len() == 36 && Uuid::try_parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_ids_sort_after_earlier_ones() {
        let (a, b) = (new_id(Time(1_600_000_000_123)), new_id(Time(1_600_000_000_124)));
        assert!(a < b, "{a} {b}");
        assert!(is_id(&a) && !is_id("../../etc/passwd"));
    }
}
