//! What public documents do to others.

use db::{FromRow, Query, Row, Tx, args};
use kernel::Date;
use publishing::Note;

use crate::domain::Effect;

/// One effect of a public document.
#[derive(Clone, Debug)]
pub(crate) struct PublicEffect {
    pub source_id: String,
    pub effect: Effect,
    pub on: Date,
    pub words: String,
    pub source_title: String,
    pub source_number: Option<String>,
    pub target_id: Option<String>,
    pub target_key: Option<String>,
}

impl FromRow for PublicEffect {
    fn from_row(row: &Row) -> db::Result<Self> {
        let effect: String = row.get("effect")?;
        Ok(Self {
            source_id: row.get("source_id")?,
            effect: Effect::from_code(&effect).ok_or_else(|| db::Error::Corrupt("document_effect".into()))?,
            on: row.get("on_day")?,
            words: row.get("words")?,
            source_title: row.get("source_title")?,
            source_number: row.get("source_number")?,
            target_id: row.get("target_id")?,
            target_key: row.get("target_key")?,
        })
    }
}

impl PublicEffect {
    /// What it leaves on the validity of the document it is about.
    pub fn note(self) -> Option<Note> {
        Some(Note {
            effect: self.effect.mark()?,
            on: self.on,
            by: Some(self.source_id),
            title: self.source_title,
            number: self.source_number,
            words: self.words,
        })
    }
}

/// What others do to a public address.
pub(crate) async fn on_target(tx: &mut Tx, target_id: &str) -> db::Result<Vec<PublicEffect>> {
    tx.all("SELECT * FROM document_effect WHERE target_id = $1 ORDER BY on_day, source_id, position", args![target_id])
        .await
}

struct Count(String, Effect, i64);

impl FromRow for Count {
    fn from_row(row: &Row) -> db::Result<Self> {
        let effect: String = row.get("effect")?;
        let effect = Effect::from_code(&effect).ok_or_else(|| db::Error::Corrupt("document_effect".into()))?;
        Ok(Self(row.get("source_id")?, effect, row.get("count")?))
    }
}

/// To how many documents each of some public ones does what.
pub(crate) async fn effects_of(tx: &mut Tx, ids: &[&str]) -> db::Result<Vec<(String, Effect, i64)>> {
    let mut query = Query::new("SELECT e.source_id, e.effect, count(*) AS count FROM document_effect e", args![]);
    query
        .within(" WHERE e.source_id IN", ids.iter().copied())
        .push(" GROUP BY e.source_id, e.effect ORDER BY e.effect");
    let found: Vec<Count> = tx.list(query).await?;
    Ok(found.into_iter().map(|Count(id, effect, count)| (id, effect, count)).collect())
}

/// Takes away what a document did, and answers the addresses it was done to.
pub(crate) async fn take_back(tx: &mut Tx, source_id: &str) -> db::Result<Vec<String>> {
    let gone: Vec<PublicEffect> =
        tx.all("DELETE FROM document_effect WHERE source_id = $1 RETURNING *", args![source_id]).await?;
    Ok(gone.into_iter().filter_map(|effect| effect.target_id).collect())
}

/// Puts down what a document does.
pub(crate) async fn put(tx: &mut Tx, government_id: &str, position: usize, effect: &PublicEffect) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO document_effect (source_id, position, government_id, effect, on_day, words, source_title,
             source_number, target_id, target_key)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            &effect.source_id,
            position,
            government_id,
            effect.effect.code(),
            effect.on,
            &effect.words,
            &effect.source_title,
            effect.source_number.as_deref(),
            effect.target_id.as_deref(),
            effect.target_key.as_deref()
        ],
    )
    .await
}

/// Lets effects that named a number before anything public had it find their document.
pub(crate) async fn match_number(tx: &mut Tx, government_id: &str, key: &str, target_id: &str) -> db::Result<()> {
    tx.exec(
        "UPDATE document_effect SET target_id = $3
         WHERE government_id = $1 AND target_key = $2 AND target_id IS NULL AND source_id <> $3",
        args![government_id, key, target_id],
    )
    .await?;
    Ok(())
}

/// The next 索引号 of a government: who, year, place in the year.
pub(crate) async fn next_index(tx: &mut Tx, government_id: &str, mark: &str, year: i16) -> db::Result<String> {
    let next: i64 = tx
        .one(
            "INSERT INTO document_index (government_id, year, next) VALUES ($1, $2, 1)
             ON CONFLICT (government_id, year) DO UPDATE SET next = document_index.next + 1 RETURNING next",
            args![government_id, i64::from(year)],
        )
        .await?;
    Ok(format!("{mark}/{year}-{next:05}"))
}

/// Keeps the 索引号 of a document.
pub(crate) async fn set_index(tx: &mut Tx, id: &str, index: &str) -> db::Result<()> {
    tx.exec_one("UPDATE document SET index_number = $2 WHERE id = $1", args![id, index]).await
}

struct Index(Option<String>);

impl FromRow for Index {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self(row.get("index_number")?))
    }
}

/// The 索引号 of a document, once it has one.
pub(crate) async fn index_of(tx: &mut Tx, id: &str) -> db::Result<Option<String>> {
    Ok(tx.opt::<Index>("SELECT index_number FROM document WHERE id = $1", args![id]).await?.and_then(|one| one.0))
}
