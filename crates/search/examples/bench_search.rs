//! How well and how fast things are found. Speed: many documents put together from the sentences of the sample plans
//! (`GONGKAI_BENCH_DOCUMENTS`, 100,000 unless told). Quality: judged questions, when `GONGKAI_BENCH_JUDGED` names a folder
//! with `docs.jsonl.gz`, `queries.jsonl` and `qrels.tsv`.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

use gongkai_search::evaluate::{Judged, Plain, Question, Scores, ask, library};
use gongkai_search::{Answered, Asked, Entry, Index, Library, Model, Order, Place, Wanted};
use kernel::{Date, Time};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{Rng as _, SeedableRng as _};
use serde_json::json;

/// Parts of what is judged; each is asked with what the others teach.
const FOLDS: usize = 5;
/// Questions whose time is taken, after some that do not count.
const QUESTIONS: usize = 2_000;
const FIRST: usize = 100;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    if let Ok(folder) = std::env::var("GONGKAI_BENCH_JUDGED") {
        quality(Path::new(&folder))?;
    }
    speed(std::env::var("GONGKAI_BENCH_DOCUMENTS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000))
}

fn row(name: &str, ours: f64, beside: f64, beside_is: &str, unit: &str, limit: (&str, f64)) {
    println!(
        "{}",
        json!({ "name": name, "ours": ours, "beside": beside, "beside_is": beside_is, "unit": unit, limit.0: limit.1 })
    );
}

fn quality(folder: &Path) -> Outcome {
    let judged = Judged::read(&folder.join("docs.jsonl.gz"), &folder.join("queries.jsonl"), &folder.join("qrels.tsv"))?;
    let plain = Plain::over(&judged)?;
    let beside = Scores::over(&judged.questions, &judged.right, |question| plain.ask(question))?;
    drop(plain);
    let ours = library(&judged)?;
    let without = Scores::over(&judged.questions, &judged.right, |question| ask(&ours, question))?;
    let mut found: HashMap<&str, Vec<String>> = HashMap::new();
    for fold in 0..FOLDS {
        let (asked, taught): (Vec<_>, Vec<_>) =
            judged.questions.iter().enumerate().partition(|(at, _)| at % FOLDS == fold);
        let answered = |question: &Question| {
            Some(Answered { question: question.text.clone(), documents: judged.right.get(&question.id)?.clone() })
        };
        let answered: Vec<Answered> = taught.into_iter().filter_map(|(_, question)| answered(question)).collect();
        ours.learn(Model::learn(&ours.index, &answered)?);
        for (_, question) in asked {
            found.insert(&question.id, ask(&ours, question)?);
        }
    }
    let learned =
        Scores::over(&judged.questions, &judged.right, |q| Ok(found.remove(q.id.as_str()).unwrap_or_default()))?;
    for (name, scores, mrr, recall) in [("search", without, 0.335, 0.62), ("search, learned", learned, 0.42, 0.74)] {
        let is = "pairs of characters by BM25";
        row(&format!("{name}: MRR@10"), scores.mrr_10, beside.mrr_10, is, "", ("at_least", mrr / beside.mrr_10));
        row(&format!("{name}: R@10"), scores.recall_10, beside.recall_10, is, "", ("at_least", 1.0));
        row(
            &format!("{name}: R@100"),
            scores.recall_100,
            beside.recall_100,
            is,
            "",
            ("at_least", recall / beside.recall_100),
        );
    }
    Ok(())
}

/// Sentences and headings of the sample plans.
fn sentences() -> Outcome<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/plans");
    let mut sentences = Vec::new();
    for file in fs::read_dir(folder)?.flatten().filter(|file| file.path().extension().is_some_and(|one| one == "txt")) {
        let text = fs::read_to_string(file.path())?.replace('\n', "");
        sentences.extend(text.split_inclusive(['。', '；']).filter(|one| one.chars().count() > 8).map(str::to_owned));
    }
    Ok(sentences)
}

fn document(dice: &mut StdRng, sentences: &[String], n: usize) -> Entry {
    let mut text = String::new();
    while text.len() < 4_500 {
        text.push_str(sentences.choose(dice).map_or("", String::as_str));
        if dice.random_bool(0.3) {
            text.push('\n');
        }
    }
    let title: String = sentences.choose(dice).map_or("", String::as_str).chars().take(24).collect();
    let year = dice.random_range(2008..2027_i16);
    Entry {
        id: format!("{n:08}"),
        government_id: format!("g{}", n % 4),
        unit_id: Some(format!("u{}", n % 200)),
        kind: "document".into(),
        form: ["normative", "policy", "plan"][n % 3].into(),
        theme_ids: vec![format!("t{}", n % 30)],
        title,
        number: Some(format!("测政办发〔{year}〕{}号", n % 900)),
        dated_on: Some(Date::constant(year, 6, 1)),
        published_at: Some(Time(n as i64)),
        standing: Some(publishing::Standing::default()),
        text,
        ..Entry::default()
    }
}

fn speed(documents: usize) -> Outcome {
    let sentences = sentences()?;
    let mut dice = StdRng::seed_from_u64(1);
    let folder = tempfile::tempdir()?;
    let index = Index::open(folder.path())?;
    let mut writer = index.writer()?;
    let part = documents / 10;
    let entries: Vec<Entry> = (0..part).map(|n| document(&mut dice, &sentences, n)).collect();
    let begun = Instant::now();
    for entry in &entries {
        writer.add(entry)?;
    }
    writer.commit(&Place::default())?;
    let ours = part as f64 / begun.elapsed().as_secs_f64();
    let judged = Judged { documents: entries, ..Judged::default() };
    let begun = Instant::now();
    drop(Plain::over(&judged)?);
    let plain = part as f64 / begun.elapsed().as_secs_f64();
    drop(judged);
    row(
        "indexing",
        ours,
        plain,
        "pairs of characters alone, in memory, nothing kept",
        "documents/s",
        ("at_least", 0.2),
    );

    for n in part..documents {
        writer.add(&document(&mut dice, &sentences, n))?;
    }
    writer.commit(&Place::default())?;
    writer.finish()?;
    index.refresh()?;
    let library = Library::new(index);
    let named = format!("{documents} documents");
    for (kind, make) in [
        ("a phrase", phrase as fn(&mut StdRng, &[String]) -> String),
        ("two words", |dice, all| format!("{} {}", phrase(dice, all), phrase(dice, all))),
        ("a number", |dice, _| format!("测政办发{}年{}号", dice.random_range(2008..2027), dice.random_range(0..900))),
        ("a sentence", |dice, all| all.choose(dice).map_or("", String::as_str).chars().take(24).collect()),
    ] {
        let mut times = Vec::new();
        for n in 0..FIRST + QUESTIONS / 4 {
            let words = make(&mut dice, &sentences);
            let wanted = Wanted { government_id: Some(format!("g{}", n % 4)), ..Wanted::default() };
            let asked = Asked {
                words: &words,
                wanted: &wanted,
                order: Order::Relevance,
                today: Date::constant(2026, 6, 1),
                skip: 0,
                limit: 20,
            };
            let begun = Instant::now();
            let found = library.find(&asked)?;
            times.push(begun.elapsed().as_secs_f64() * 1_000.0);
            std::hint::black_box(found.hits.len());
        }
        times.drain(..FIRST);
        times.sort_by(f64::total_cmp);
        let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
        row(&format!("search by {kind}, {named}: half"), at(0.5), 5.0, "the limit", "ms", ("at_most", 1.0));
        row(&format!("search by {kind}, {named}: 99 of 100"), at(0.99), 30.0, "the limit", "ms", ("at_most", 1.0));
    }
    Ok(())
}

/// Two to eight characters that stand somewhere.
fn phrase(dice: &mut StdRng, sentences: &[String]) -> String {
    let sentence: Vec<char> =
        sentences.choose(dice).map_or("", String::as_str).chars().filter(|c| c.is_alphanumeric()).collect();
    let long = dice.random_range(2..=8).min(sentence.len());
    let at = dice.random_range(0..=sentence.len() - long);
    sentence[at..at + long].iter().collect()
}
