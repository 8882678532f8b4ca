//! The documents themselves.

use db::{FromRow, Row, Tx, args};
use directory::Principal;
use journal::{Act, Actor, Subject};
use kernel::Time;
use screening::{Finding, WordList};
use serde_json::json;

use crate::domain::{Attribute, Change, Document, Face, Hand, Kind, Stage};

/// The kind of thing that a document is in the journal.
pub(crate) const SUBJECT: &str = "document";
/// What a restricted draft is called where others read.
pub(crate) const HIDDEN: &str = "指定人员可见的文件";

/// A text with the personal data in it masked.
pub(crate) fn safe(text: &str) -> String {
    let found = screening::screen(text, &WordList::default());
    let blocking: Vec<&Finding> = found.iter().filter(|one| one.blocks).collect();
    if blocking.is_empty() { text.to_owned() } else { screening::mask(text, &blocking) }
}

impl FromRow for Document {
    fn from_row(row: &Row) -> db::Result<Self> {
        let corrupt = |what: &str| db::Error::Corrupt(format!("document {what}"));
        let (stage, form): (String, String) = (row.get("stage")?, row.get("form")?);
        let attribute = match row.get::<Option<String>>("attribute")? {
            Some(code) => {
                let (ground, reason): (Option<String>, String) = (row.get("ground")?, row.get("attribute_reason")?);
                let attribute = Attribute::from_parts(&code, ground.as_deref(), &reason);
                Some(attribute.ok_or_else(|| corrupt("attribute"))?)
            }
            None => None,
        };
        let hand = |id: &str, name: &str, at: &str| -> db::Result<Option<Hand>> {
            Ok(match (row.get::<Option<String>>(id)?, row.get::<Option<Time>>(at)?) {
                (Some(id), Some(at)) => Some(Hand { id, name: row.get(name)?, at }),
                _ => None,
            })
        };
        let source: (Option<String>, Option<String>) = (row.get("source_system")?, row.get("source_id")?);
        Ok(Self {
            id: row.get("id")?,
            government_id: row.get("government_id")?,
            unit_id: row.get("unit_id")?,
            author_id: row.get("author_id")?,
            author_name: row.get("author_name")?,
            hands: Vec::new(),
            stage: Stage::from_code(&stage).ok_or_else(|| corrupt("stage"))?,
            attribute,
            determined: hand("determined_by", "determined_by_name", "determined_at")?,
            reviewed: hand("reviewed_by", "reviewed_by_name", "reviewed_at")?,
            signed: hand("signed_by", "signed_by_name", "signed_at")?,
            returned: row.get("returned")?,
            face: Face {
                kind: Kind::by_code(&form).ok_or_else(|| corrupt("form"))?,
                title: row.get("title")?,
                number: row.get("number")?,
                issuer: row.get("issuer")?,
                issued_on: row.get("issued_on")?,
                effective_on: row.get("effective_on")?,
                expires_on: row.get("expires_on")?,
                summary: row.get("summary")?,
                interpretation: row.get("interpretation")?,
                column_id: row.get("column_id")?,
                themes: Vec::new(),
                body: row.get("body")?,
                restricted: row.get("restricted")?,
            },
            publish_at: row.get("publish_at")?,
            public_version: row.get("public_version")?,
            public_note: row.get("public_note")?,
            review_on: row.get("review_on")?,
            source: source.0.zip(source.1),
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
            version: row.get("version")?,
        })
    }
}

/// The document with that id.
pub(crate) async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Document>> {
    let found: Option<Document> = tx.opt("SELECT * FROM document WHERE id = $1", args![id]).await?;
    let Some(mut document) = found else { return Ok(None) };
    document.face.themes = themes_of(tx, &document.id).await?;
    let sql = "SELECT person_id AS word FROM document_hand WHERE document_id = $1 ORDER BY person_id";
    document.hands = tx.all(sql, args![id]).await?;
    Ok(Some(document))
}

/// What a system handed in under an id of its own, with the digest of the request.
pub(crate) async fn received(
    tx: &mut Tx,
    government_id: &str,
    system: &str,
    own: &str,
) -> db::Result<Option<(Document, String)>> {
    let sql = "SELECT * FROM document WHERE government_id = $1 AND source_system = $2 AND source_id = $3";
    let found: Option<Document> = tx.opt(sql, args![government_id, system, own]).await?;
    let Some(document) = found else { return Ok(None) };
    let sql = "SELECT coalesce(source_digest, '') AS digest FROM document WHERE id = $1";
    let digest: String = tx.one(sql, args![&document.id]).await?;
    Ok(Some((document, digest)))
}

/// Keeps the digest of the request that handed a document in.
pub(crate) async fn set_digest(tx: &mut Tx, id: &str, digest: &str) -> db::Result<()> {
    tx.exec_one("UPDATE document SET source_digest = $1 WHERE id = $2", args![digest, id]).await
}

/// The themes of a document, sorted.
pub(crate) async fn themes_of(tx: &mut Tx, id: &str) -> db::Result<Vec<String>> {
    tx.all("SELECT theme_id FROM document_theme WHERE document_id = $1 ORDER BY theme_id", args![id]).await
}

/// Another document of the government that has the same number and is signed: its title when it is public.
pub(crate) async fn number_taken(tx: &mut Tx, document: &Document) -> db::Result<Option<String>> {
    let Some(number) = official::number::parse(&document.face.number) else { return Ok(None) };
    let other = "SELECT CASE WHEN stage = 'published' THEN title ELSE '' END AS word FROM document
         WHERE government_id = $1 AND number_key = $2 AND id <> $3
             AND (public_version IS NOT NULL OR stage IN ('signed', 'scheduled', 'filed')) ORDER BY id LIMIT 1";
    tx.opt(other, args![&document.government_id, number.key(), &document.id]).await
}

/// Those whose time to become public has come, earliest first.
pub(crate) async fn due_to_publish(tx: &mut Tx, now: Time, limit: usize) -> db::Result<Vec<Document>> {
    tx.all("SELECT * FROM document WHERE publish_at <= $1 ORDER BY publish_at, id LIMIT $2", args![now, limit]).await
}

/// A new document.
pub(crate) async fn insert(tx: &mut Tx, document: &Document, source: &str) -> db::Result<()> {
    let face = &document.face;
    let (system, id) = document.source.clone().unzip();
    tx.exec_one(
        "INSERT INTO document (id, government_id, unit_id, author_id, author_name, stage, form, title, number, body,
             source, source_system, source_id, created_at, updated_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, 0)",
        args![
            &document.id,
            &document.government_id,
            &document.unit_id,
            &document.author_id,
            &document.author_name,
            Stage::Drafting.code(),
            face.kind.code,
            &face.title,
            &face.number,
            "",
            source,
            system,
            id,
            document.created_at
        ],
    )
    .await?;
    save(tx, document.created_at, &Document { version: 0, ..document.clone() }).await
}

/// Saves a document whose `version` is the one that was read; [`db::Error::Stale`] when somebody saved meanwhile.
pub(crate) async fn save(tx: &mut Tx, now: Time, document: &Document) -> db::Result<()> {
    let face = &document.face;
    let attribute = document.attribute.as_ref();
    let key = official::number::parse(&face.number).map(|number| number.key());
    let hand = |hand: &Option<Hand>| {
        let (id, name) = hand.as_ref().map(|hand| (hand.id.clone(), hand.name.clone())).unzip();
        (id, name.unwrap_or_default(), hand.as_ref().map(|hand| hand.at))
    };
    let (determined, reviewed, signed) = (hand(&document.determined), hand(&document.reviewed), hand(&document.signed));
    tx.exec_one(
        "UPDATE document SET stage = $3, attribute = $4, ground = $5, attribute_reason = $6,
             determined_by = $7, determined_by_name = $8, determined_at = $9,
             reviewed_by = $10, reviewed_by_name = $11, reviewed_at = $12,
             signed_by = $13, signed_by_name = $14, signed_at = $15,
             returned = $16, form = $17, title = $18, number = $19, number_key = $20, issuer = $21, issued_on = $22,
             effective_on = $23, expires_on = $24, summary = $25, column_id = $26, body = $27, restricted = $28,
             publish_at = $29, public_version = $30, public_note = $31, review_on = $32, updated_at = $33,
             interpretation = $34, version = version + 1
         WHERE id = $1 AND version = $2",
        args![
            &document.id,
            document.version,
            document.stage.code(),
            attribute.map(Attribute::code),
            attribute.and_then(Attribute::ground).map(|ground| ground.code),
            attribute.map_or("", |attribute| attribute.reason()),
            determined.0,
            determined.1,
            determined.2,
            reviewed.0,
            reviewed.1,
            reviewed.2,
            signed.0,
            signed.1,
            signed.2,
            &document.returned,
            face.kind.code,
            &face.title,
            &face.number,
            key,
            &face.issuer,
            face.issued_on,
            face.effective_on,
            face.expires_on,
            &face.summary,
            face.column_id.as_deref(),
            &face.body,
            face.restricted,
            document.publish_at,
            document.public_version,
            &document.public_note,
            document.review_on,
            now,
            &face.interpretation
        ],
    )
    .await?;
    tx.exec("DELETE FROM document_theme WHERE document_id = $1", args![&document.id]).await?;
    for theme in &face.themes {
        let insert = "INSERT INTO document_theme (document_id, theme_id) VALUES ($1, $2)";
        tx.exec(insert, args![&document.id, theme]).await?;
    }
    Ok(())
}

/// Remembers that somebody worked on what a document says.
pub(crate) async fn touched(tx: &mut Tx, id: &str, person: &str) -> db::Result<()> {
    let insert = "INSERT INTO document_hand (document_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    tx.exec(insert, args![id, person]).await?;
    Ok(())
}

/// Forgets who worked on it: it is public, and what comes next begins anew.
pub(crate) async fn forget_hands(tx: &mut Tx, id: &str) -> db::Result<()> {
    tx.exec("DELETE FROM document_hand WHERE document_id = $1", args![id]).await?;
    Ok(())
}

/// Counts one more save, so that what belongs to the document (files, relations, overrides) is not changed past
/// somebody who reads it.
pub(crate) async fn hold(tx: &mut Tx, now: Time, document: &Document) -> db::Result<()> {
    tx.exec_one(
        "UPDATE document SET version = version + 1, updated_at = $3 WHERE id = $1 AND version = $2",
        args![&document.id, document.version, now],
    )
    .await
}

/// Whether a person is named to see a restricted draft.
pub(crate) async fn is_reader(tx: &mut Tx, id: &str, who: &Principal) -> db::Result<bool> {
    let sql = "SELECT person_id AS word FROM document_reader WHERE document_id = $1 AND person_id = $2";
    Ok(tx.opt::<String>(sql, args![id, &who.person_id]).await?.is_some())
}

/// Who is named to see a restricted draft.
pub(crate) async fn readers(tx: &mut Tx, id: &str) -> db::Result<Vec<String>> {
    let sql = "SELECT person_id AS word FROM document_reader WHERE document_id = $1 ORDER BY person_id";
    tx.all(sql, args![id]).await
}

/// Names who sees a restricted draft.
pub(crate) async fn set_readers(tx: &mut Tx, id: &str, people: &[String]) -> db::Result<()> {
    tx.exec("DELETE FROM document_reader WHERE document_id = $1", args![id]).await?;
    for person in people {
        let insert = "INSERT INTO document_reader (document_id, person_id) VALUES ($1, $2)";
        tx.exec(insert, args![id, person]).await?;
    }
    Ok(())
}

/// Writes an act on a document into the journal: what was said, and each field that changed.
pub(crate) async fn record(
    tx: &mut Tx,
    now: Time,
    actor: &Actor,
    act: &'static str,
    document: &Document,
    words: &str,
    changes: &[Change],
) -> db::Result<()> {
    // The record cannot be changed: what must not be public is not written into it.
    let title = if document.face.restricted { HIDDEN.to_owned() } else { safe(&document.face.title) };
    let told = |text: &str| if document.face.restricted { "未列出".to_owned() } else { safe(text) };
    let changes: Vec<Change> = changes
        .iter()
        .map(|one| Change { field: one.field.clone(), old: told(&one.old), new: told(&one.new) })
        .collect();
    let act = Act {
        actor,
        government: Some(&document.government_id),
        unit: Some(&document.unit_id),
        act,
        subject: Subject { kind: SUBJECT, id: &document.id },
        payload: json!({ "title": title, "words": safe(words), "changes": changes }),
    };
    journal::record(tx, now, act).await?;
    Ok(())
}
