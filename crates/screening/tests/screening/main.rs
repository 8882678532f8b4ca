//! Texts screened and masked, files stripped: made-up values only.
#![expect(clippy::unwrap_used, reason = "a test stops where its own data is wrong")]

mod files;
mod made_up;
mod precision;
mod properties;
mod recall;
