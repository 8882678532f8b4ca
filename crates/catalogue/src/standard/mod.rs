//! The standard sets that ship with the program: statutory columns by government level and unit kind, and themes.

mod apply;
mod set;

pub use apply::{Addition, add_columns, add_themes, missing_columns, missing_themes};
pub use set::{Entry, ThemeEntry, columns, themes};
