//! `gongkai check`

use clap::Args;
use web::Typesetter;

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
        match Typesetter::new(config.typeset.program.clone()).program() {
            Some(program) => println!("# typesetter: {}", program.display()),
            None => println!("# typesetter: none; documents are offered without PDF"),
        }
        let db = run::open_existing(&config).await?;
        db.read().await.map_err(|e| e.to_string())?;
        println!("# database: opens ({:?})", db.engine());
        Ok(())
    }
}
