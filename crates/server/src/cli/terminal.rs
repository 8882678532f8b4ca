//! Talking to a terminal, or to a script.

use std::path::PathBuf;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::config::Config;
use crate::run::Failure;

/// Where the configuration is.
#[derive(Clone, Debug, Args, Default)]
pub struct ConfigFile {
    /// The configuration file (TOML). Without it: defaults and the environment.
    #[arg(long, value_name = "FILE", env = "GONGKAI_CONFIG")]
    pub config: Option<PathBuf>,
}

impl ConfigFile {
    /// Reads it.
    pub fn load(&self) -> Result<Config, Failure> {
        Config::load(self.config.as_deref()).map_err(|e| format!("configuration: {e}"))
    }
}

/// A progress bar on a terminal; nothing when the output goes to a script.
pub fn progress(what: &'static str, total: u64) -> ProgressBar {
    // indicatif draws on stderr, and not at all when stderr is not a terminal.
    let bar = ProgressBar::new(total);
    let style = ProgressStyle::with_template("{msg} [{bar:32}] {pos}/{len}  {eta} left");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar.with_message(what)
}

/// Sends the log to stderr.
pub fn log(filter: &str) {
    let filter = tracing_subscriber::EnvFilter::try_new(filter).unwrap_or_else(|_| "info".into());
    // It writes whole addresses, and some of them are secrets.
    let filter = match "tower_http::csrf=info".parse() {
        Ok(own) => filter.add_directive(own),
        Err(_) => filter,
    };
    // A second call in one process keeps the first.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
