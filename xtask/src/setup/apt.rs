//! Debian and Ubuntu packages, installed when this user may.

use std::process::Command;

use crate::shell::{Outcome, output, program, run};

/// Installs packages if apt is here and this user is root or may use sudo without a password; else does nothing, and
/// the caller says what is missing.
///
/// # Errors
/// When apt itself fails.
pub fn install(packages: &[&str]) -> Outcome {
    let Some(prefix) = permission() else { return Ok(()) };
    if packages.is_empty() || program(&["apt-get"], &[]).is_none() {
        return Ok(());
    }
    println!("Installing {}", packages.join(", "));
    // A new machine has no package lists, and an old one stale ones.
    run(apt(prefix).args(["-q", "update"]))?;
    run(apt(prefix).args(["-q", "-y", "--no-install-recommends", "install"]).args(packages))
}

/// What to put before a command to run it as root.
fn permission() -> Option<&'static [&'static str]> {
    if output(Command::new("id").arg("-u")).is_ok_and(|uid| uid.trim() == "0") {
        return Some(&[]);
    }
    output(Command::new("sudo").args(["-n", "true"])).is_ok().then_some(&["sudo", "-n"])
}

/// `env` carries the variable through sudo, which drops its caller's.
fn apt(prefix: &[&'static str]) -> Command {
    let words = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]].concat();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]);
    command
}
