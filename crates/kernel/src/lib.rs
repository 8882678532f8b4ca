//! Ids, time and clock, and the kinds of problem: words every crate shares.
