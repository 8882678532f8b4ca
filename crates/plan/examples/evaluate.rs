//! Prints the extraction of a plan as JSON: `cargo run -p gongkai-plan --example evaluate -- FILE [SOURCE_NAME]`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(file) = arguments.next() else {
        eprintln!("usage: evaluate FILE [SOURCE_NAME]");
        return ExitCode::from(2);
    };
    let source = arguments.next().unwrap_or_else(|| file.rsplit('/').next().unwrap_or(&file).to_owned());
    let extraction = match std::fs::read_to_string(&file) {
        Ok(text) => gongkai_plan::extract(&text, &source),
        Err(error) => {
            eprintln!("{file}: {error}");
            return ExitCode::FAILURE;
        }
    };
    match serde_json::to_string_pretty(&extraction) {
        Ok(json) => println!("{json}"),
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
