//! What a text says about validity: its own time of effect, and what it does to other documents.

mod model;
mod time;

pub use model::{Change, ChangeKind, Found, Period, Statement, Target};

/// Everything the text says about validity, in the order of the text. Offers for a person to confirm.
pub fn statements(text: &str) -> Vec<Found> {
    let mut out = Vec::new();
    time::find(text, &mut out);
    out.sort_by_key(|found| (found.at.start, found.at.end));
    out
}
