//! Prints what a file reads as: `cargo run -p gongkai-text --example read -- FILE… [--built-in]`.

use std::time::Instant;

use gongkai_text::{Limits, Tools, read_with};

fn main() -> std::io::Result<()> {
    let (options, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument == "--built-in");
    let tools = if options.is_empty() { Tools::installed() } else { Tools::none() };
    for file in files {
        let bytes = std::fs::read(&file)?;
        let begun = Instant::now();
        let result = read_with(&bytes, &file, &Limits::default(), &tools);
        let took = begun.elapsed();
        match result {
            Ok(reading) => {
                println!("{}", reading.text);
                eprintln!("{file}: {:?} {:?} {took:.1?} {:?}", reading.format, reading.encoding, reading.notes);
            }
            Err(refusal) => eprintln!("{file}: {} {refusal} {took:.1?}", refusal.code()),
        }
    }
    Ok(())
}
