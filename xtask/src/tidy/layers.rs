//! Rules on which crate may know which.

use super::manifest::{self, Entry};
use super::tree::{File, Tree};
use super::{Rule, Violation};

pub const RULES: &[Rule] = &[
    Rule {
        name: "drivers stay in db",
        why: "one SQL text runs on both databases only while no other crate can reach a driver's own types",
        check: drivers,
    },
    Rule {
        name: "pure crates stay pure",
        why: "law, text, screening and plans are computed from values alone, so that they can be tested and trusted without a server",
        check: pure,
    },
];

/// Crates without input, output, web or database.
const PURE: &[&str] = &["kernel", "law", "child", "text", "official", "paper", "screening", "plan"];

/// What makes a crate impure, beside a crate of this project that is not pure.
const IMPURE: &[&str] = &["axum", "sqlx", "tokio", "tower", "tower-http", "reqwest", "hyper"];

fn drivers(tree: &Tree) -> Vec<Violation> {
    let elsewhere = |file: &File| file.krate().is_some_and(|krate| krate != "db" && krate != "xtask");
    let told = |file: &File, line| Violation::new(&file.path, line, "only crates/db names sqlx");
    let sources = tree.rust().filter(|(file, _)| elsewhere(file));
    let sources = sources.flat_map(|(file, rust)| rust.uses("sqlx").map(move |line| told(file, line)));
    let named = |entry: &Entry| entry.name == "sqlx";
    let manifests = tree.ending("/Cargo.toml").filter(|file| elsewhere(file));
    let manifests = manifests
        .flat_map(|file| manifest::entries(file).into_iter().filter(named).map(move |entry| told(file, entry.line)));
    manifests.chain(sources).collect()
}

fn pure(tree: &Tree) -> Vec<Violation> {
    let own: Vec<&str> = tree.files.iter().filter_map(File::krate).collect();
    let impure = |name: &str| IMPURE.contains(&name) || (own.contains(&name) && !PURE.contains(&name));
    let manifests = tree.ending("/Cargo.toml").filter(|file| file.krate().is_some_and(|krate| PURE.contains(&krate)));
    let places = manifests.flat_map(|file| {
        let entries = manifest::entries(file).into_iter();
        let entries = entries.filter(|entry| !entry.table.ends_with("dev-dependencies") && impure(entry.name));
        entries
            .map(|entry| Violation::new(&file.path, entry.line, format!("a pure crate does not know {}", entry.name)))
    });
    places.collect()
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn sqlx_is_found_in_manifests_and_code_but_not_in_words_about_it() {
        let files = [
            ("crates/db/src/lib.rs", "use sqlx::Row;"),
            ("crates/a/Cargo.toml", "[dependencies]\nsqlx.workspace = true\n"),
            ("crates/a/src/lib.rs", "// sqlx\nlet x = \"sqlx\";\nuse sqlx::Row;\n"),
        ];
        let places = found(drivers, &files);
        assert_eq!(
            places,
            ["crates/a/Cargo.toml:2 only crates/db names sqlx", "crates/a/src/lib.rs:3 only crates/db names sqlx"]
        );
    }

    #[test]
    fn a_pure_crate_knows_pure_crates_only_except_in_its_tests() {
        let plan = "[dependencies]\ntext.workspace = true\ndb.workspace = true\ntokio.workspace = true\n[dev-dependencies]\ntokio.workspace = true\n";
        let files = [("crates/plan/Cargo.toml", plan), ("crates/db/Cargo.toml", ""), ("crates/text/Cargo.toml", "")];
        assert_eq!(
            found(pure, &files),
            [
                "crates/plan/Cargo.toml:3 a pure crate does not know db",
                "crates/plan/Cargo.toml:4 a pure crate does not know tokio"
            ]
        );
    }
}
