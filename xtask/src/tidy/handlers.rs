//! A rule on web handlers.

use super::tree::{File, Tree, numbered};
use super::{Rule, Violation};

pub const RULES: &[Rule] = &[Rule {
    name: "short handlers' signatures",
    why: "a handler with more than four extractors decides too much in one place",
    check: extractors,
}];

const MOST: usize = 4;

fn extractors(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (file, rust) in tree.rust().filter(|(file, _)| holds_handlers(file)) {
        for (line, parameters) in async_functions(&rust.code) {
            let count = count(parameters);
            if parameters.contains("State<") && count > MOST {
                violations.push(Violation::new(&file.path, line, format!("{count} extractors, at most {MOST}")));
            }
        }
    }
    violations
}

fn holds_handlers(file: &File) -> bool {
    file.path.starts_with("crates/") && file.path.contains("/src/")
}

/// Each `async fn` with its line and what stands between its brackets.
fn async_functions(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    numbered(code).filter_map(move |(number, line)| {
        let begin = start;
        start += line.len() + 1;
        let function = &code[begin + line.find("async fn ")?..];
        Some((number, inside(&function[function.find('(')?..])))
    })
}

/// The text between a bracket at the start and the one that closes it.
fn inside(text: &str) -> &str {
    let mut depth = 0_usize;
    let close = text.find(|c| {
        depth += usize::from(c == '(');
        depth -= usize::from(c == ')');
        depth == 0
    });
    &text[1..close.unwrap_or(text.len())]
}

/// How many parameters, whose types may hold commas of their own.
fn count(parameters: &str) -> usize {
    let mut depth = 0_i32;
    let top = parameters.split(|c| {
        depth += i32::from(matches!(c, '(' | '<' | '[')) - i32::from(matches!(c, ')' | '>' | ']'));
        c == ',' && depth == 0
    });
    top.filter(|parameter| !parameter.trim().is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn five_extractors_are_one_too_many() {
        let four = "async fn a(State(app): State<App>, b: Path<(A, B)>, c: C,\n d: D,\n) {}\n";
        let five = "async fn e(State(app): State<App>, b: B, c: C, d: D, e: E) {}\n";
        let helper = "async fn f(a: A, b: B, c: C, d: D, e: E) {}\n";
        let files = [("crates/a/src/desk.rs", &*[four, five, helper].concat())];
        assert_eq!(found(extractors, &files), ["crates/a/src/desk.rs:4 5 extractors, at most 4"]);
    }
}
