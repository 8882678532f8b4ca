//! `gongkai demo`

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::terminal;
use crate::config::Config;
use crate::demo::{self, Marker};
use crate::run::{self, Failure};

/// Runs a demonstration on this machine: five real work plans of four governments, and accounts to try.
#[derive(Debug, Args)]
pub struct Demo {
    /// Folder of the demonstration; made at the first start, delete it to begin anew.
    #[arg(long, value_name = "DIR", default_value = DIR)]
    dir: PathBuf,
    /// Address and port; the next free port when it is taken.
    #[arg(long, value_name = "ADDRESS", default_value = LISTEN)]
    listen: SocketAddr,
}

const DIR: &str = "gongkai-data";
const LISTEN: &str = "127.0.0.1:8080";

impl Default for Demo {
    fn default() -> Self {
        Self { dir: DIR.into(), listen: SocketAddr::from(([127, 0, 0, 1], 8080)) }
    }
}

impl Demo {
    pub(super) async fn run(self) -> Result<(), Failure> {
        if !self.listen.ip().is_loopback() {
            return Err(format!(
                "the demo has a password that everybody can read, so it serves this machine only; {} is not loopback",
                self.listen
            ));
        }
        let config = Config {
            name: "政务公开演示".into(),
            listen: self.listen.to_string(),
            data_dir: self.dir.clone(),
            ..Config::default()
        };
        terminal::log(&config.log);
        std::fs::create_dir_all(&self.dir).map_err(|e| format!("{}: {e}", self.dir.display()))?;
        let marker = Marker::read(&self.dir)?;
        let clock = marker.as_ref().map_or_else(demo::first_clock, Marker::clock);
        let db = run::open_or_make(&config).await?;
        let begun = !demo::is_empty(&db).await?;
        let app = run::app(&config, db, clock, true)?;
        let marker = match marker {
            Some(marker) => marker,
            None if begun => {
                return Err(format!(
                    "{} holds something else, or a set-up that was interrupted: delete it or name another folder with --dir",
                    self.dir.display()
                ));
            }
            None => demo::set_up(&app, &self.dir).await?,
        };
        run::serve_here(&config, app, |address| println!("{}", welcome(address, &marker))).await
    }
}

fn welcome(address: SocketAddr, marker: &Marker) -> String {
    let mut text = format!(
        "\n  Gongkai demo: http://{address}\n\n  Sign in at http://{address}/sign-in with any of these; the password is  {}\n\n",
        marker.password
    );
    for (login, what) in &marker.accounts {
        text.push_str(&format!("    {login:<20} {what}\n"));
    }
    let today = marker.clock().today();
    text.push_str(&format!("\n  The demo plays in the year of its plans: today is {today} there. Ctrl-C stops it.\n"));
    text
}
