//! A rule on words that do not belong in a finished project.

use super::tree::Tree;
use super::{Rule, Violation};

pub const RULES: &[Rule] = &[Rule {
    name: "the project speaks of itself alone",
    why: "marks of unfinished work and paths of one person's machine mean nothing to the next reader",
    check: words,
}];

/// What is not written anywhere, and what it is a sign of.
const UNWANTED: &[(&str, &str)] = &[
    ("TODO", "unfinished work is an issue, not a comment"),
    ("FIXME", "unfinished work is an issue, not a comment"),
    ("XXX", "unfinished work is an issue, not a comment"),
    ("/home/", "a path of one machine"),
    ("/work/", "a path of one machine"),
    ("../shared", "a path of one machine"),
];

fn words(tree: &Tree) -> Vec<Violation> {
    // This file has to name them.
    let files = tree.files.iter().filter(|file| file.path != "xtask/src/tidy/words.rs");
    let places = files.flat_map(|file| {
        file.lines().flat_map(move |(line, text)| {
            let unwanted = UNWANTED.iter().filter(move |(word, _)| text.contains(word));
            unwanted.map(move |(word, why)| Violation::new(&file.path, line, format!("{word}: {why}")))
        })
    });
    places.collect()
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn unfinished_work_and_private_paths_are_found() {
        let files = [("a.rs", "// fine\n// TODO later\n"), ("docs/a.md", "see /home/me/x\n")];
        assert_eq!(
            found(words, &files),
            ["a.rs:2 TODO: unfinished work is an issue, not a comment", "docs/a.md:1 /home/: a path of one machine"]
        );
    }
}
