//! Timing requests, and lines for the table.

use std::time::{Duration, Instant};

use kernel::Time;
use serde_json::json;
use testkit::{Client, TestApp};

use crate::Outcome;

const WARM_UP: usize = 20;
const TIMES: usize = 200;
/// What a page may take on the server, in milliseconds.
const LIMIT: f64 = 50.0;

/// Words of the names of pages that alone are to be measured.
fn only() -> impl Iterator<Item = String> {
    std::env::args().filter_map(|word| word.strip_prefix("only=").map(str::to_owned))
}

/// Whether nothing is left out.
pub fn everything() -> bool {
    only().next().is_none()
}

/// A program that may ask 120 times a minute.
pub async fn program(app: &TestApp, engine: &str, name: &str, (client, addresses): (&Client, &[String])) -> Outcome {
    let pause = || app.clock.set(Time(app.clock.now().0 + 500));
    measured(engine, name, client, addresses, pause).await
}

/// Somebody at a browser.
pub async fn page(engine: &str, name: &str, client: &Client, addresses: &[String]) -> Outcome {
    measured(engine, name, client, addresses, || ()).await
}

/// Requests the addresses in turn, one after the other, and prints what all but one in a hundred stayed below.
async fn measured(engine: &str, name: &str, client: &Client, addresses: &[String], pause: impl Fn()) -> Outcome {
    if !everything() && !only().any(|word| name.contains(&word)) {
        return Ok(());
    }
    let mut times = Vec::with_capacity(TIMES);
    for (number, address) in addresses.iter().cycle().take(WARM_UP + TIMES).enumerate() {
        pause();
        let begun = Instant::now();
        let answer = client.get(address).await;
        let took = begun.elapsed();
        if !answer.status.is_success() {
            return Err(format!("{name}: {address} answered {}", answer.status).into());
        }
        if number >= WARM_UP {
            times.push(took);
        }
    }
    let [half, most] = percentiles(times);
    eprintln!("{engine}: {name}: {half:.1} ms, {most:.1} ms");
    let line = json!({
        "name": format!("{name} ({engine}), p99"), "ours": most, "beside": LIMIT, "unit": "ms", "at_most": 1.0,
        "beside_is": format!("the limit; half took {half:.1} ms or less"),
    });
    println!("{line}");
    Ok(())
}

/// What half of them, and what all but one in a hundred stayed below, in milliseconds.
fn percentiles(mut times: Vec<Duration>) -> [f64; 2] {
    times.sort();
    [50, 99].map(|share| times[(times.len() * share).div_ceil(100) - 1].as_secs_f64() * 1000.0)
}
