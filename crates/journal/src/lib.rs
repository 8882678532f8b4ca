//! The append-only, hash-chained record of every official act, and the followers that read it.
