//! `/desk/documents/words`: the words that the gate stops at.

use askama::Template;
use axum::response::IntoResponse as _;
use directory::Capability;
use journal::{Act, Subject};
use screening::WordList;
use serde_json::json;
use web::{Desk, Mistakes, Page, Result, Typed, redirect, view, view_invalid};

use super::scene::stale;
use crate::store::{self, Words};

/// The longest list, in bytes.
const LONGEST: usize = 1 << 20;

#[derive(Template)]
#[template(path = "documents/words.html")]
struct WordsPage {
    page: Page,
    kept: Words,
    text: String,
    version: String,
    mistakes: Mistakes,
    may_change: bool,
}

fn page(desk: &Desk, kept: Words, text: String, version: String, mistakes: Mistakes) -> WordsPage {
    WordsPage {
        page: desk.shell.desk("公开前审查词表"),
        kept,
        text,
        version,
        mistakes,
        may_change: desk.who.may(Capability::ManageWords),
    }
}

pub(super) async fn form(desk: Desk) -> Result {
    let mut tx = desk.app.db.read().await?;
    let kept = store::words(&mut tx, &desk.government()?.id).await?;
    let (text, version) = (kept.text.clone(), kept.version.to_string());
    view(page(&desk, kept, text, version, Mistakes::default()))
}

pub(super) async fn save(desk: Desk, Typed(typed): Typed) -> Result {
    let text = typed.raw("words").replace("\r\n", "\n");
    let mut mistakes = Mistakes::default();
    if text.len() > LONGEST {
        mistakes.add("words", "词表太长，没有保存。请分几次保存，或者删去用不到的词。");
    } else if let Err(lines) = WordList::parse(&text) {
        for line in lines.iter().take(20) {
            mistakes.add("words", line.to_string());
        }
    }
    let government = desk.government()?.id.clone();
    if !mistakes.is_empty() {
        let mut tx = desk.app.db.read().await?;
        let kept = store::words(&mut tx, &government).await?;
        return view_invalid(page(&desk, kept, text, typed.get("version").to_owned(), mistakes));
    }
    let now = desk.now();
    let mut tx = desk.app.db.write().await?;
    let version = typed.get("version").parse().unwrap_or(-1);
    store::save_words(&mut tx, now, &desk.who.name, &government, &text, version).await.map_err(stale)?;
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')).count();
    let act = Act {
        actor: &desk.who.actor(),
        government: Some(&government),
        unit: None,
        act: "document_words.changed",
        subject: Subject { kind: "document_words", id: &government },
        payload: json!({ "lines": lines }),
    };
    journal::record(&mut tx, now, act).await?;
    tx.commit().await?;
    Ok(redirect("/desk/documents/words").saying("词表已保存，从现在起按新词表审查。").into_response())
}
