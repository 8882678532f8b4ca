//! The command line: one file per command.

mod calendar;
mod check;
mod demo;
mod init;
mod journal;
mod plan;
mod reindex;
mod search;
mod serve;
mod terminal;
mod user;

pub use terminal::progress;

use clap::{Parser, Subcommand};

use crate::run::Failure;

/// Open government (政务公开) for cities and counties, in one program.
#[derive(Debug, Parser)]
#[command(
    name = "gongkai",
    version,
    about,
    after_help = "\
Without a command, `gongkai` starts the demo.

Examples:
  gongkai demo                              five real work plans, four governments, on this machine only
  gongkai init --config gongkai.toml        set up a server of your own
  gongkai serve --config gongkai.toml       run it
  gongkai plan extract plan.docx            what tasks a work plan holds
  gongkai calendar due 2022-01-20 20        twenty working days after a date

Exit codes: 0 done, 1 failed or found something wrong, 2 the command line was not understood."
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server.
    Serve(serve::Serve),
    /// Run a demonstration with sample plans on this machine.
    Demo(demo::Demo),
    /// Set up a server: configuration file, database, first administrator.
    Init(init::Init),
    /// Show the configuration in force, without secrets, and try the database.
    Check(check::Check),
    /// Add people, give them posts, set their passwords.
    #[command(subcommand)]
    User(user::User),
    /// Work plans: extract their tasks.
    #[command(subcommand)]
    Plan(plan::Plan),
    /// The working-day calendar.
    #[command(subcommand)]
    Calendar(calendar::CalendarCommand),
    /// The journal of official acts.
    #[command(subcommand)]
    Journal(journal::JournalCommand),
    /// Make the search index anew from what is public.
    Reindex(reindex::Reindex),
    /// Search: how well questions find their documents, and people's words learned.
    #[command(subcommand)]
    Search(search::SearchCommand),
    /// Print docs/configuration.md.
    #[command(hide = true)]
    Docs,
}

/// Reads the command line and does what it says; answers the exit code.
pub fn main() -> u8 {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("gongkai: {error}");
            return 1;
        }
    };
    match runtime.block_on(run(cli.command.unwrap_or_else(|| Command::Demo(demo::Demo::default())))) {
        Ok(()) => 0,
        Err(failure) => {
            if !failure.is_empty() {
                eprintln!("gongkai: {failure}");
            }
            1
        }
    }
}

async fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Serve(c) => c.run().await,
        Command::Demo(c) => c.run().await,
        Command::Init(c) => c.run().await,
        Command::Check(c) => c.run().await,
        Command::User(c) => c.run().await,
        Command::Plan(c) => c.run(),
        Command::Calendar(c) => c.run(),
        Command::Journal(c) => c.run().await,
        Command::Reindex(c) => c.run().await,
        Command::Search(c) => tokio::task::spawn_blocking(move || c.run()).await.map_err(|e| e.to_string())?,
        Command::Docs => {
            print!("{}", crate::config::documentation());
            Ok(())
        }
    }
}
