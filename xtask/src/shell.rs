//! Other programs: found, run in the workspace, and their failures told in a sentence.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a chore answers: nothing, or one text that says what went wrong.
pub type Outcome<T = ()> = Result<T, String>;

/// The workspace's root folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// Where cargo builds, and where the downloaded tools are kept.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Whether this is a run of continuous integration.
pub fn in_ci() -> bool {
    env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false")
}

/// A cargo command in the workspace.
///
/// What the outer cargo told this program about itself is taken away: a build script that watches one of these
/// variables (ring's does) would else be run again, with all that depends on it, each time somebody changes between
/// `cargo test` and `cargo xtask test`.
pub fn cargo<const N: usize>(args: [&str; N]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(args);
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&*name);
        }
    }
    command
}

/// Runs a command with its output shown, after a line that says what is run.
///
/// # Errors
/// When it cannot be started or does not end well.
pub fn run(command: &mut Command) -> Outcome {
    println!("$ {}", told(command));
    let status = command.status().map_err(|error| format!("{} cannot be run: {error}", told(command)))?;
    if status.success() { Ok(()) } else { Err(format!("{} ended with {status}", told(command))) }
}

/// Runs a command quietly and answers what it printed.
///
/// # Errors
/// When it cannot be started or does not end well; the error holds what it said.
pub fn output(command: &mut Command) -> Outcome<String> {
    let output =
        command.stdin(Stdio::null()).output().map_err(|error| format!("{} cannot be run: {error}", told(command)))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!("{} ended with {}\n{}", told(command), output.status, String::from_utf8_lossy(&said).trim_end()))
}

/// The program of one of these names, on PATH or in one of the folders.
pub fn program(names: &[&str], folders: &[PathBuf]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let places: Vec<PathBuf> = env::split_paths(&path).chain(folders.iter().cloned()).collect();
    let mut candidates = names.iter().flat_map(|name| places.iter().map(move |place| place.join(name)));
    candidates.find(|file| file.is_file())
}

/// A command as one would type it.
fn told(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
