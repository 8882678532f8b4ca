//! Everything the tests need beside a Rust toolchain: found, installed when missing, or named.
//!
//! A part that is missing is an error. A test that is skipped for want of a browser proves nothing.

mod apt;
pub mod parts;
mod tools;

use std::env;
use std::ffi::OsString;
use std::process::Command;

use crate::shell::{Outcome, cargo, output, run};
use parts::Part;
use tools::Tool;

/// What the tests and tools must find in their environment.
pub type Environment = Vec<(&'static str, OsString)>;

/// Finds every part, installs the missing ones when this user may, and answers the environment to test in.
///
/// # Errors
/// When something is still missing; the error says what to install.
pub fn install() -> Outcome<Environment> {
    rust_components()?;
    let mut missing = missing_parts();
    if !missing.is_empty() {
        apt::install(&packages(&missing))?;
        missing = missing_parts();
    }
    if !missing.is_empty() {
        return Err(advice(&missing));
    }
    parts::browser_and_driver_agree()?;
    for tool in tools::ALL {
        tool.install()?;
    }
    // The licence check reads every locked crate's manifest without the network.
    run(&mut cargo(["fetch", "--locked"]))?;
    for part in parts::ALL {
        println!("{:<24} {}", part.name, (part.find)().unwrap_or_default().display());
    }
    Ok(environment())
}

/// The environment as far as its parts are there, without installing or checking anything.
pub fn environment() -> Environment {
    let mut environment = Environment::new();
    let found = [
        ("CHROMIUM", parts::chromium()),
        ("CHROMEDRIVER", parts::chromedriver()),
        ("GONGKAI_AXE", Some(tools::AXE.file()).filter(|file| file.is_file())),
    ];
    environment.extend(found.into_iter().filter_map(|(name, path)| Some((name, path?.into_os_string()))));
    // The downloaded tools come last, so that a developer's own cargo-nextest is preferred.
    let path = env::var_os("PATH").unwrap_or_default();
    let places = env::split_paths(&path).chain(tools::ALL.iter().map(|tool| Tool::folder(tool).join("bin")));
    environment.extend(env::join_paths(places).map(|path| ("PATH", path)));
    environment
}

fn missing_parts() -> Vec<&'static Part> {
    parts::ALL.iter().filter(|part| (part.find)().is_none()).collect()
}

fn packages(missing: &[&Part]) -> Vec<&'static str> {
    missing.iter().flat_map(|part| part.apt_packages()).copied().collect()
}

/// One line to install what apt has, and a sentence for what it does not have.
fn advice(missing: &[&Part]) -> String {
    let names: Vec<&str> = missing.iter().map(|part| part.name).collect();
    let mut lines = vec![format!("The tests need what this machine lacks: {}.", names.join(", "))];
    let packages = packages(missing);
    if !packages.is_empty() {
        lines.push(format!("Install it:  sudo apt-get update && sudo apt-get install -y {}", packages.join(" ")));
    }
    lines.extend(missing.iter().filter_map(|part| part.note()).map(String::from));
    lines.join("\n")
}

/// A minimal toolchain comes without rustfmt and clippy.
fn rust_components() -> Outcome {
    let lacks = |name| output(&mut cargo([name, "--version"])).is_err();
    if lacks("fmt") || lacks("clippy") {
        run(Command::new("rustup").args(["component", "add", "rustfmt", "clippy"]))
            .map_err(|reason| format!("The toolchain lacks rustfmt or clippy, and {reason}"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_advice_is_one_line_to_paste() {
        let all: Vec<&Part> = parts::ALL.iter().filter(|part| part.name != parts::BROWSER).collect();
        let advice = advice(&all);
        let install = advice.lines().nth(1).unwrap();
        assert!(install.contains(
            "sudo apt-get install -y postgresql fonts-noto-cjk poppler-utils git python3-pip python3-aiosmtpd"
        ));
    }
}
