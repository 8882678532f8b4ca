//! Rules on the papers that go with the code.

use super::tree::Tree;
use super::{Rule, Violation};

pub const RULES: &[Rule] = &[
    Rule {
        name: "the project's papers are there",
        why: "a stranger finds what this is, how it is built, how to take part and what changed",
        check: papers,
    },
    Rule {
        name: "slices say their rules",
        why: "a slice's README names the rules it keeps and the article of law behind each",
        check: readmes,
    },
];

const PAPERS: &[&str] =
    &["README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/dependencies.md"];

fn papers(tree: &Tree) -> Vec<Violation> {
    let missing = PAPERS.iter().filter(|path| tree.file(path).is_none_or(|file| file.text.trim().is_empty()));
    missing.map(|path| Violation::new(path, 1, "is missing")).collect()
}

/// A slice is a crate with a domain of its own.
fn readmes(tree: &Tree) -> Vec<Violation> {
    let slices = tree.files.iter().filter_map(|file| file.path.strip_suffix("/src/domain.rs"));
    let silent = slices.map(|folder| format!("{folder}/README.md")).filter(|path| tree.file(path).is_none());
    silent.map(|path| Violation::new(&path, 1, "is missing")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn an_empty_paper_is_a_missing_one() {
        let mut files: Vec<(&str, &str)> = PAPERS.iter().map(|path| (*path, "# Words\n")).collect();
        assert!(found(papers, &files).is_empty());
        files[4].1 = "\n";
        assert_eq!(found(papers, &files), ["CHANGELOG.md:1 is missing"]);
    }

    #[test]
    fn a_crate_with_a_domain_needs_a_readme() {
        let files = [
            ("crates/a/src/domain.rs", ""),
            ("crates/a/README.md", "#"),
            ("crates/b/src/domain.rs", ""),
            ("crates/c/src/lib.rs", ""),
        ];
        assert_eq!(found(readmes, &files), ["crates/b/README.md:1 is missing"]);
    }
}
