//! What leads from part to part: lines that lead to what was left out go too.

use std::collections::HashSet;

use text::Limits;

use super::rewrite::{self, Verdict};
use crate::metadata::{FileKind, StripError};

/// The part whose relations an entry holds: `word/document.xml` for `word/_rels/document.xml.rels`.
pub(super) fn owner(name: &str) -> Option<String> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let folder = folder.strip_suffix("_rels")?;
    Some(format!("{folder}{}", file.strip_suffix(".rels")?))
}

/// Relations without those to parts left out, and to the template on somebody's disk.
pub(super) fn filter(
    part: Vec<u8>,
    name: &str,
    dropped: &HashSet<&str>,
    kind: FileKind,
    limits: &Limits,
) -> Result<Vec<u8>, StripError> {
    let base = owner(name).unwrap_or_default();
    let base = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    rewrite::filter(part, kind, limits, |element| {
        let value = |name| rewrite::attribute(element, name).unwrap_or_default();
        let leads = resolved(base, &value("Target"));
        let gone = value("TargetMode") != "External" && dropped.contains(leads.as_str());
        if gone || value("Type").ends_with("/attachedTemplate") { Verdict::Drop } else { Verdict::Keep }
    })
}

/// The list of types without parts left out.
pub(super) fn types(
    part: Vec<u8>,
    dropped: &HashSet<&str>,
    kind: FileKind,
    limits: &Limits,
) -> Result<Vec<u8>, StripError> {
    rewrite::filter(part, kind, limits, |element| {
        let gone =
            rewrite::attribute(element, "PartName").is_some_and(|name| dropped.contains(name.trim_start_matches('/')));
        if gone { Verdict::Drop } else { Verdict::Keep }
    })
}

/// A target as the name of an entry.
fn resolved(base: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = base.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_the_part_they_belong_to() {
        assert_eq!(owner("word/_rels/document.xml.rels").as_deref(), Some("word/document.xml"));
        assert_eq!(owner("_rels/.rels").as_deref(), Some(""));
        assert_eq!(resolved("ppt/slides", "../notesSlides/a.xml"), "ppt/notesSlides/a.xml");
        assert_eq!(resolved("", "docProps/core.xml"), resolved("word", "/docProps/core.xml"));
    }
}
