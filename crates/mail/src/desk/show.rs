//! `/desk/mail/{id}`: a letter exactly as it is sent, where it is, and what can be done with it.

use askama::Template;
use axum::extract::{Path, State};
use web::{App, Page, Result, Shell, Signed, view};

use super::act::Kind;
use super::{keeps, readable};
use crate::message;
use crate::store::Queued;

#[derive(Template)]
#[template(path = "mail/show.html")]
struct Show {
    page: Page,
    letter: Queued,
    /// The From header; empty while no mail server is set.
    from: String,
    html: String,
    acts: Vec<Kind>,
    /// The post keeps it; otherwise it is the reader's own.
    keeps: bool,
}

pub(super) async fn show(State(app): State<App>, shell: Shell, Signed(me): Signed, Path(id): Path<String>) -> Result {
    let mut tx = app.db.read().await?;
    let letter = readable(&mut tx, &me, &id).await?;
    let keeps = keeps(&me, &letter);
    view(Show {
        keeps,
        page: shell.desk(&letter.letter.subject),
        from: app.settings.mail_from.clone().unwrap_or_default(),
        html: message::html(&letter),
        acts: Kind::ALL.into_iter().filter(|kind| keeps && kind.fits(letter.state)).collect(),
        letter,
    })
}
