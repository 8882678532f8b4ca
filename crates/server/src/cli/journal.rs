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
    /// A line of an earlier check, as `NUMBER:HASH`: that entry must still be the same. Whoever can write to the database
    /// could make the whole chain anew; a line kept elsewhere tells.
    #[arg(long, value_name = "NUMBER:HASH")]
    known: Vec<String>,
    #[command(flatten)]
    config: ConfigFile,
}

impl JournalCommand {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let Self::Verify(verify) = self;
        let db = run::open_existing(&verify.config.load()?).await?;
        let bar = terminal::progress("checking", 0);
        let verdict = journal::verify(&db, |checked, total| {
            bar.set_length(total.unsigned_abs());
            bar.set_position(checked.unsigned_abs());
        });
        let verdict = verdict.await.map_err(|e| e.to_string())?;
        bar.finish_and_clear();
        match verdict {
            Verdict::Whole(count) => {
                let mut tx = db.read().await.map_err(|e| e.to_string())?;
                for line in &verify.known {
                    same(&mut tx, line).await?;
                }
                let newest = journal::find(&mut tx, count).await.map_err(|e| e.to_string())?;
                println!("whole: {count} entries, newest {count}:{}", newest.map(|e| e.hash).unwrap_or_default());
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

/// Whether an entry is still the one that was noted elsewhere.
async fn same(tx: &mut db::Tx, line: &str) -> Result<(), Failure> {
    let known = line.split_once(':').and_then(|(seq, hash)| Some((seq.parse::<i64>().ok()?, hash)));
    let (seq, hash) = known.ok_or_else(|| format!("--known {line}: NUMBER:HASH"))?;
    match journal::find(tx, seq).await.map_err(|e| e.to_string())? {
        Some(entry) if entry.hash == hash => Ok(()),
        _ => Err(format!("broken: entry {seq} is not the one that was noted")),
    }
}
