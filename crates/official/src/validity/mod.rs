//! What a text says about validity: its own time of effect, and what it does to other documents.

mod alias;
mod amend;
mod change;
mod list;
mod mention;
mod model;
mod own;
mod period;
mod relate;
mod repeal;
mod sentence;
mod time;

use std::collections::HashSet;

pub use model::{Change, ChangeKind, Found, Period, Statement, Target};
use sentence::Text;

/// Everything the text says about validity, in the order of the text. Offers for a person to confirm: what another
/// document is said to do, what is quoted and what is told of the past is left out as far as it can be seen.
pub fn statements(text: &str) -> Vec<Found> {
    let own = own::title(text);
    let text = Text::of(text);
    let mut out = Vec::new();
    relate::of_title(&text, own.as_ref(), &mut out);
    if !own.as_ref().is_some_and(|own| relate::is_about_another(&own.title)) {
        time::find(&text, &mut out);
        period::find(&text, &mut out);
        repeal::find(&text, own.as_ref(), &mut out);
        list::find(&text, &mut out);
        amend::find(&text, own.as_ref(), &mut out);
    }
    relate::in_text(&text, &mut out);
    alias::resolve(text.whole, &mut out);
    out.sort_by_key(|found| (found.at.start, found.at.end));
    let mut seen = HashSet::new();
    out.retain(|found| seen.insert(key(&found.statement)));
    out
}

/// What makes two findings the same statement.
fn key(statement: &Statement) -> String {
    match statement {
        Statement::Repeals { target } => format!("repeals {}", target.key()),
        Statement::Replaces { target } => format!("replaces {}", target.key()),
        Statement::Implements { target } => format!("implements {}", target.key()),
        Statement::Interprets { target } => format!("interprets {}", target.key()),
        other => format!("{other:?}"),
    }
}
