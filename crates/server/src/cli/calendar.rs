//! `gongkai calendar`

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::terminal::ConfigFile;
use crate::run::{self, Failure};

/// The working-day calendar.
#[derive(Debug, Subcommand)]
pub enum CalendarCommand {
    /// The date N working days after DATE. DATE itself is day 0 and is not counted (民法典 第二百零一条).
    Due(Due),
}

/// What to count.
#[derive(Debug, Args)]
pub struct Due {
    /// The day of receipt or of the event, YYYY-MM-DD: day 0.
    date: Date,
    /// How many working days, 0 to 5000.
    #[arg(value_parser = clap::value_parser!(u32).range(0..=5000))]
    days: u32,
    /// Account for every day.
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    config: ConfigFile,
}

impl CalendarCommand {
    pub(super) fn run(self) -> Result<(), Failure> {
        let Self::Due(due) = self;
        let calendar = run::calendar(&due.config.load()?)?;
        let deadline = calendar.add_working_days(due.date, due.days).map_err(|e| e.to_string())?;
        println!("{}", deadline.date);
        if deadline.provisional {
            eprintln!("gongkai: provisional: the holidays after {} are not announced yet", calendar.firm_until());
        }
        if due.explain {
            for line in calendar.explain(due.date, due.days).map_err(|e| e.to_string())? {
                println!("{line}");
            }
        }
        Ok(())
    }
}
