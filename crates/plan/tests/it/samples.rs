//! The five sample plans.
