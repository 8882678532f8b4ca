//! Behaviour of the plan reader, seen from outside.

mod layouts;
mod nasty;
mod properties;
mod samples;
mod say;
