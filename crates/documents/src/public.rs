//! A document's way to the public and back, and what it does there to other documents.

use db::Tx;
use directory::{government, unit};
use journal::Actor;
use kernel::{Date, Problem, Time};
use publishing::{Draft, Listing, Standing, Tombstone};

use crate::domain::{Decided, Document, Relation};
use crate::offer;
use crate::snapshot::{DOCUMENT, DocumentSnapshot, Named, PublicFile, PublicRelation};
use crate::store::{self, PublicEffect};

/// Publishes a document as its next version, and lets it do to others what it says. The caller has asked
/// [`Document::may`] and the gate, and saves what is answered.
pub(crate) async fn publish(tx: &mut Tx, now: Time, actor: &Actor, document: Document) -> Result<Document, Problem> {
    // What it names may have become public since somebody confirmed it.
    for mut relation in store::relations(tx, &document.id).await? {
        if relation.decided == Decided::Confirmed && relation.target_id.is_none() {
            relation.target_id = offer::find_target(tx, &document.government_id, &document.id, &relation).await?;
            store::decide(tx, &relation).await?;
        }
    }
    let snapshot = snapshot(tx, now, &document).await?;
    let key = number_key(snapshot.number.as_deref());
    if let Some(key) = &key {
        store::match_number(tx, &document.government_id, key, &document.id).await?;
    }
    let relations = store::relations(tx, &document.id).await?;
    let standing = match document.face.kind.valid {
        true => Some(standing(tx, &document.id, &snapshot).await?),
        false => None,
    };
    let listing = Listing {
        column_id: Some(snapshot.column.id.clone()),
        form: snapshot.form.clone(),
        number: snapshot.number.clone(),
        number_key: key.clone(),
        issuer: Some(snapshot.issuer.clone()),
        dated_on: snapshot.issued_on,
        themes: snapshot.themes.iter().map(|theme| theme.id.clone()).collect(),
        standing,
        series: crate::cleanup::series(tx, &document.id).await?,
    };
    let body = serde_json::to_value(&snapshot).map_err(Problem::internal)?;
    let draft = Draft {
        item_id: &document.id,
        government_id: &document.government_id,
        unit_id: Some(&document.unit_id),
        kind: DOCUMENT,
        title: &document.face.title,
        body,
        listing,
    };
    let version = publishing::publish(tx, now, actor, draft).await?;
    act_on_others(tx, now, actor, &document, &relations).await?;
    // Once more, now that publications stand in line: another may have been published since the first look.
    if let Some(key) = &key {
        store::match_number(tx, &document.government_id, key, &document.id).await?;
    }
    stand(tx, now, actor, &document.id).await?;
    store::forget_hands(tx, &document.id).await?;
    catalogue::owed::close(tx, &document.id).await?;
    Ok(document.published(version))
}

/// Withdraws a document: its page says why, and what it did to others is undone.
pub(crate) async fn withdraw(
    tx: &mut Tx,
    now: Time,
    actor: &Actor,
    document: Document,
    shown: Tombstone<'_>,
) -> Result<Document, Problem> {
    publishing::withdraw(tx, now, actor, &document.id, shown).await?;
    for target in store::take_back(tx, &document.id).await? {
        stand(tx, now, actor, &target).await?;
    }
    Ok(document.withdrawn())
}

/// What the public gets to see.
pub(crate) async fn snapshot(tx: &mut Tx, now: Time, document: &Document) -> Result<DocumentSnapshot, Problem> {
    let face = &document.face;
    let index_number = index_number(tx, now, document).await?;
    let unit = unit::find(tx, &document.unit_id).await?.ok_or(Problem::NotFound("这个单位"))?;
    let column_id = face.column_id.clone().ok_or_else(|| Problem::refused("请选择公开到哪个栏目。"))?;
    let column = catalogue::item::find(tx, &column_id).await?.ok_or(Problem::NotFound("这个栏目"))?;
    let themes = catalogue::theme::all(tx, &document.government_id).await?;
    let themes = themes.into_iter().filter(|theme| face.themes.contains(&theme.id));
    let files = store::files(tx, &document.id).await?;
    let confirmed = store::relations(tx, &document.id).await?;
    let confirmed = confirmed.into_iter().filter(|relation| relation.decided == Decided::Confirmed);
    Ok(DocumentSnapshot {
        index_number,
        form: face.kind.code.to_owned(),
        title: face.title.clone(),
        number: Some(face.number.clone()).filter(|number| !number.is_empty()),
        issuer: face.issuer.clone(),
        unit: unit.short_name,
        issued_on: face.issued_on,
        effective_on: face.effective_on,
        expires_on: face.expires_on,
        summary: face.summary.clone(),
        column: Named { id: column.id, name: column.text.name },
        themes: themes.map(|theme| Named { id: theme.id, name: theme.name }).collect(),
        blocks: official::read(&face.body).blocks,
        files: files.into_iter().map(public_file).collect(),
        relations: confirmed.map(public_relation).collect(),
        note: document.public_note.clone(),
    })
}

async fn index_number(tx: &mut Tx, now: Time, document: &Document) -> Result<String, Problem> {
    if let Some(index) = store::index_of(tx, &document.id).await? {
        return Ok(index);
    }
    let government = government::find(tx, &document.government_id).await?.ok_or(Problem::NotFound("这个政府"))?;
    let mark = government.site_id_code.unwrap_or(government.slug);
    let index = store::next_index(tx, &document.government_id, &mark, now.date().year()).await?;
    store::set_index(tx, &document.id, &index).await?;
    Ok(index)
}

fn public_file(file: store::Attached) -> PublicFile {
    PublicFile { id: file.id, title: file.title, hash: file.hash, media_type: file.media_type, bytes: file.bytes }
}

fn public_relation(relation: Relation) -> PublicRelation {
    PublicRelation {
        effect: relation.effect.code().to_owned(),
        title: relation.target_title,
        number: Some(relation.target_number).filter(|number| !number.is_empty()),
        item_id: relation.target_id,
        words: relation.words,
    }
}

/// A document's number as numbers are compared.
pub(crate) fn number_key(number: Option<&str>) -> Option<String> {
    number.and_then(official::number::parse).map(|number| number.key())
}

/// Its validity: from its own dates and from what public documents do to it.
async fn standing(tx: &mut Tx, id: &str, snapshot: &DocumentSnapshot) -> Result<Standing, Problem> {
    let notes = store::on_target(tx, id).await?.into_iter().filter_map(PublicEffect::note).collect();
    Ok(Standing::derive(snapshot.effective_on.or(snapshot.issued_on), snapshot.expires_on, notes))
}

/// Puts down what a document that just became public does, and marks each document it does something to, now or
/// before this version.
async fn act_on_others(
    tx: &mut Tx,
    now: Time,
    actor: &Actor,
    document: &Document,
    relations: &[Relation],
) -> Result<(), Problem> {
    let mut targets = store::take_back(tx, &document.id).await?;
    let first = publishing::find(tx, &document.id).await?.map_or(now, |(item, _)| item.first_published_at);
    let on: Date = document.face.effective_on.or(document.face.issued_on).unwrap_or_else(|| first.date());
    let confirmed = relations.iter().filter(|relation| relation.decided == Decided::Confirmed);
    for (position, relation) in confirmed.enumerate() {
        let effect = PublicEffect {
            source_id: document.id.clone(),
            effect: relation.effect,
            on,
            words: relation.words.clone(),
            source_title: document.face.title.clone(),
            source_number: Some(document.face.number.clone()).filter(|number| !number.is_empty()),
            target_id: relation.target_id.clone(),
            target_key: relation.target_key.clone(),
        };
        targets.extend(effect.target_id.clone());
        store::put(tx, &document.government_id, position, &effect).await?;
    }
    targets.sort();
    targets.dedup();
    for target in targets {
        stand(tx, now, actor, &target).await?;
    }
    Ok(())
}

/// Derives anew the validity of something public, and marks it. What is not public is marked when it comes back.
async fn stand(tx: &mut Tx, now: Time, actor: &Actor, target: &str) -> Result<(), Problem> {
    let Some((item, newest)) = publishing::find(tx, target).await? else { return Ok(()) };
    if item.withdrawn || item.kind != DOCUMENT || item.standing.is_none() {
        return Ok(());
    }
    let snapshot: DocumentSnapshot = serde_json::from_value(newest.body).map_err(Problem::internal)?;
    let standing = standing(tx, target, &snapshot).await?;
    Ok(publishing::mark(tx, now, actor, target, &standing).await?)
}
