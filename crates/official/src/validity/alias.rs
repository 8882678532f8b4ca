//! Short names: 《…》（以下简称《办法》）.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::mention;
use super::model::{Found, Statement, Target};

static ALIAS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("》[^《》。\n]{0,60}?[（(][^（）()《》\n]{0,60}?(?:以下)?(?:简)?称(?:为)?[：:]?[“《](?P<name>[^”》\n]{1,30})[”》]").expect("the pattern is valid")
});

/// How far before a short name its full name begins at most, in bytes.
const NEAR: usize = 1200;
/// A title of so few characters is a short name.
const SHORT: usize = 4;

/// Puts full names in the place of short ones; a short name that nothing explains names no document.
pub(super) fn resolve(whole: &str, out: &mut Vec<Found>) {
    let mut names: HashMap<String, Target> = HashMap::new();
    for found in ALIAS.captures_iter(whole) {
        let (Some(at), Some(name)) = (found.get(0), found.name("name")) else { continue };
        let end = at.start() + '》'.len_utf8();
        let near = at.start().saturating_sub(NEAR);
        let start = (near..end).find(|at| whole.is_char_boundary(*at)).unwrap_or(end);
        let bracket = name.start();
        if let Some(mention) = mention::find(whole, &(start..bracket))
            .into_iter()
            .rfind(|mention| mention.at.start < end && mention.target.title.is_some())
        {
            names.entry(name.as_str().trim_matches(['《', '》']).to_owned()).or_insert(mention.target);
        }
    }
    for found in out.iter_mut() {
        let Some(target) = target(&mut found.statement) else { continue };
        if target.number.is_none()
            && let Some(full) = target.title.as_ref().and_then(|title| names.get(title))
        {
            *target = full.clone();
        }
    }
    out.retain_mut(|found| match target(&mut found.statement) {
        Some(Target { title: Some(title), number: None }) => title.chars().count() > SHORT,
        _ => true,
    });
}

fn target(statement: &mut Statement) -> Option<&mut Target> {
    match statement {
        Statement::Repeals { target }
        | Statement::Amends { target, .. }
        | Statement::Replaces { target }
        | Statement::Implements { target }
        | Statement::Interprets { target } => Some(target),
        _ => None,
    }
}
