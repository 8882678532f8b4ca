//! `gongkai journal`

use clap::{Args, Subcommand};
use journal::{Break, Verdict};

use super::terminal::{self, ConfigFile};
use crate::run::{self, Failure};

/// The journal of official acts.
#[derive(Debug, Subcommand)]
pub enum JournalCommand {
    /// Check the whole chain; names the first broken entry and exits with 1 when there is one.
    Verify(Verify),
}

/// Which journal.
#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    config: ConfigFile,
}

impl JournalCommand {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let Self::Verify(verify) = self;
        let db = run::open(&verify.config.load()?).await?;
        let bar = terminal::progress("checking", 0);
        let verdict = journal::verify(&db, |checked, total| {
            bar.set_length(total.unsigned_abs());
            bar.set_position(checked.unsigned_abs());
        });
        let verdict = verdict.await.map_err(|e| e.to_string())?;
        bar.finish_and_clear();
        match verdict {
            Verdict::Whole(count) => {
                println!("whole: {count} entries");
                Ok(())
            }
            Verdict::Broken(at) => Err(match at {
                Break::Missing(seq) => format!("broken: entry {seq} is missing"),
                Break::Changed(seq) => format!("broken: entry {seq} was changed"),
                Break::Unchained(seq) => format!("broken: entry {seq} does not follow from the entry before it"),
                Break::Head(seq) => format!("broken: the head names entry {seq}, but the chain ends otherwise"),
            }),
        }
    }
}
