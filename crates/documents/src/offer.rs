//! What a text says of itself, offered to who drafts it: facts, and relations to other documents.

use db::Tx;
use kernel::{Date, Time, new_id};
use official::validity::{Change, ChangeKind, Found, Period, Statement, Target, statements};
use official::{Block, Official};

use crate::domain::{Decided, Effect, Face, Kind, Relation};
use crate::snapshot::DOCUMENT;
use crate::store;

/// The longest words of a relation that are kept.
const WORDS: usize = 500;

/// Facts read from a text. What it does not say stays empty.
pub(crate) fn face(text: &str, file_name: Option<&str>) -> Face {
    let official = official::read(text);
    let said = statements(text);
    let issued_on = official.issued_on;
    let effective_on = effective(&said, issued_on);
    let title = official.title.clone().or_else(|| file_name.map(stem)).unwrap_or_default();
    Face {
        kind: kind(&official),
        title: title.replace('\n', ""),
        number: official.number.as_ref().map(ToString::to_string).unwrap_or_default(),
        issuer: official.issuers.join("、"),
        issued_on,
        effective_on,
        expires_on: expiry(&said, effective_on.or(issued_on)),
        summary: String::new(),
        interpretation: String::new(),
        column_id: None,
        themes: Vec::new(),
        body: official::write(&without_letterhead(official.blocks)),
        restricted: false,
    }
}

/// The letterhead and the number are facts that the page shows by itself.
fn without_letterhead(blocks: Vec<Block>) -> Vec<Block> {
    blocks.into_iter().filter(|block| !block.is_front()).collect()
}

fn stem(name: &str) -> String {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// The sort it most likely is; who drafts it chooses.
fn kind(official: &Official) -> &'static Kind {
    let by = |code| Kind::by_code(code).unwrap_or(&crate::domain::KINDS[crate::domain::KINDS.len() - 1]);
    if official::looks_normative(official) == Some(true) {
        return by("normative");
    }
    match official.form.map(official::Form::word) {
        Some("公告" | "通告" | "公示") => by("announcement"),
        Some("规划" | "计划") => by("planning"),
        Some("报告" | "总结") => by("report"),
        Some(_) => by("policy"),
        None => by("other"),
    }
}

/// The first day in force that a text gives.
pub(crate) fn effective(said: &[Found], issued_on: Option<Date>) -> Option<Date> {
    said.iter().find_map(|found| match &found.statement {
        Statement::EffectiveOn { date } => Some(*date),
        Statement::EffectiveOnIssue => issued_on,
        Statement::EffectiveAfterDays { days } => {
            issued_on.and_then(|day| day.checked_add(jiff::Span::new().days(i64::from(*days))).ok())
        }
        _ => None,
    })
}

/// The last day in force that a text gives; a period runs from the first day in force.
pub(crate) fn expiry(said: &[Found], from: Option<Date>) -> Option<Date> {
    said.iter().find_map(|found| match &found.statement {
        Statement::ExpiresOn { date } => Some(*date),
        Statement::ExpiresAfter { period } | Statement::Trial { period: Some(period) } => {
            let span = match period {
                Period::Years(years) => jiff::Span::new().years(i64::from(*years)),
                Period::Months(months) => jiff::Span::new().months(i64::from(*months)),
            };
            from.and_then(|day| day.checked_add(span).ok()).and_then(|day| day.yesterday().ok())
        }
        _ => None,
    })
}

/// Reads anew what the text does to other documents. What somebody decided stays; what they have not seen is offered.
pub(crate) async fn relations(
    tx: &mut Tx,
    now: Time,
    document_id: &str,
    government_id: &str,
    text: &str,
) -> kernel::Result<()> {
    store::forget_offers(tx, document_id).await?;
    let mut known = store::relations(tx, document_id).await?;
    let mut said: Vec<Relation> = Vec::new();
    for found in statements(text) {
        let Some((effect, target, changes)) = aimed(&found.statement) else { continue };
        let relation = Relation {
            id: new_id(now),
            document_id: document_id.to_owned(),
            effect,
            decided: Decided::Offered,
            target_title: target.title.clone().unwrap_or_default(),
            target_number: target.number.as_ref().map(ToString::to_string).unwrap_or_default(),
            target_key: target.number.as_ref().map(official::Number::key),
            target_id: None,
            words: changes.iter().map(in_words).collect::<Vec<_>>().join("；").chars().take(WORDS).collect(),
            quote: found.quote.clone(),
        };
        said.push(relation.clone());
        if known.iter().any(|one| same(one, &relation)) {
            continue;
        }
        let target_id = find_target(tx, government_id, document_id, &relation).await?;
        let relation = Relation { target_id, ..relation };
        store::insert_relation(tx, &relation).await?;
        known.push(relation);
    }
    // What the text says no more is asked again.
    for mut one in known {
        let gone = one.decided == Decided::Confirmed && !one.quote.is_empty();
        if gone && !said.iter().any(|still| same(&one, still)) {
            one.decided = Decided::Offered;
            store::decide(tx, &one).await?;
        }
    }
    Ok(())
}

fn same(one: &Relation, other: &Relation) -> bool {
    one.effect == other.effect && one.target_title == other.target_title && one.target_key == other.target_key
}

/// The public document of the same government that a relation names: by its number, or by its whole title when
/// exactly one has it.
pub(crate) async fn find_target(
    tx: &mut Tx,
    government_id: &str,
    document_id: &str,
    relation: &Relation,
) -> kernel::Result<Option<String>> {
    if let Some(key) = &relation.target_key {
        let found = publishing::by_number(tx, government_id, key).await?;
        let documents = found.into_iter().filter(|item| item.kind == DOCUMENT).map(|item| item.id);
        return Ok(documents.into_iter().find(|id| id != document_id));
    }
    let mut found = publishing::by_title(tx, government_id, &relation.target_title).await?;
    found.retain(|item| item.id != document_id && item.kind == DOCUMENT);
    Ok(if found.len() == 1 { found.pop().map(|item| item.id) } else { None })
}

fn aimed(statement: &Statement) -> Option<(Effect, &Target, &[Change])> {
    Some(match statement {
        Statement::Repeals { target } => (Effect::Repeals, target, &[]),
        Statement::Replaces { target } => (Effect::Replaces, target, &[]),
        Statement::Amends { target, changes } => (Effect::Amends, target, changes),
        Statement::Implements { target } => (Effect::Implements, target, &[]),
        Statement::Interprets { target } => (Effect::Interprets, target, &[]),
        _ => return None,
    })
}

fn in_words(change: &Change) -> String {
    let clause = change.clause.as_deref().unwrap_or_default();
    match &change.kind {
        ChangeKind::Replace { from, to } => format!("{clause}“{from}”改为“{to}”"),
        ChangeKind::Delete { words: Some(words) } => format!("{clause}删去“{words}”"),
        ChangeKind::Delete { words: None } => format!("删去{clause}"),
        ChangeKind::Insert { text } => format!("{clause}增加“{text}”"),
        ChangeKind::Rewrite { to } => format!("{clause}改为“{to}”"),
    }
}
