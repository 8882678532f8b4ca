//! `gongkai-typeset`: a document as JSON on standard input becomes a PDF on standard output.

use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;

use gongkai_typeset::{Fonts, read, set};

const HELP: &str = "\
Sets a public document of Gongkai as PDF. The server starts this program itself; see docs/guide/operator.md.

  gongkai-typeset < document.json > document.pdf    set one document
  gongkai-typeset --fonts                           the fonts it would use

GONGKAI_TYPESET_FONTS: folders with fonts, instead of the system's.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        [] => document(),
        ["--fonts"] => fonts(),
        _ => {
            println!("{HELP}");
            return if words == ["--help"] { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("gongkai-typeset: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn document() -> Result<(), String> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input).map_err(|error| error.to_string())?;
    let paper = read(&input).map_err(|failure| failure.to_string())?;
    let fonts = Fonts::installed().map_err(|failure| failure.to_string())?;
    let pdf = set(paper, fonts).map_err(|failure| failure.to_string())?;
    io::stdout().write_all(&pdf).map_err(|error| error.to_string())
}

fn fonts() -> Result<(), String> {
    let fonts = Fonts::installed().map_err(|failure| failure.to_string())?;
    println!("{fonts}");
    Ok(())
}
