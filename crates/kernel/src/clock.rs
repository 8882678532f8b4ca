//! Where the present comes from: the system, or a test's hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::{Date, Time};

/// The only source of the present. Passed as a value; cheap to clone.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// The machine's clock, so many milliseconds later (earlier when negative): a demonstration plays in the year of its plans.
    Shifted(i64),
    /// A clock that stands still until it is set.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `time`.
    pub fn fixed(time: Time) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(time.0)))
    }

    /// A clock that shows `time` now and goes on from there.
    pub fn starting_at(time: Time) -> Self {
        Self::Shifted(time.0 - machine())
    }

    /// Moves a fixed clock; the others do not move.
    pub fn set(&self, time: Time) {
        if let Self::Fixed(at) = self {
            at.store(time.0, Ordering::SeqCst);
        }
    }

    /// Now.
    pub fn now(&self) -> Time {
        match self {
            Self::System => Time(machine()),
            Self::Shifted(by) => Time(machine().saturating_add(*by)),
            Self::Fixed(at) => Time(at.load(Ordering::SeqCst)),
        }
    }

    /// Today's date in China.
    pub fn today(&self) -> Date {
        self.now().date()
    }
}

fn machine() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
