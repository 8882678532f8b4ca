//! `cargo xtask tidy`: the rules of ARCHITECTURE.md that a program can check, each with the reason for it.

mod dependencies;
mod handlers;
mod layers;
mod manifest;
mod papers;
mod portable;
mod purity;
mod rust;
mod shape;
mod sql;
mod tables;
mod templates;
mod tree;
mod words;

use crate::shell::{Outcome, root};
use tree::Tree;

/// A rule: its name, why it is kept, and the search for what breaks it.
struct Rule {
    name: &'static str,
    why: &'static str,
    check: fn(&Tree) -> Vec<Violation>,
}

/// A place where a rule is broken.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Violation {
    file: String,
    line: usize,
    what: String,
}

impl Violation {
    fn new(file: &str, line: usize, what: impl Into<String>) -> Self {
        Self { file: file.into(), line, what: what.into() }
    }
}

const RULES: &[&[Rule]] = &[
    shape::RULES,
    layers::RULES,
    purity::RULES,
    handlers::RULES,
    portable::RULES,
    tables::RULES,
    templates::RULES,
    dependencies::RULES,
    papers::RULES,
    words::RULES,
];

/// Checks every rule on the files that git knows or would add.
///
/// # Errors
/// When a rule is broken; every place has been printed then.
pub fn run() -> Outcome {
    let tree = Tree::read(&root())?;
    let mut broken = 0;
    for rule in RULES.iter().copied().flatten() {
        let mut violations = (rule.check)(&tree);
        if violations.is_empty() {
            continue;
        }
        violations.sort();
        broken += violations.len();
        println!("\n{}: {}", rule.name, rule.why);
        for Violation { file, line, what } in violations {
            println!("  {file}:{line}: {what}");
        }
    }
    let rules = RULES.iter().map(|rules| rules.len()).sum::<usize>();
    println!("\ntidy: {rules} rules, {} files, {broken} places to put right", tree.files.len());
    if broken == 0 { Ok(()) } else { Err(format!("tidy: {broken} places to put right")) }
}

/// For the checks' own tests: what a rule finds in some files, as `file:line what`.
#[cfg(test)]
fn found(check: fn(&Tree) -> Vec<Violation>, files: &[(&str, &str)]) -> Vec<String> {
    let violations = check(&Tree::of(files));
    violations.into_iter().map(|v| format!("{}:{} {}", v.file, v.line, v.what)).collect()
}
