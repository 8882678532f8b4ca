//! How often a token may ask: a bucket of requests for each that refills with time, kept by every node for itself.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use kernel::Time;

/// Requests a token may make at once, and in a minute.
pub const A_MINUTE: i64 = 120;

/// Milliseconds that one request takes to come back.
const EACH: i64 = 60_000 / A_MINUTE;
/// Buckets kept; full ones, which say nothing, go when there are more.
const KEPT: usize = 10_000;

/// The buckets, by token id: when each will be full again.
#[derive(Debug, Default)]
pub struct Rates(Mutex<HashMap<String, Time>>);

impl Rates {
    /// Takes one request out of a bucket.
    ///
    /// # Errors
    /// The seconds after which to ask again, when it is empty.
    pub fn take(&self, id: &str, now: Time) -> Result<(), i64> {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= KEPT {
            buckets.retain(|_, full| *full > now);
        }
        let full = buckets.get(id).copied().unwrap_or(now).max(now);
        let next = Time(full.0 + EACH);
        let over = next.0 - now.0 - A_MINUTE * EACH;
        if over > 0 {
            return Err(1.max((over + 999) / 1000));
        }
        buckets.insert(id.to_owned(), next);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_refills_and_each_token_has_its_own() {
        let (rates, now) = (Rates::default(), Time(1_660_525_200_000));
        (0..A_MINUTE).for_each(|_| rates.take("a", now).unwrap());
        assert_eq!(rates.take("a", now), Err(1));
        assert_eq!(rates.take("b", now), Ok(()));
        let later = Time(now.0 + 2 * EACH);
        assert_eq!([rates.take("a", later), rates.take("a", later), rates.take("a", later)], [Ok(()), Ok(()), Err(1)]);
    }
}
