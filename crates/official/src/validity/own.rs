//! The document's own title, with its place.

use std::ops::Range;

use crate::lines::{Line, lines};
use crate::roles::{Role, roles};
use crate::words::title_line;

/// The title in one line and where its first line stands.
#[derive(Debug, Clone)]
pub(super) struct Own {
    pub(super) title: String,
    pub(super) at: Range<usize>,
}

/// Lines in which the title is looked for.
const DEPTH: usize = 60;

pub(super) fn title(text: &str) -> Option<Own> {
    let end = text.match_indices('\n').nth(DEPTH).map_or(text.len(), |(at, _)| at);
    let lines = lines(&text[..end]);
    let roles = roles(&lines);
    let first = roles.iter().position(|role| *role == Role::Title)?;
    let more = roles[first + 1..].iter().take_while(|role| **role == Role::More).count();
    let parts: Vec<&str> = lines[first..=first + more].iter().filter_map(Line::text).collect();
    let start = text.find(parts.first()?).unwrap_or(0);
    let length = if text[start..].starts_with(parts[0]) { parts[0].len() } else { 0 };
    Some(Own { title: title_line(&parts.join(" ")), at: start..start + length })
}
