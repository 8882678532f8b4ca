//! `gongkai reindex`

use clap::Args;
use kernel::Clock;

use super::terminal::{self, ConfigFile};
use crate::run::{self, Failure};

/// Make the search index anew from what is public. A running server keeps its index true by itself, and is asked for
/// this at the desk; this is for a server that does not run.
#[derive(Debug, Args)]
pub struct Reindex {
    #[command(flatten)]
    config: ConfigFile,
}

impl Reindex {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let config = self.config.load()?;
        let db = run::open_existing(&config).await?;
        let app = run::app(&config, db, Clock::System, false)?;
        let bar = terminal::progress("indexing", 0);
        let count = portal::search::rebuild(&app, |done, of| {
            bar.set_length(of);
            bar.set_position(done);
        });
        let count = count.await.map_err(|error| match error {
            kernel::Problem::Internal(cause) => cause,
            other => other.to_string(),
        })?;
        bar.finish_and_clear();
        println!("{count} documents can be found");
        Ok(())
    }
}
