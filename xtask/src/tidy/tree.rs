//! The project's text files as the rules see them.

use std::path::Path;
use std::process::Command;

use super::rust::RustText;
use crate::shell::{Outcome, output};

/// The files, by path.
pub struct Tree {
    pub files: Vec<File>,
}

/// One file: its path from the root with `/`, and its text.
pub struct File {
    pub path: String,
    pub text: String,
    /// For a Rust file, its code and strings told apart.
    pub rust: Option<RustText>,
}

/// Endings of the files that people write. Samples are data, not the project's own words.
const WRITTEN: &[&str] = &[".rs", ".toml", ".md", ".sql", ".html", ".css", ".js", ".svg", ".yml", "/run"];

impl Tree {
    /// Reads what git tracks or would add.
    pub fn read(root: &Path) -> Outcome<Self> {
        let mut git = Command::new("git");
        let listing = output(git.current_dir(root).args(["ls-files", "--cached", "--others", "--exclude-standard"]))?;
        let mut paths: Vec<&str> = listing.lines().collect();
        paths.sort_unstable();
        paths.dedup();
        let written =
            |path: &&str| WRITTEN.iter().any(|ending| path.ends_with(ending)) && !path.starts_with("samples/");
        // A file that was deleted but not yet committed is still listed.
        let texts = paths.into_iter().filter(written).filter_map(|path| Some((path, read(&root.join(path))?)));
        Ok(Self { files: texts.map(|(path, text)| File::new(path, text)).collect() })
    }

    /// A tree of these paths and texts.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|(path, text)| File::new(path, (*text).into())).collect() }
    }

    /// The file of this path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The Rust files.
    pub fn rust(&self) -> impl Iterator<Item = (&File, &RustText)> {
        self.files.iter().filter_map(|file| Some((file, file.rust.as_ref()?)))
    }

    /// The files with this ending.
    pub fn ending<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.path.ends_with(ending))
    }
}

impl File {
    fn new(path: &str, text: String) -> Self {
        let rust = path.ends_with(".rs").then(|| RustText::read(&text));
        Self { path: path.into(), text, rust }
    }

    /// The folder under `crates/` that this file belongs to; `xtask` for the chores.
    pub fn krate(&self) -> Option<&str> {
        let mut parts = self.path.split('/');
        match parts.next() {
            Some("crates") => parts.next(),
            Some("xtask") => Some("xtask"),
            _ => None,
        }
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Whether this file is only there for tests.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.name() == "tests.rs"
    }

    /// The lines with their numbers, from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        numbered(&self.text)
    }
}

/// The lines of a text with their numbers, from 1.
pub fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines())
}

fn read(path: &Path) -> Option<String> {
    std::fs::read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
