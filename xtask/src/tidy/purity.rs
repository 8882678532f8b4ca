//! Rules on clocks and on the domain's independence of the outside.

use super::sql;
use super::tree::{File, Tree};
use super::{Rule, Violation};

pub const RULES: &[Rule] = &[
    Rule {
        name: "domain is values in, values out",
        why: "a rule of law is readable and testable when nothing but its arguments decides",
        check: domain,
    },
    Rule {
        name: "one clock",
        why: "an official time comes from the clock that is handed in, so that a test can set it and no page can forge it",
        check: clock,
    },
];

/// Words of code that bring the outside in.
const OUTSIDE: &[&str] = &["async", "await", "axum", "sqlx", "tokio", "Instant::now", "rand", "std::fs", "std::env"];
const CLOCKS: &[&str] = &["SystemTime::now", "Timestamp::now", "Zoned::now", "Utc::now", "Local::now"];

fn domain(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (file, rust) in tree.rust().filter(|(file, _)| is_domain(file)) {
        for word in OUTSIDE.iter().chain(CLOCKS) {
            violations
                .extend(rust.uses(word).map(|line| Violation::new(&file.path, line, format!("no `{word}` here"))));
        }
        let statements = rust.strings.iter().filter(|(_, text)| sql::is_sql(text));
        violations.extend(statements.map(|(line, _)| Violation::new(&file.path, *line, "SQL belongs in store.rs")));
    }
    violations
}

fn is_domain(file: &File) -> bool {
    file.name() == "domain.rs" || file.path.contains("/domain/")
}

/// Tests, examples and chores may look at the clock; nothing official comes of them.
fn clock(tree: &Tree) -> Vec<Violation> {
    let bound = |file: &File| {
        file.path.starts_with("crates/")
            && file.path.contains("/src/")
            && !file.path.starts_with("crates/kernel/src/clock")
    };
    let mut violations = Vec::new();
    for (file, rust) in tree.rust().filter(|(file, _)| bound(file)) {
        for word in CLOCKS {
            let what = format!("`{word}` is for kernel's clock alone");
            violations.extend(rust.uses(word).map(|line| Violation::new(&file.path, line, what.clone())));
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_domain_file_knows_neither_database_nor_web_nor_clock() {
        let text = "async fn f() {}\nlet q = \"SELECT id FROM task\";\nuse axum::Json;\nlet t = Timestamp::now();\n/// an async word in a comment\n";
        let files = [("crates/a/src/domain.rs", text), ("crates/a/src/store.rs", text)];
        let mut lines: Vec<_> =
            found(domain, &files).into_iter().map(|place| place.split_once(' ').unwrap().0.to_string()).collect();
        lines.sort();
        assert_eq!(lines, [1, 2, 3, 4].map(|line| format!("crates/a/src/domain.rs:{line}")));
    }

    #[test]
    fn the_clock_is_read_in_one_module() {
        let text = "let t = std::time::SystemTime::now();";
        let files =
            [("crates/kernel/src/clock.rs", text), ("crates/a/tests/t.rs", text), ("crates/a/src/lib.rs", text)];
        assert_eq!(found(clock, &files), ["crates/a/src/lib.rs:1 `SystemTime::now` is for kernel's clock alone"]);
    }
}
