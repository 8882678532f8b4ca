//! Counts what is found in documents that are public already: `… --example evaluate -- FILE.jsonl… [--samples N]`.
//! Each line is an object with `body`, and perhaps `title`. Nearly every finding that blocks is then a false one, or a leak.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::time::Instant;

use gongkai_screening::{Finding, Kind, WordList, screen};

fn main() -> std::io::Result<()> {
    let mut files = Vec::new();
    let mut samples = 5;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--samples" => samples = arguments.next().and_then(|number| number.parse().ok()).unwrap_or(samples),
            _ => files.push(argument),
        }
    }
    let (mut documents, mut bytes) = (0_u32, 0);
    let mut found: BTreeMap<(Kind, bool), Vec<String>> = BTreeMap::new();
    let mut took = std::time::Duration::ZERO;
    for file in files {
        for line in BufReader::new(std::fs::File::open(file)?).lines() {
            let Ok(document) = serde_json::from_str::<serde_json::Value>(&line?) else { continue };
            let body = document["body"].as_str().unwrap_or_default();
            let begun = Instant::now();
            let findings = screen(body, &WordList::default());
            took += begun.elapsed();
            documents += 1;
            bytes += body.len();
            for finding in findings {
                let told = format!("{} 「{}」 {}", document["id"], around(body, &finding), finding.why);
                found.entry((finding.kind, finding.blocks)).or_default().push(told);
            }
        }
    }
    println!("{documents} documents, {bytes} bytes, {took:.1?}");
    for ((kind, blocks), told) in found {
        let share = told.len() as f64 * 1000.0 / f64::from(documents.max(1));
        let does = if blocks { "blocks" } else { "hints" };
        println!("{} {does}: {} ({share:.1} per 1,000 documents)", kind.name(), told.len());
        told.iter().step_by((told.len() / samples.max(1)).max(1)).take(samples).for_each(|told| println!("    {told}"));
    }
    Ok(())
}

/// A finding with the words around it.
fn around(text: &str, finding: &Finding) -> String {
    let before: String = text[..finding.at.start].chars().rev().take(16).collect();
    let before: String = before.chars().rev().collect();
    let behind: String = text[finding.at.end..].chars().take(8).collect();
    format!("{before}[{}]{behind}", finding.text).replace('\n', "⏎")
}
