//! The pages in a real browser: Chromium, driven through chromedriver.
#![expect(clippy::unwrap_used, reason = "a test stops where its own data is wrong")]

mod aloud;
mod axe;
mod browser;
mod driver;
mod expiry;
#[expect(dead_code, reason = "the pages' tests without a browser need more of it")]
#[path = "../http/ledger/given.rs"]
mod given;
mod journey;
mod keyboard;
mod mistakes;
mod person;
mod server;
mod session;
mod sweep;
mod working;

use std::path::PathBuf;

use server::Server;

/// The folder of all that is built, in which tools are kept and pictures are put.
fn target() -> PathBuf {
    let program = std::env::current_exe().expect("the test program has a path");
    // target/debug/deps/browser-…
    program.ancestors().nth(3).expect("the test program stands in the build folder").to_path_buf()
}
