//! How long the five sample plans take, beside the 50 ms that a person does not notice: on one core, in one process,
//! first with nothing prepared and then repeated. `cargo xtask bench extract` prints the table.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

/// Milliseconds for all samples together.
const LIMIT: f64 = 50.0;

/// How often they are read again. The fastest round is told: the work is always the same, so what a round takes longer
/// is another program's.
const ROUNDS: usize = 50;

fn main() -> Result<(), Box<dyn Error>> {
    let plans = samples()?;
    let first = milliseconds(&plans);
    let again = (0..ROUNDS).map(|_| milliseconds(&plans)).fold(f64::INFINITY, f64::min);
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

/// How long it takes to read every plan once.
fn milliseconds(plans: &[(String, String)]) -> f64 {
    let begun = Instant::now();
    for (name, text) in plans {
        black_box(gongkai_plan::extract(black_box(text), name));
    }
    begun.elapsed().as_secs_f64() * 1000.0
}
