//! Time per pass over some plans, and over one text that grows: `… --release --example speed -- FILE…`.

use std::hint::black_box;
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let texts = std::env::args().skip(1).map(std::fs::read_to_string).collect::<Result<Vec<String>, _>>()?;
    let first = Instant::now();
    texts.iter().for_each(|text| drop(black_box(gongkai_plan::extract(text, ""))));
    println!("first pass  {:8.2} ms", first.elapsed().as_secs_f64() * 1e3);
    const PASSES: u32 = 20;
    let warm = Instant::now();
    for _ in 0..PASSES {
        texts.iter().for_each(|text| drop(black_box(gongkai_plan::extract(text, ""))));
    }
    println!("warm pass   {:8.2} ms", warm.elapsed().as_secs_f64() * 1e3 / f64::from(PASSES));
    let all = texts.concat();
    for times in [1, 2, 4, 8] {
        let text = all.repeat(times);
        let start = Instant::now();
        let tasks = black_box(gongkai_plan::extract(&text, "")).tasks.len();
        println!("{:8} KB {:8.2} ms, {tasks} tasks", text.len() / 1024, start.elapsed().as_secs_f64() * 1e3);
    }
    Ok(())
}
