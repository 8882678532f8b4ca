//! `gongkai serve`

use clap::Args;
use kernel::Clock;

use super::terminal::{self, ConfigFile};
use crate::run::{self, Failure};

/// Runs the server until it is asked to stop (Ctrl-C, SIGTERM).
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    config: ConfigFile,
}

impl Serve {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let config = self.config.load()?;
        terminal::log(&config.log);
        let db = run::open(&config).await?;
        let app = run::app(&config, db, Clock::System, false)?;
        run::serve(&config, app, |address| eprintln!("gongkai: serving on http://{address}")).await
    }
}
