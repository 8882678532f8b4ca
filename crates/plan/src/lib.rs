//! A work plan's text becomes tasks with leads, units and time limits.
