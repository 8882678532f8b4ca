//! Measures reading on real documents: `cargo run --release -p gongkai-official --example evaluate -- FILE.jsonl [ID…]`.
//!
//! A line of the file is a document: `title`, `body`, and what is known of it (`doc_number`, `issued_on`,
//! `effective_on`). A plain text file is read and shown instead. With ids, those documents' statements are printed.

use std::process::ExitCode;

use gongkai_official::validity::{Statement, statements};
use gongkai_official::{Block, Official, number, read, write};
use serde_json::Value;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(file) = arguments.next() else {
        eprintln!("usage: evaluate FILE.jsonl [ID…] | FILE.txt");
        return ExitCode::from(2);
    };
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{file}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let ids: Vec<String> = arguments.collect();
    if file.ends_with(".jsonl") {
        let records: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        if ids.is_empty() { score(&records) } else { show_statements(&records, &ids) }
    } else {
        show(&text);
    }
    ExitCode::SUCCESS
}

/// The text as it would be sent: a record whose body lacks the title gets it, and the note of its history, in front.
fn sent(record: &Value) -> String {
    let of = |name: &str| record[name].as_str().unwrap_or_default();
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    // Links and buttons that a site prints below the text are not the document's.
    let body = of("body");
    let body = ["公告下载链接", "公告正文下载链接", "公告原文下载链接", "公告全文下载链接", "浏览次数："]
        .iter()
        .fold(body, |body, end| body.split(end).next().unwrap_or(body));
    let opening: String = body.lines().take_while(|line| line.chars().count() < 80).take(6).collect();
    if plain(&opening).contains(&plain(of("title"))) {
        return body.to_owned();
    }
    let history = of("history");
    let note = if history.is_empty() { String::new() } else { format!("（{history}）\n") };
    format!("{}\n{note}{body}", of("title"))
}

fn show(text: &str) {
    let read = read(text);
    println!("{}", serde_json::to_string_pretty(&Official { blocks: Vec::new(), ..read.clone() }).unwrap_or_default());
    for block in &read.blocks {
        let line = serde_json::to_string(block).unwrap_or_default();
        println!("{}", line.chars().take(160).collect::<String>());
    }
    for found in statements(text) {
        println!("{}", serde_json::to_string(&found).unwrap_or_default());
    }
}

fn show_statements(records: &[Value], ids: &[String]) {
    for record in records.iter().filter(|record| ids.iter().any(|id| id == "all" || record["id"] == id.as_str())) {
        for found in statements(&sent(record)) {
            println!(
                "{}\t{}",
                record["id"].as_str().unwrap_or_default(),
                serde_json::to_string(&found).unwrap_or_default()
            );
        }
    }
}

/// Right, wrong and not found of one field.
#[derive(Default)]
struct Score {
    right: usize,
    missed: usize,
    wrong: Vec<String>,
}

impl Score {
    fn count(&mut self, id: &str, known: Option<String>, read: Option<String>) {
        match (known, read) {
            (None, _) => {}
            (Some(known), Some(read)) if known == read => self.right += 1,
            (Some(_), None) => {
                self.missed += 1;
                self.wrong.push(format!("{id}: not found"));
            }
            (Some(known), Some(read)) => self.wrong.push(format!("{id}: {read}, known {known}")),
        }
    }

    fn print(&self, name: &str) {
        let all = self.right + self.wrong.len();
        if all > 0 {
            let share = 100.0 * self.right as f64 / all as f64;
            println!("{name}: {}/{all} right ({share:.1} %), {} not found", self.right, self.missed);
            self.wrong.iter().take(6).for_each(|line| println!("    {}", line.chars().take(200).collect::<String>()));
        }
    }
}

fn score(records: &[Value]) {
    let [mut title, mut numbers, mut issued, mut effective, mut articles, mut again] =
        std::array::from_fn(|_| Score::default());
    let mut kinds = std::collections::BTreeMap::<String, usize>::new();
    let mut bytes = 0;
    let started = std::time::Instant::now();
    for record in records {
        let id = record["id"].as_str().unwrap_or_default();
        let of = |name: &str| record[name].as_str().filter(|value| !value.is_empty()).map(str::to_owned);
        let text = sent(record);
        bytes += text.len();
        let read = read(&text);
        let found = statements(&text);
        let plain = |text: String| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        title.count(id, of("title").map(plain), read.title.clone().map(plain));
        let printed = text.chars().take(3000).collect::<String>();
        let known = of("doc_number").and_then(|known| number::parse(&known)).filter(|known| {
            printed.lines().take(12).any(|line| number::parse(line).is_some_and(|own| own.serial == known.serial))
        });
        // Registers shorten the agency: year and serial are compared.
        let short = |number: number::Number| format!("{} {}", number.year.unwrap_or(0), number.serial);
        let yearless = read.number.as_ref().is_some_and(|number| number.year.is_none());
        let known = known.map(|known| if yearless { number::Number { year: None, ..known } } else { known });
        numbers.count(id, known.map(short), read.number.clone().map(short));
        // What is known of a law is the day of its last change, which its history tells.
        issued.count(
            id,
            of("issued_on").filter(|_| of("history").is_none()),
            read.issued_on.map(|date| date.to_string()),
        );
        let starts = found.iter().find_map(|found| match found.statement {
            Statement::EffectiveOn { date } => Some(date.to_string()),
            _ => None,
        });
        effective.count(id, of("effective_on"), starts.or_else(|| read.issued_on.map(|date| date.to_string())));
        count_articles(id, &text, &read, &mut articles);
        let twice = self::read(&write(&read.blocks));
        again.count(id, Some("same".to_owned()), (twice.blocks == read.blocks).then(|| "same".to_owned()));
        for found in &found {
            let value = serde_json::to_value(&found.statement).unwrap_or_default();
            *kinds.entry(value["says"].as_str().unwrap_or_default().to_owned()).or_default() += 1;
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    title.print("title");
    numbers.print("number");
    issued.print("issued on");
    effective.print("effective on (else the day of issue)");
    articles.print("articles (all of 第一条…第N条, in order)");
    again.print("read(write(blocks)) = blocks");
    println!("statements: {kinds:?}");
    println!("{} documents, {bytes} bytes, {seconds:.2} s", records.len());
}

/// The lines that begin with 第…条 and a space are the known articles.
fn count_articles(id: &str, text: &str, read: &Official, score: &mut Score) {
    let begins = |line: &&str| {
        line.starts_with('第')
            && line
                .split_once([' ', '\u{3000}'])
                .is_some_and(|(label, _)| label.ends_with('条') && label.chars().count() < 9)
    };
    let known = text.lines().filter(begins).count();
    let found = read
        .blocks
        .iter()
        .filter(|b| matches!(b, Block::Item { label, .. } if label.starts_with('第') && label.ends_with('条')))
        .count();
    if known > 0 {
        score.count(id, Some(known.to_string()), Some(found.to_string()));
    }
}
