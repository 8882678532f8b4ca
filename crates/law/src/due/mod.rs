//! When something is due: the kinds of time limit a work plan gives, and what they mean on a given day.

mod limit;
mod next;
mod occurrence;
mod period;
mod wording;

pub use limit::{Done, Event, Every, Extended, Facts, Term, TimeLimit};
pub use next::{Due, State, last, next, soonest};
pub use occurrence::{Occurrence, occurrences};
pub use period::Period;
