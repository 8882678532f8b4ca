//! `gongkai init`

use std::path::PathBuf;

use clap::Args;
use kernel::Clock;

use super::user::first_administrator;
use crate::config::Config;
use crate::run::{self, Failure};

/// Sets up a server: writes the configuration file if there is none, makes the database, adds the first administrator of
/// the whole installation and prints their password. Governments, units and people are then added in the browser.
#[derive(Debug, Args)]
pub struct Init {
    /// The configuration file to write, or the one to use.
    #[arg(long, value_name = "FILE", default_value = "gongkai.toml")]
    config: PathBuf,
    /// The first administrator's login.
    #[arg(long, default_value = "admin")]
    login: String,
    /// Their name.
    #[arg(long, default_value = "系统管理员")]
    name: String,
}

impl Init {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let file = self.config.display();
        if !self.config.exists() {
            // The plain defaults: what the environment holds, secrets among it, stays there.
            let text = toml::to_string_pretty(&Config::default()).map_err(|e| e.to_string())?;
            std::fs::write(&self.config, format!("# Settings are explained in docs/configuration.md.\n{text}"))
                .map_err(|e| format!("{file}: {e}"))?;
            println!("wrote {file}");
        }
        let config = Config::load(Some(&self.config)).map_err(|e| format!("configuration: {e}"))?;
        let db = run::open(&config).await?;
        let mut tx = db.write().await.map_err(|e| e.to_string())?;
        let password = first_administrator(&mut tx, Clock::System.now(), &self.login, &self.name).await?;
        tx.commit().await.map_err(|e| e.to_string())?;
        println!("{} signs in with the password {password} and must change it", self.login);
        println!("next: gongkai serve --config {file}");
        Ok(())
    }
}
