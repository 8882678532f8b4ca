//! Rules on the shape of Rust files.

use super::tree::Tree;
use super::{Rule, Violation};

pub const RULES: &[Rule] = &[
    Rule {
        name: "short files",
        why: "a file holds one idea: 60 to 200 lines are usual, 500 (tests 800) are the end",
        check: short_files,
    },
    Rule {
        name: "modules say what they are",
        why: "a reader who opens a file is told in its first line what it is for",
        check: module_lines,
    },
    Rule {
        name: "no allow",
        why: "#[expect] goes away by itself when its cause does; #[allow] stays for ever",
        check: no_allow,
    },
];

fn short_files(tree: &Tree) -> Vec<Violation> {
    let too_long = tree.rust().filter_map(|(file, _)| {
        let (lines, most) = (file.text.lines().count(), if file.is_test() { 800 } else { 500 });
        (lines > most).then(|| Violation::new(&file.path, most + 1, format!("{lines} lines, at most {most}")))
    });
    too_long.collect()
}

fn module_lines(tree: &Tree) -> Vec<Violation> {
    let silent = tree.rust().filter(|(file, _)| !file.text.starts_with("//! "));
    silent.map(|(file, _)| Violation::new(&file.path, 1, "begin with a `//! ` line")).collect()
}

fn no_allow(tree: &Tree) -> Vec<Violation> {
    let places = tree.rust().flat_map(|(file, rust)| {
        let lines = super::tree::numbered(&rust.code).filter(|(_, line)| allows(line));
        lines.map(|(line, _)| Violation::new(&file.path, line, "use #[expect(…, reason = \"…\")]"))
    });
    places.collect()
}

fn allows(line: &str) -> bool {
    let attribute = line.trim_start().trim_start_matches('#').trim_start_matches('!');
    attribute.starts_with("[allow") || (attribute.starts_with("[cfg_attr") && attribute.contains("allow("))
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_file_of_501_lines_is_too_long_unless_it_holds_tests() {
        let text = "//! Long.\n".repeat(501);
        let files = [("crates/a/src/lib.rs", text.as_str()), ("crates/a/tests/pages.rs", text.as_str())];
        assert_eq!(found(short_files, &files), ["crates/a/src/lib.rs:501 501 lines, at most 500"]);
    }

    #[test]
    fn a_module_begins_with_its_line() {
        let files = [("xtask/src/a.rs", "//! Says.\n"), ("xtask/src/b.rs", "use x;\n"), ("README.md", "# No Rust\n")];
        assert_eq!(found(module_lines, &files), ["xtask/src/b.rs:1 begin with a `//! ` line"]);
    }

    #[test]
    fn allow_is_found_in_code_only() {
        let text = "//! #[allow(x)] in a comment\n#![allow(dead_code)]\nlet a = \"#[allow(y)]\";\n#[cfg_attr(test, allow(z))]\n#[expect(w)]\n";
        let places = found(no_allow, &[("a.rs", text)]);
        assert_eq!(places.len(), 2, "{places:?}");
        assert!(places[0].starts_with("a.rs:2 ") && places[1].starts_with("a.rs:4 "));
    }
}
