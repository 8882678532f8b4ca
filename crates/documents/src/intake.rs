//! A text comes in, by whatever door, and becomes a document.

use db::Tx;
use journal::Actor;
use kernel::{Problem, Time, new_id};

use crate::attach::Clean;
use crate::domain::{Attribute, Document, Face, Hand, Stage};
use crate::{offer, public, store};

/// By which door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Door {
    /// Somebody at the desk pasted it or sent a file.
    Desk,
    /// A program handed it in: which, and under which id of its own.
    Program(String, String),
    /// It was public elsewhere before, and is taken over: from where, and under which id.
    Import(String, String),
}

impl Door {
    fn code(&self) -> &'static str {
        match self {
            Self::Desk => "typed",
            Self::Program(..) => "program",
            Self::Import(..) => "import",
        }
    }

    fn act(&self) -> &'static str {
        match self {
            Self::Desk => "document.begun",
            Self::Program(..) => "document.received",
            Self::Import(..) => "document.imported",
        }
    }
}

/// What comes in.
#[derive(Debug)]
pub struct Arrival<'a> {
    /// The government.
    pub government_id: &'a str,
    /// Whose it is.
    pub unit_id: &'a str,
    /// Who brings it.
    pub actor: &'a Actor,
    /// By which door.
    pub door: Door,
    /// What it says of itself.
    pub face: Face,
    /// The whole text as it came, from which relations are read.
    pub text: &'a str,
}

/// What a text says of itself; a file's name stands in for a title that is not found.
pub fn read(text: &str, file_name: Option<&str>) -> Face {
    offer::face(text, file_name)
}

/// Begins a document: its attribute is not determined, what its text does to others is offered.
pub(crate) async fn begin(
    tx: &mut Tx,
    now: Time,
    arrival: Arrival<'_>,
    files: &[Clean],
    notes: &str,
) -> kernel::Result<Document> {
    let source = match &arrival.door {
        Door::Desk => None,
        Door::Program(system, id) | Door::Import(system, id) => Some((system.clone(), id.clone())),
    };
    let document = Document {
        id: new_id(now),
        government_id: arrival.government_id.to_owned(),
        unit_id: arrival.unit_id.to_owned(),
        author_id: arrival.actor.id.clone(),
        author_name: arrival.actor.name.clone(),
        hands: Vec::new(),
        stage: Stage::Drafting,
        attribute: None,
        determined: None,
        reviewed: None,
        signed: None,
        returned: String::new(),
        face: arrival.face,
        publish_at: None,
        public_version: None,
        public_note: String::new(),
        review_on: None,
        source,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    store::insert(tx, &document, arrival.door.code()).await?;
    offer::relations(tx, now, &document.id, arrival.government_id, arrival.text).await?;
    for file in files {
        store::attach(tx, now, &arrival.actor.name, &document.id, &file.title, &file.kept, &file.stripped).await?;
    }
    store::record(tx, now, arrival.actor, arrival.door.act(), &document, notes, &[]).await?;
    Ok(document)
}

/// Takes over a document that was public elsewhere before: whoever takes it over answers for its attribute; what its
/// text does to others is taken as it stands, because it is law already. The gate still holds: refused with its reason.
pub async fn take_over(tx: &mut Tx, now: Time, arrival: Arrival<'_>) -> kernel::Result<Document> {
    if !matches!(arrival.door, Door::Import(..)) {
        return Err(Problem::refused("只有历史公开文件可以直接接收。"));
    }
    let actor = arrival.actor.clone();
    let document = begin(tx, now, arrival, &[], "").await?;
    for mut relation in store::relations(tx, &document.id).await? {
        relation.decided = crate::domain::Decided::Confirmed;
        store::decide(tx, &relation).await?;
    }
    let hand = || Hand { id: actor.id.clone(), name: actor.name.clone(), at: now };
    let document = document.determine(Attribute::Proactive, hand()).submit().pass(hand()).sign(hand());
    if let Some(why) = crate::gate::of(tx, &document, now.date()).await?.why() {
        return Err(Problem::refused(why));
    }
    let document = public::publish(tx, now, &actor, document).await?;
    store::save(tx, now, &document).await?;
    store::record(tx, now, &actor, "document.published", &document, "", &[]).await?;
    Ok(Document { version: document.version + 1, ..document })
}

/// Begins a document as somebody at the desk would, and takes it through the steps that `steps` makes of it.
pub async fn staged(
    tx: &mut Tx,
    now: Time,
    arrival: Arrival<'_>,
    steps: impl FnOnce(Document) -> Document,
) -> kernel::Result<Document> {
    let actor = arrival.actor.clone();
    let document = begin(tx, now, arrival, &[], "").await?;
    let document = steps(document);
    store::save(tx, now, &document).await?;
    let words = document.stage.name();
    store::record(tx, now, &actor, "document.edited", &document, words, &[]).await?;
    Ok(document)
}
