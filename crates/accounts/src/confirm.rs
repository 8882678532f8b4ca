//! The page that says what an act will do, and asks once.

use askama::Template;
use web::Page;

/// A question before an official act.
#[derive(Template)]
#[template(path = "accounts/confirm.html")]
pub(crate) struct Confirm {
    pub page: Page,
    /// Where the form goes; the same address as the question's.
    pub action: String,
    /// What will happen, one sentence each.
    pub effects: Vec<String>,
    /// What the button says.
    pub button: &'static str,
    /// Where to go instead.
    pub back: String,
    /// The version of what is acted on, as it was when the question was asked.
    pub version: i64,
}
