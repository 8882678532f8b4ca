//! The gongkai command.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(gongkai::cli::main())
}
