//! The demonstration: real plans of four governments in a folder of its own, made ready at the first start.

mod accounts;
mod activity;
mod catalogues;
mod documents;
mod places;
mod plans;
mod sample;

use std::path::Path;

use db::Db;
use kernel::{Clock, Time};
use serde::{Deserialize, Serialize};
use web::App;

use crate::cli::progress;
use crate::run::Failure;
use sample::Samples;

/// The day on which the demonstration begins: within the year of its newest plans, so that some limits are near.
const BEGINS: &str = "2022-08-15T01:00:00Z";

/// What a demonstration remembers of itself, in its folder.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Marker {
    /// How far its clock is from the machine's, in milliseconds.
    pub clock_shift: i64,
    /// The password of all its accounts; it serves on this machine only.
    pub password: String,
    /// Who can sign in: login and what they are.
    pub accounts: Vec<(String, String)>,
}

impl Marker {
    /// Its name in the folder.
    pub const FILE: &str = "demo.toml";

    /// The marker of a demonstration that was made ready in `dir`.
    pub fn read(dir: &Path) -> Result<Option<Self>, Failure> {
        let path = dir.join(Self::FILE);
        if !path.exists() {
            return Ok(None);
        }
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        toml::from_str(&text).map(Some).map_err(|e| format!("{}: {e}", path.display()))
    }

    fn write(&self, dir: &Path) -> Result<(), Failure> {
        let text = toml::to_string_pretty(self).map_err(|e| e.to_string())?;
        std::fs::write(dir.join(Self::FILE), text).map_err(|e| e.to_string())
    }

    /// The demonstration's clock.
    pub fn clock(&self) -> Clock {
        Clock::Shifted(self.clock_shift)
    }
}

/// A clock that stands at the demonstration's first morning and goes on from there.
pub fn first_clock() -> Clock {
    let begins: jiff::Timestamp = BEGINS.parse().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    Clock::starting_at(Time(begins.as_millisecond()))
}

/// Whether nothing has been put into the database yet.
pub async fn is_empty(db: &Db) -> Result<bool, Failure> {
    let mut tx = db.read().await.map_err(|e| e.to_string())?;
    Ok(journal::head(&mut tx).await.map_err(|e| e.to_string())? == 0)
}

/// Makes the demonstration ready in an empty database.
pub async fn set_up(app: &App, dir: &Path) -> Result<Marker, Failure> {
    let samples = Samples::read()?;
    let steps = samples.governments.iter().map(|g| 1 + g.plans.len() as u64).sum::<u64>() + 4;
    let bar = progress("setting up the demo", steps);
    for sample in &samples.governments {
        places::add(app, sample).await?;
        bar.inc(1);
        for file in &sample.plans {
            plans::adopt(app, sample, file).await.map_err(|e| format!("{file}: {e}"))?;
            bar.inc(1);
        }
    }
    catalogues::add(app).await.map_err(|e| format!("{e} {e:?}"))?;
    bar.inc(1);
    documents::add(app).await?;
    bar.inc(1);
    activity::add(app).await.map_err(|e| format!("{e} {e:?}"))?;
    bar.inc(1);
    let (password, accounts) = accounts::add(app, &samples).await?;
    bar.inc(1);
    bar.finish_and_clear();
    let Clock::Shifted(clock_shift) = app.clock else { return Err("the demo runs on its own clock".into()) };
    let marker = Marker { clock_shift, password, accounts };
    // Written last: a set-up that was interrupted leaves none.
    marker.write(dir)?;
    Ok(marker)
}
