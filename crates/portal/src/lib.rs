//! The public front pages: all governments, one government, what was published.
