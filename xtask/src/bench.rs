//! `cargo xtask bench`: one table of ratios, measured in one run.
//!
//! A bench is an example named `bench_*` of a crate. It prints, for each thing measured, a line of JSON:
//! `{"name": "…", "ours": 12.3, "beside": 50.0, "beside_is": "…", "unit": "ms"}`, with `at_most` or `at_least` when the
//! ratio of ours to what stands beside it has a limit. Both are measured by the same program, one after the other,
//! because a figure from another day or machine compares nothing. A temporary PostgreSQL is in `GONGKAI_TEST_POSTGRES`.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::postgres::{self, Cluster};
use crate::shell::{self, Outcome, cargo, output, root, target};

/// One measured thing.
#[derive(Debug, PartialEq)]
struct Row {
    name: String,
    ours: f64,
    beside: f64,
    beside_is: String,
    unit: String,
    at_most: Option<f64>,
    at_least: Option<f64>,
}

/// Runs the benches whose name holds one of the words, or all, and prints the table.
///
/// # Errors
/// When a bench fails or a ratio is beyond its limit; the table has been printed in the latter case.
pub fn run(names: &[&str]) -> Outcome {
    let wanted = |bench: &String| names.is_empty() || names.iter().any(|name| bench.contains(name));
    let benches: Vec<String> = benches(&root().join("crates"))?.into_iter().filter(wanted).collect();
    if benches.is_empty() {
        return Err("There is no such bench".into());
    }
    // All are built by one command, which decides on one set of features for what they share.
    let examples = benches.iter().flat_map(|bench| ["--example", bench]);
    shell::run(cargo(["build", "--release", "--workspace", "--exclude", "gongkai-typeset"]).args(examples))?;

    let cluster = Cluster::start()?;
    let mut rows = Vec::new();
    for bench in &benches {
        let mut program = Command::new(target().join("release/examples").join(bench));
        let printed = output(program.current_dir(root()).env(postgres::URL, cluster.url()).stderr(Stdio::inherit()))?;
        for line in printed.lines().filter(|line| !line.trim().is_empty()) {
            rows.push(Row::read(line).map_err(|reason| format!("{bench} printed `{line}`: {reason}"))?);
        }
    }
    println!("{}", table(&rows));
    let beyond: Vec<&str> = rows.iter().filter(|row| row.is_beyond()).map(|row| row.name.as_str()).collect();
    if beyond.is_empty() { Ok(()) } else { Err(format!("Beyond the limit: {}", beyond.join(", "))) }
}

/// The name of every bench, in order.
fn benches(crates: &Path) -> Outcome<Vec<String>> {
    let crates = fs::read_dir(crates).map_err(|error| format!("{}: {error}", crates.display()))?.flatten();
    let examples = crates.flat_map(|krate| fs::read_dir(krate.path().join("examples")).into_iter().flatten().flatten());
    let names = examples.map(|example| {
        example.path().with_extension("").file_name().unwrap_or_default().to_string_lossy().into_owned()
    });
    let mut benches: Vec<String> = names.filter(|name| name.starts_with("bench_")).collect();
    benches.sort();
    Ok(benches)
}

impl Row {
    fn read(line: &str) -> Outcome<Self> {
        let value: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let text = |key: &str| value[key].as_str().map(String::from).ok_or_else(|| format!("{key} is not a text"));
        let number = |key: &str| value[key].as_f64().ok_or_else(|| format!("{key} is not a number"));
        let row = Self {
            name: text("name")?,
            ours: number("ours")?,
            beside: number("beside")?,
            beside_is: text("beside_is").unwrap_or_default(),
            unit: text("unit")?,
            at_most: number("at_most").ok(),
            at_least: number("at_least").ok(),
        };
        if row.beside == 0.0 { Err("beside is zero".into()) } else { Ok(row) }
    }

    fn ratio(&self) -> f64 {
        self.ours / self.beside
    }

    fn is_beyond(&self) -> bool {
        self.at_most.is_some_and(|most| self.ratio() > most) || self.at_least.is_some_and(|least| self.ratio() < least)
    }

    fn limit(&self) -> String {
        let most = self.at_most.map(|most| format!("≤ {most}"));
        let least = self.at_least.map(|least| format!("≥ {least}"));
        most.into_iter().chain(least).collect::<Vec<_>>().join(", ")
    }
}

/// The rows as a Markdown table.
fn table(rows: &[Row]) -> String {
    let mut lines = vec![
        "| bench | ours | beside | ratio | unit | limit | beside is |".to_string(),
        "|---|---:|---:|---:|---|---|---|".to_string(),
    ];
    lines.extend(rows.iter().map(|row| {
        let [ours, beside] = [row.ours, row.beside].map(short);
        let (ratio, limit) = (row.ratio(), row.limit());
        format!("| {} | {ours} | {beside} | {ratio:.2} | {} | {limit} | {} |", row.name, row.unit, row.beside_is)
    }));
    lines.join("\n")
}

/// Three figures or so: more would be noise.
fn short(number: f64) -> String {
    if number >= 100.0 { format!("{number:.0}") } else { format!("{number:.2}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_becomes_a_row_with_its_ratio_and_limit() {
        let line =
            r#"{"name": "extract", "ours": 12.5, "beside": 50, "beside_is": "the limit", "unit": "ms", "at_most": 1}"#;
        let row = Row::read(line).unwrap();
        assert!(!row.is_beyond());
        assert_eq!(table(&[row]).lines().last(), Some("| extract | 12.50 | 50.00 | 0.25 | ms | ≤ 1 | the limit |"));
    }

    #[test]
    fn a_ratio_beyond_its_limit_is_told() {
        let row =
            |limit| Row::read(&format!(r#"{{"name": "a", "ours": 2, "beside": 1, "unit": "/s", {limit}}}"#)).unwrap();
        assert!(row("\"at_most\": 1.5").is_beyond() && row("\"at_least\": 3").is_beyond());
        assert!(!row("\"at_least\": 1").is_beyond());
    }

    #[test]
    fn a_line_without_its_parts_is_refused() {
        assert_eq!(Row::read(r#"{"name": "a", "ours": 2}"#), Err("beside is not a number".into()));
        assert!(Row::read("warming up").is_err());
    }
}
