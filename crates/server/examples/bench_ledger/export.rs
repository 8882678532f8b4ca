//! Files of the ledger, each made in a process of its own: rows a second, and what the process comes to hold meanwhile.

use std::process::Stdio;
use std::time::Instant;

use db::{Query, args};
use serde::{Deserialize, Serialize};
use serde_json::json;
use testkit::{Client, TestApp, database};
use tokio::process::Command;

use crate::Outcome;

/// The first argument of such a process.
pub const WORD: &str = "export";

/// Formats, with the query of the list: a Word file holds no more than some thousand rows, those of one plan.
const FILES: [(&str, &str); 3] = [("csv", ""), ("xlsx", ""), ("docx", "plan=")];
/// Rows that the bare SELECT fetches.
const FETCHED: usize = 20_000;

/// One file, as its process tells of it.
#[derive(Serialize, Deserialize)]
pub struct File {
    format: String,
    rows: i64,
    seconds: f64,
    /// What the process held before, and at most until the file was fetched, in MB.
    before: f64,
    peak: f64,
    size: f64,
    /// Rows a second that a SELECT alone fetches.
    select: f64,
}

/// Makes each file of what is in the database now.
pub async fn measured(app: &TestApp, url: &str) -> Outcome<Vec<File>> {
    let plan: String = app.db.read().await?.one("SELECT max(id) FROM plan", args![]).await?;
    let mut files = Vec::new();
    for (format, query) in FILES {
        let query = if query.is_empty() { String::new() } else { format!("{query}{plan}") };
        let mut child = Command::new(std::env::current_exe()?);
        let output = child.args([WORD, url, format, &query]).stderr(Stdio::inherit()).output().await?;
        files.push(serde_json::from_slice(&output.stdout).map_err(|error| format!("{format}: {error}"))?);
    }
    Ok(files)
}

/// Two lines for each format: with three years in the database, and with one.
pub fn print(engine: &str, files: &[Vec<File>]) {
    let [one, three] = files else { return };
    for (one, three) in one.iter().zip(three) {
        let File { format, rows, seconds, size, .. } = three;
        let speed = json!({
            "name": format!("{format} file of {rows} rows, {size:.0} MB ({engine})"), "ours": *rows as f64 / seconds,
            "beside": three.select, "beside_is": "a SELECT of the entries alone", "unit": "rows/s",
        });
        let memory = json!({
            "name": format!("{format} file of {rows} rows, memory ({engine})"), "ours": three.peak - three.before,
            "beside": one.peak - one.before, "beside_is": format!("the same of {} rows", one.rows), "unit": "MB",
        });
        eprintln!("{speed}\n{memory}");
        println!("{speed}\n{memory}");
    }
}

/// What such a process does: `URL FORMAT QUERY`.
pub async fn in_this_process(words: &[String]) -> Outcome {
    let [url, format, query] = words else { return Err("export URL FORMAT QUERY".into()) };
    let app = TestApp::start(database::of_another(url).await, gongkai::router).await;
    let office = app.as_("office").await;
    let list = if query.is_empty() {
        "SELECT count(*) FROM ledger_entry"
    } else {
        "SELECT count(*) FROM ledger_entry WHERE plan_id = $1"
    };
    let values = query.strip_prefix("plan=").map_or_else(Vec::new, |plan| args![plan]);
    let rows: i64 = app.db.read().await?.one(list, values).await?;
    let before = forget_peak()?;
    let begun = Instant::now();
    let size = if format == "csv" {
        office.drained(&format!("/desk/ledger.csv?{query}")).await
    } else {
        ordered(&app, &office, (format, query)).await?
    };
    let seconds = begun.elapsed().as_secs_f64();
    let peak = peak()?;
    let file = File {
        format: format.clone(),
        rows,
        seconds,
        before,
        peak,
        size: size as f64 / 1e6,
        select: select(&app).await?,
    };
    println!("{}", serde_json::to_string(&file)?);
    Ok(())
}

/// Asked for, made by the worker, fetched.
async fn ordered(app: &TestApp, office: &Client, (format, query): (&str, &str)) -> Outcome<usize> {
    let page = office.post(&format!("/desk/ledger/export?{query}"), &[("format", format)]).await.location().to_owned();
    jobs::work_off(app, gongkai::JOBS).await?;
    Ok(office.drained(&format!("{page}/result")).await)
}

/// Rows a second of a SELECT that nothing is made of.
async fn select(app: &TestApp) -> Outcome<f64> {
    let begun = Instant::now();
    let query = Query::new("SELECT * FROM ledger_entry ORDER BY id LIMIT $1", args![FETCHED]);
    let rows: Vec<String> = app.db.read().await?.list(query).await?;
    Ok(rows.len() as f64 / begun.elapsed().as_secs_f64())
}

/// What the process holds now, in MB; from here on the peak counts anew.
fn forget_peak() -> Outcome<f64> {
    std::fs::write("/proc/self/clear_refs", "5")?;
    peak()
}

/// The most it held, in MB.
fn peak() -> Outcome<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM in /proc/self/status")?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes / 1000.0)
}
