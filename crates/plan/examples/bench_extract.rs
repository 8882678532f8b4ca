//! What the five sample plans cost one core, beside the 50 ms that a person does not notice: first in a new process,
//! whose patterns are not yet compiled, and then again. `cargo xtask bench extract` prints the table.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;

/// Milliseconds for all samples together.
const LIMIT: f64 = 50.0;

/// How often they are read again; the mean is told.
const ROUNDS: u32 = 50;

fn main() -> Result<(), Box<dyn Error>> {
    let plans = samples()?;
    let first = cost(|| read(&plans))?;
    let again = cost(|| (0..ROUNDS).for_each(|_| read(&plans)))? / f64::from(ROUNDS);
    for (name, ours) in [("five plans, first time", first), ("five plans, again", again)] {
        let row = serde_json::json!({
            "name": name, "ours": ours, "beside": LIMIT, "beside_is": "the limit", "unit": "ms", "at_most": 1,
        });
        println!("{row}");
    }
    Ok(())
}

/// The name and text of each sample plan.
fn samples() -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/plans");
    let mut plans = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            plans.push((path.display().to_string(), fs::read_to_string(&path)?));
        }
    }
    if plans.len() == 5 { Ok(plans) } else { Err(format!("expected five sample plans, found {}", plans.len()).into()) }
}

fn read(plans: &[(String, String)]) {
    for (name, text) in plans {
        black_box(gongkai_plan::extract(black_box(text), name));
    }
}

/// Milliseconds that the work spent on a processor, by the kernel's account: what other programs do at the same time
/// does not count.
fn cost(work: impl FnOnce()) -> Result<f64, Box<dyn Error>> {
    let before = nanoseconds_on_processor()?;
    work();
    Ok((nanoseconds_on_processor()? - before) / 1e6)
}

fn nanoseconds_on_processor() -> Result<f64, Box<dyn Error>> {
    // Giving way first makes the kernel bring its account up to date.
    std::thread::yield_now();
    let account = fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(account.split_whitespace().next().ok_or("the kernel keeps no account")?.parse()?)
}
