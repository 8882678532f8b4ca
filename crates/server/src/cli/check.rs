//! `gongkai check`

use clap::Args;

use super::terminal::ConfigFile;
use crate::run::{self, Failure};

/// Shows the configuration in force, without secrets, and tries what it names.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    config: ConfigFile,
}

impl Check {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let config = self.config.load()?;
        print!("{}", config.redacted());
        let calendar = run::calendar(&config)?;
        println!("\n# calendar {}: firm until {}", calendar.version(), calendar.firm_until());
        std::fs::create_dir_all(&config.data_dir)
            .map_err(|e| format!("data_dir {}: {e}", config.data_dir.display()))?;
        let db =
            db::Db::open(&config.database_url(), 1).await.map_err(|e| format!("the database does not open: {e}"))?;
        db.read().await.map_err(|e| e.to_string())?;
        println!("# database: opens ({:?})", db.engine());
        Ok(())
    }
}
