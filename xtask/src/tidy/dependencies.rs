//! Rules on crates from elsewhere.

use super::manifest;
use super::tree::{File, Tree, numbered};
use super::{Rule, Violation};

pub const RULES: &[Rule] = &[
    Rule {
        name: "dependencies are accounted for",
        why: "docs/dependencies.md tells why each crate was chosen; a crate nobody can give a reason for goes",
        check: accounted,
    },
    Rule {
        name: "one place for versions",
        why: "a crate is named with its version and features in the workspace once, so that all crates build the same one",
        check: inherited,
    },
    Rule {
        name: "no idle dependencies",
        why: "a line in [workspace.dependencies] that no crate uses misleads who reads it",
        check: used,
    },
];

const TABLE: &str = "docs/dependencies.md";

/// The workspace's lines for crates of others.
fn third_party(tree: &Tree) -> Vec<manifest::Entry<'_>> {
    let entries = tree.file("Cargo.toml").map(manifest::entries).unwrap_or_default();
    entries.into_iter().filter(|entry| entry.table == "workspace.dependencies" && !entry.own).collect()
}

/// The workspace's crates. Fuzz targets are workspaces of their own, which cannot inherit.
fn members(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.ending("/Cargo.toml").filter(|file| file.krate().is_some() && !file.text.contains("[workspace]"))
}

fn accounted(tree: &Tree) -> Vec<Violation> {
    let table = tree.file(TABLE).map(|file| file.text.as_str()).unwrap_or_default();
    let rows: Vec<(usize, &str)> =
        numbered(table).flat_map(|(line, row)| names(row).into_iter().map(move |name| (line, name))).collect();
    let wanted = third_party(tree);
    let missing = wanted.iter().filter(|entry| rows.iter().all(|(_, name)| *name != entry.name));
    let missing =
        missing.map(|entry| Violation::new("Cargo.toml", entry.line, format!("{} has no row in {TABLE}", entry.name)));
    let stale = rows.iter().filter(|(_, name)| wanted.iter().all(|entry| entry.name != *name));
    let stale = stale.map(|(line, name)| Violation::new(TABLE, *line, format!("{name} is not a dependency any more")));
    missing.chain(stale).collect()
}

/// The crates that a row is about: the backquoted names of its first cell.
fn names(row: &str) -> Vec<&str> {
    let first = row.strip_prefix('|').and_then(|row| row.split('|').next()).unwrap_or_default();
    first.split('`').skip(1).step_by(2).collect()
}

fn inherited(tree: &Tree) -> Vec<Violation> {
    let places = members(tree).flat_map(|file| {
        let entries = manifest::entries(file).into_iter().filter(|entry| !entry.inherited);
        entries.map(|entry| Violation::new(&file.path, entry.line, format!("{0}.workspace = true", entry.name)))
    });
    places.collect()
}

fn used(tree: &Tree) -> Vec<Violation> {
    let used: Vec<&str> = members(tree).flat_map(manifest::entries).map(|entry| entry.name).collect();
    let idle = third_party(tree).into_iter().filter(|entry| !used.contains(&entry.name));
    idle.map(|entry| Violation::new("Cargo.toml", entry.line, format!("no crate uses {}", entry.name))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    const WORKSPACE: (&str, &str) = (
        "Cargo.toml",
        "[workspace.dependencies]\nkernel = { path = \"crates/kernel\" }\njiff = \"0.2\"\nserde = \"1\"\n",
    );

    #[test]
    fn the_table_and_the_workspace_name_the_same_crates() {
        let table = (TABLE, "| crate | why |\n|---|---|\n| `jiff` | beside `chrono` |\n| `toml`, `hex` | old |\n");
        assert_eq!(
            found(accounted, &[WORKSPACE, table]),
            [
                "Cargo.toml:4 serde has no row in docs/dependencies.md",
                "docs/dependencies.md:4 toml is not a dependency any more",
                "docs/dependencies.md:4 hex is not a dependency any more"
            ]
        );
    }

    #[test]
    fn versions_are_the_workspaces() {
        let member = ("crates/a/Cargo.toml", "[dependencies]\njiff.workspace = true\nhex = \"0.4\"\n");
        assert_eq!(found(inherited, &[WORKSPACE, member]), ["crates/a/Cargo.toml:3 hex.workspace = true"]);
        assert_eq!(found(used, &[WORKSPACE, member]), ["Cargo.toml:4 no crate uses serde"]);
    }
}
