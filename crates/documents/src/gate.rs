//! The gate before publication: what is missing, and what is found in the text.

use db::Tx;
use kernel::{Date, Problem};
use screening::{Finding, WordList};

use crate::domain::{Attribute, Decided, Document, Gate, Lack, Relation};
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
        let other = if title.is_empty() { "另一份文件".to_owned() } else { format!("《{title}》") };
        gate.lacks.push(Lack { field: "number", words: format!("这个文号已经用在{other}上，请核对。") });
    }
    if document.attribute == Some(Attribute::Proactive) {
        if crate::cleanup::series(tx, &document.id).await?.is_some() {
            gate.lacks.extend(ended(tx, today, relations).await?);
        }
        gate.lacks.extend(beside(tx, document, relations).await?);
        let column = match document.face.column_id.as_deref() {
            Some(id) => catalogue::item::find(tx, id).await?,
            None => None,
        };
        if column.is_some_and(|item| item.retired.is_some()) {
            gate.lacks.push(Lack { field: "column", words: "这个栏目已经停用，请另选一个。".into() });
        }
    }
    Ok(gate)
}

/// What the result of a clean-up concludes on documents that ended, or were withdrawn, since it was made.
async fn ended(tx: &mut Tx, today: Date, relations: &[Relation]) -> db::Result<Vec<Lack>> {
    let concluded: Vec<&Relation> = relations.iter().filter(|one| one.decided == Decided::Confirmed).collect();
    let ids: Vec<&str> = concluded.iter().filter_map(|one| one.target_id.as_deref()).collect();
    let items = publishing::public_among(tx, &ids).await?;
    let binds = |id: &str| {
        items.iter().any(|item| item.id == id && item.validity(today).is_none_or(publishing::Validity::binds))
    };
    let gone = concluded.into_iter().filter(|one| one.target_id.as_deref().is_some_and(|id| !binds(id)));
    let lack = |one: &Relation| Lack {
        field: "relations",
        words: format!("{}已经失效、废止或者撤下，不能再公布清理结论。请去掉这一条，并改正文。", one.target()),
    };
    Ok(gone.map(lack).collect())
}

/// Personal data in what the public reads beside the text.
async fn beside(tx: &mut Tx, document: &Document, relations: &[Relation]) -> db::Result<Vec<Lack>> {
    let blocking = |text: &str| screening::screen(text, &WordList::default()).into_iter().find(|one| one.blocks);
    let face = &document.face;
    let mut lacks = Vec::new();
    for (field, name, text) in [
        ("issuer", "发文机关", face.issuer.as_str()),
        ("number", "发文字号", &face.number),
        ("", "更正说明", &document.public_note),
    ] {
        if let Some(found) = blocking(text) {
            lacks.push(Lack { field, words: format!("{name}里有{}，请先去掉。", found.kind.name()) });
        }
    }
    let confirmed = relations.iter().filter(|one| one.decided != Decided::Rejected);
    if let Some(found) = confirmed.flat_map(|one| [&one.words, &one.target_title]).find_map(|text| blocking(text)) {
        lacks
            .push(Lack {
                field: "relations", words: format!("与其他文件的关系里有{}，请先去掉。", found.kind.name())
            });
    }
    for file in store::files(tx, &document.id).await? {
        if let Some(found) = blocking(&file.title) {
            lacks.push(Lack {
                field: "", words: format!("附件名称里有{}，请改名后再传。", found.kind.name())
            });
        }
    }
    Ok(lacks)
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

/// Title, summary and body of a document with findings of [`screened`] masked, each for itself: what spans two of them
/// is in none.
pub(crate) fn masked(document: &Document, findings: &[&Finding]) -> [String; 3] {
    let face = &document.face;
    let mut start = 0;
    [&face.title, &face.summary, &face.body].map(|field| {
        let (from, to) = (start, start + field.len());
        start = to + 1;
        let own: Vec<Finding> = findings
            .iter()
            .filter(|one| from <= one.at.start && one.at.end <= to)
            .map(|one| Finding { at: one.at.start - from..one.at.end - from, ..(*one).clone() })
            .collect();
        screening::mask(field, &own.iter().collect::<Vec<_>>())
    })
}
