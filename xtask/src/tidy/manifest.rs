//! Cargo.toml read line by line, so that a violation can name its line.
//!
//! It understands the plain style that the project's manifests keep: one dependency a line.

use super::tree::File;

/// A line of a dependency table.
#[derive(Debug, PartialEq)]
pub struct Entry<'a> {
    /// The table, as in `dev-dependencies`.
    pub table: &'a str,
    /// The name on the left, without `.workspace`.
    pub name: &'a str,
    /// The line's number.
    pub line: usize,
    /// Whether the version comes from `[workspace.dependencies]`.
    pub inherited: bool,
    /// Whether it is a crate of this project, by its path.
    pub own: bool,
}

/// Every dependency of a manifest, of all its tables.
pub fn entries(manifest: &File) -> Vec<Entry<'_>> {
    let mut table = "";
    let mut entries = Vec::new();
    for (line, text) in manifest.lines() {
        let text = text.trim();
        if let Some(header) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
            table = header;
        } else if let Some((left, right)) =
            text.split_once('=').filter(|_| is_dependencies(table) && !text.starts_with('#'))
        {
            let name = left.trim().split('.').next().unwrap_or_default().trim_matches('"');
            let squeezed: String = [left, "=", right].concat().split_whitespace().collect();
            let inherited = squeezed.contains("workspace=true");
            entries.push(Entry { table, name, line, inherited, own: squeezed.contains("path=") });
        }
    }
    entries
}

fn is_dependencies(table: &str) -> bool {
    table.ends_with("dependencies")
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;
    use super::*;

    #[test]
    fn every_table_of_dependencies_is_read() {
        let text = "[package]\nname = \"x\"\n[dependencies]\n# axum = \"1\"\nsqlx.workspace = true\nown = { path = \"../own\" }\n\n[target.'cfg(unix)'.dev-dependencies]\ntempfile = { workspace = true }\n";
        let tree = Tree::of(&[("Cargo.toml", text)]);
        let entries: Vec<_> = entries(&tree.files[0]).iter().map(|e| (e.name, e.line, e.inherited, e.own)).collect();
        assert_eq!(entries, [("sqlx", 5, true, false), ("own", 6, false, true), ("tempfile", 9, true, false)]);
    }
}
