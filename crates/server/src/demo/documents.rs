//! Documents of every government that the demonstration serves, at every stage of their life. Made up, and marked so.

use catalogue::item::Item;
use db::Tx;
use directory::{Government, Unit, government, unit};
use documents::domain::{Attribute, Document, Hand, Kind};
use documents::intake::{Arrival, Door, read, staged, take_over};
use journal::Actor;
use kernel::{Date, Problem, Time};
use serde::Deserialize;
use web::App;

use super::sample::bytes;
use crate::run::Failure;

/// `samples/documents.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleDocuments {
    #[serde(rename = "document")]
    documents: Vec<SampleDocument>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleDocument {
    /// `public`, or the stage at which it waits.
    stage: String,
    unit: String,
    /// Key of a standard column.
    column: String,
    kind: String,
    /// Keys of standard themes.
    #[serde(default)]
    themes: Vec<String>,
    #[serde(default)]
    interpretation: String,
    #[serde(default)]
    reason: String,
    ground: Option<String>,
    review_on: Option<Date>,
    text: String,
}

/// Adds them.
pub(super) async fn add(app: &App) -> Result<(), Failure> {
    let text = bytes("documents.toml")?;
    let samples: SampleDocuments =
        toml::from_str(&String::from_utf8_lossy(&text)).map_err(|e| format!("samples/documents.toml: {e}"))?;
    let mut tx = app.db.read().await.map_err(|e| e.to_string())?;
    let governments = government::hosted(&mut tx).await.map_err(|e| e.to_string())?;
    drop(tx);
    for government in governments {
        let mut now = app.clock.now();
        for sample in &samples.documents {
            // Each a moment after the other, so that lists have an order.
            now = now.plus_minutes(-7);
            let mut tx = app.db.write().await.map_err(|e| e.to_string())?;
            one(&mut tx, now, &government, sample).await.map_err(|e| format!("{}: {e}", first_line(&sample.text)))?;
            tx.commit().await.map_err(|e| e.to_string())?;
        }
    }
    Ok(())
}

fn first_line(text: &str) -> &str {
    text.trim().lines().next().unwrap_or_default()
}

async fn one(tx: &mut Tx, now: Time, government: &Government, sample: &SampleDocument) -> Result<(), Problem> {
    let unit = unit_of(tx, government, &sample.unit).await?;
    let columns = catalogue::item::choices(tx, &government.id, None).await?;
    let themes = catalogue::theme::all(tx, &government.id).await?;
    let column = columns.iter().find(|item| stands_for(item, &sample.column)).or_else(|| columns.first());
    let themes =
        themes.into_iter().filter(|theme| theme.standard.as_ref().is_some_and(|key| sample.themes.contains(key)));
    let text = sample
        .text
        .trim()
        .replace("{地}", &government.short_name)
        .replace("{办}", &government.host_unit)
        .replace("{代}", &government.short_name.chars().take(1).collect::<String>());
    let mut face = read(&text, None);
    face.kind = Kind::by_code(&sample.kind).unwrap_or(face.kind);
    face.column_id = column.map(|item| item.id.clone());
    face.themes = themes.map(|theme| theme.id).collect();
    face.themes.sort();
    face.interpretation.clone_from(&sample.interpretation);
    if face.issuer.is_empty() {
        face.issuer.clone_from(&unit.name);
    }
    let actor = Actor { id: "demo".into(), name: "演示".into() };
    let arrival = Arrival {
        government_id: &government.id,
        unit_id: &unit.id,
        actor: &actor,
        door: Door::Desk,
        face,
        text: &text,
    };
    if sample.stage == "public" {
        let id = format!("{}-{}", government.slug, first_line(&sample.text));
        take_over(tx, now, Arrival { door: Door::Import("演示".into(), id), ..arrival }).await?;
    } else {
        staged(tx, now, arrival, |document| waiting(document, sample, now)).await?;
    }
    Ok(())
}

fn stands_for(item: &Item, key: &str) -> bool {
    item.standard.as_deref() == Some(key)
}

/// The first unit whose name has the word; else the first of all.
async fn unit_of(tx: &mut Tx, government: &Government, word: &str) -> Result<Unit, Problem> {
    let units = unit::page(tx, &government.id, unit::Filter::default(), usize::MAX).await?;
    let found = units.iter().find(|unit| unit.name.contains(word)).or_else(|| units.first()).cloned();
    found.ok_or(Problem::NotFound("演示单位"))
}

/// A document at the stage at which the sample waits.
fn waiting(document: Document, sample: &SampleDocument, now: Time) -> Document {
    let hand = || Hand { id: "demo".into(), name: "演示".into(), at: now };
    let open = || document.clone().determine(Attribute::Proactive, hand());
    match sample.stage.as_str() {
        "review" => open().submit(),
        "signing" => open().submit().pass(hand()),
        "returned" => open().submit().give_back(&sample.reason),
        "withheld" => {
            let attribute = Attribute::from_parts("withheld", sample.ground.as_deref(), &sample.reason);
            let closed = document.determine(attribute.unwrap_or(Attribute::Proactive), hand());
            closed.submit().pass(hand()).sign(hand()).file(sample.review_on.unwrap_or_else(|| now.date()))
        }
        _ => document,
    }
}
