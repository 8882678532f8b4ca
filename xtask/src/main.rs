//! The project's chores: `cargo xtask` lists them.

mod bench;
mod postgres;
mod setup;
mod shell;
mod test;
mod tidy;

use std::process::{Command, ExitCode};

const HELP: &str = "\
The project's chores.

cargo xtask test [--only STEP…] [--skip-setup] [-- FILTER…]
                               everything that must hold, in steps: fmt, tidy, clippy, doc, deny, doctests, tests;
                               with a FILTER, only the tests whose name contains it
cargo xtask setup              find what the tests need, install what is missing
cargo xtask tidy               the rules of ARCHITECTURE.md that a program can check
cargo xtask bench [NAME…]      measure in release, print one table of ratios
cargo xtask postgres           run a temporary PostgreSQL until Ctrl-C, print its address
cargo xtask with-postgres PROGRAM [ARG…]
                               run a program with a temporary PostgreSQL in GONGKAI_TEST_POSTGRES

The browser used by the tests can be named: CHROMIUM=/path CHROMEDRIVER=/path.";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test", rest @ ..] => test::Options::read(rest).and_then(|options| test::run(&options)),
        ["setup"] => setup::install().map(|_| ()),
        ["tidy"] => tidy::run(),
        ["bench", names @ ..] => bench::run(names),
        ["postgres"] => postgres::serve(),
        ["with-postgres", program, args @ ..] => with_postgres(Command::new(program).args(args)),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(format!("There is no such chore: {}\n\n{HELP}", words.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a program with the address of a temporary PostgreSQL in its environment.
fn with_postgres(command: &mut Command) -> shell::Outcome {
    let cluster = postgres::Cluster::start()?;
    shell::run(command.env(postgres::URL, cluster.url()))
}
