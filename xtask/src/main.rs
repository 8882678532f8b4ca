//! The project’s chores: setup, test, tidy, bench.
fn main() {}
