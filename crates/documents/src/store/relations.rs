//! What a document does to others, and what others do to it.

use db::{FromRow, Row, Tx, args};

use kernel::{Time, new_id};

use crate::domain::{Decided, Effect, Relation};
use crate::snapshot::PublicRelation;

impl FromRow for Relation {
    fn from_row(row: &Row) -> db::Result<Self> {
        let (effect, decided): (String, String) = (row.get("effect")?, row.get("decided")?);
        let corrupt = || db::Error::Corrupt("document_relation".to_owned());
        Ok(Self {
            id: row.get("id")?,
            document_id: row.get("document_id")?,
            effect: Effect::from_code(&effect).ok_or_else(corrupt)?,
            decided: Decided::from_code(&decided).ok_or_else(corrupt)?,
            target_title: row.get("target_title")?,
            target_number: row.get("target_number")?,
            target_key: row.get("target_key")?,
            target_id: row.get("target_id")?,
            words: row.get("words")?,
            quote: row.get("quote")?,
        })
    }
}

/// What a document does to others, in the order of its text.
pub(crate) async fn relations(tx: &mut Tx, document_id: &str) -> db::Result<Vec<Relation>> {
    tx.all("SELECT * FROM document_relation WHERE document_id = $1 ORDER BY position, id", args![document_id]).await
}

/// One relation.
pub(crate) async fn relation(tx: &mut Tx, id: &str) -> db::Result<Option<Relation>> {
    tx.opt("SELECT * FROM document_relation WHERE id = $1", args![id]).await
}

/// Adds a relation after the others.
pub(crate) async fn insert_relation(tx: &mut Tx, relation: &Relation) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO document_relation (id, document_id, effect, decided, target_title, target_number, target_key,
             target_id, words, quote, position)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
             (SELECT coalesce(max(other.position), 0) + 1 FROM document_relation AS other WHERE other.document_id = $2))",
        args![
            &relation.id,
            &relation.document_id,
            relation.effect.code(),
            relation.decided.code(),
            &relation.target_title,
            &relation.target_number,
            relation.target_key.as_deref(),
            relation.target_id.as_deref(),
            &relation.words,
            &relation.quote
        ],
    )
    .await
}

/// Keeps what somebody decided on a relation, and what they matched it with.
pub(crate) async fn decide(tx: &mut Tx, relation: &Relation) -> db::Result<()> {
    tx.exec_one(
        "UPDATE document_relation SET effect = $2, decided = $3, target_id = $4, words = $5 WHERE id = $1",
        args![
            &relation.id,
            relation.effect.code(),
            relation.decided.code(),
            relation.target_id.as_deref(),
            &relation.words
        ],
    )
    .await
}

/// Removes a relation that was added by hand.
pub(crate) async fn remove_relation(tx: &mut Tx, id: &str) -> db::Result<()> {
    tx.exec_one("DELETE FROM document_relation WHERE id = $1", args![id]).await
}

/// Forgets the offers of a text that is read anew; decisions stay.
pub(crate) async fn forget_offers(tx: &mut Tx, document_id: &str) -> db::Result<()> {
    tx.exec("DELETE FROM document_relation WHERE document_id = $1 AND decided = 'offered'", args![document_id]).await?;
    Ok(())
}

/// Keeps other words of a relation: what it says in particular, the sentence it was read from, the other's title.
pub(crate) async fn reword(tx: &mut Tx, id: &str, relation: &Relation) -> db::Result<()> {
    tx.exec_one(
        "UPDATE document_relation SET words = $2, quote = $3, target_title = $4 WHERE id = $1",
        args![id, &relation.words, &relation.quote, &relation.target_title],
    )
    .await
}

/// Makes the relations of a document again those that are public.
pub(crate) async fn restore_relations(
    tx: &mut Tx,
    now: Time,
    document_id: &str,
    public: &[PublicRelation],
) -> db::Result<()> {
    tx.exec("DELETE FROM document_relation WHERE document_id = $1", args![document_id]).await?;
    for one in public {
        let number = one.number.clone().unwrap_or_default();
        let relation = Relation {
            id: new_id(now),
            document_id: document_id.to_owned(),
            effect: Effect::from_code(&one.effect).ok_or_else(|| db::Error::Corrupt("a public relation".into()))?,
            decided: Decided::Confirmed,
            target_title: one.title.clone(),
            target_key: official::number::parse(&number).map(|number| number.key()),
            target_number: number,
            target_id: one.item_id.clone(),
            words: one.words.clone(),
            quote: String::new(),
        };
        insert_relation(tx, &relation).await?;
    }
    Ok(())
}
