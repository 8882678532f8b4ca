//! chromedriver as a child of the test: on a port of its own, ended with its browsers however the test ends.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

/// Runs the driver until standard input closes, which happens when the test ends, in whatever way. A driver that is
/// killed leaves its browsers behind, so the whole process group is ended; the group is its own, so that a test runner
/// that kills the test's group spares the one who cleans up.
const KEEPER: &str = r#"
trap : TERM
folder=$(mktemp -d)
export TMPDIR="$folder" XDG_CONFIG_HOME="$folder" XDG_CACHE_HOME="$folder"
"$@" &
read -r _
kill 0
wait
rm -rf "$folder"
"#;

/// A running chromedriver. Dropping it ends it and its browsers and deletes their profiles.
pub struct Driver {
    keeper: Child,
    _said: BufReader<ChildStdout>,
    /// The loopback port on which it listens.
    pub port: u16,
}

impl Driver {
    pub fn start() -> Self {
        let mut keeper = Command::new("sh")
            .args(["-c", KEEPER, "keeper"])
            .arg(program("CHROMEDRIVER", "/usr/bin/chromedriver"))
            .arg("--port=0")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("sh runs");
        let mut said = BufReader::new(keeper.stdout.take().unwrap());
        let port = port_told(&mut said).expect("chromedriver starts and tells its port");
        Self { keeper, _said: said, port }
    }
}

/// The driver chooses a free port and tells it: `ChromeDriver was started successfully on port 39811.`
fn port_told(said: &mut impl std::io::BufRead) -> Option<u16> {
    said.lines().map_while(Result::ok).find_map(|line| {
        let port = line.split("started successfully on port ").nth(1)?;
        port.trim_end_matches('.').parse().ok()
    })
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        if let Err(error) = self.keeper.wait() {
            eprintln!("chromedriver may still run: {error}");
        }
    }
}

/// The browser that is driven.
pub fn chromium() -> PathBuf {
    program("CHROMIUM", "/usr/bin/chromium")
}

/// The file that the environment names, or the usual one; a test that cannot run has failed.
fn program(variable: &str, usual: &str) -> PathBuf {
    let file = env::var_os(variable).map_or_else(|| usual.into(), PathBuf::from);
    assert!(file.is_file(), "{} is missing: run `cargo xtask test`, which finds or installs a browser", file.display());
    file
}
