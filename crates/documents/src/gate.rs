//! The gate before publication: what is missing, and what is found in the text.

use db::Tx;
use kernel::{Date, Problem};
use screening::{Finding, WordList};

use crate::domain::{Document, Gate, Lack, Relation};
use crate::store;

/// What the gate finds on a document today.
pub(crate) async fn of(tx: &mut Tx, document: &Document, today: Date) -> kernel::Result<Gate> {
    let relations = store::relations(tx, &document.id).await?;
    let found = screen(tx, document).await?;
    Ok(judge(tx, document, today, &relations, found).await?)
}

/// As [`of`], with what was read already.
pub(crate) async fn judge(
    tx: &mut Tx,
    document: &Document,
    today: Date,
    relations: &[Relation],
    found: Vec<Finding>,
) -> db::Result<Gate> {
    let let_through: Vec<String> =
        store::overrides(tx, &document.id).await?.into_iter().map(|one| one.finding).collect();
    let mut gate = document.gate(today, relations, found, &let_through);
    if let Some(title) = store::number_taken(tx, document).await? {
        gate.lacks
            .push(Lack { field: "number", words: format!("这个文号已经用在《{title}》上，请核对。") });
    }
    Ok(gate)
}

/// What is found in a document's text, by its places in [`screened`].
pub(crate) async fn screen(tx: &mut Tx, document: &Document) -> kernel::Result<Vec<Finding>> {
    let kept = store::words(tx, &document.government_id).await?;
    // A list is checked when it is saved; one that is not readable any more must not open the gate.
    let words = WordList::parse(&kept.text).map_err(|_| Problem::refused("词表里有读不懂的行，请先改正词表。"))?;
    Ok(screening::screen(&screened(document), &words))
}

/// The text that is screened: title, summary and body, a line break between.
pub(crate) fn screened(document: &Document) -> String {
    let face = &document.face;
    format!("{}\n{}\n{}", face.title, face.summary, face.body)
}

/// Takes text of [`screened`], in which words were masked, apart into title, summary and body.
pub(crate) fn unscreened(text: &str, document: &Document) -> Option<(String, String, String)> {
    // A title has no line break; a summary may have some, and masking adds none.
    let (title, rest) = text.split_once('\n')?;
    let breaks = document.face.summary.matches('\n').count();
    let (at, _) = rest.match_indices('\n').nth(breaks)?;
    Some((title.to_owned(), rest[..at].to_owned(), rest[at + 1..].to_owned()))
}
