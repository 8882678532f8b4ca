//! Acts on a letter that ask once: sending it again, giving it up.

use askama::Template;
use axum::extract::{Path, State};
use directory::person;
use journal::{Act, Subject};
use kernel::Problem;
use serde_json::json;
use web::{App, Page, Redirect, Result, Shell, Signed, Typed, redirect, view};

use super::kept;
use crate::domain;
use crate::store::{self, Queued};

/// What can be done with a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Resend,
    GiveUp,
}

impl Kind {
    pub(super) const ALL: [Self; 2] = [Self::Resend, Self::GiveUp];

    /// Its part of the address.
    pub(super) fn slug(self) -> &'static str {
        match self {
            Self::Resend => "resend",
            Self::GiveUp => "give-up",
        }
    }

    /// What buttons say.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Resend => "重发",
            Self::GiveUp => "不再发",
        }
    }

    fn act(self) -> &'static str {
        match self {
            Self::Resend => "letter.resent",
            Self::GiveUp => "letter.given_up",
        }
    }

    fn from_slug(slug: &str) -> kernel::Result<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug).ok_or(Problem::NotFound("这个页面"))
    }

    /// Whether it can be done to a letter in this state.
    pub(super) fn fits(self, state: domain::State) -> bool {
        match self {
            Self::Resend => state.can_be_resent(),
            Self::GiveUp => state.can_be_given_up(),
        }
    }

    fn effects(self, letter: &Queued, to: &str) -> Vec<String> {
        let name = &letter.letter.to_name;
        let unsure = letter.state == domain::State::Unsure;
        match self {
            Self::Resend => {
                let twice = unsure.then(|| "这封信上次可能已经送到。重发以后，对方可能收到两封一样的信。".to_owned());
                let sent = format!("这封信会再发给{name}（{to}），内容不变。");
                std::iter::once(sent).chain(twice).collect()
            }
            Self::GiveUp => vec![format!("这封信不再发给{name}。信留在这里，以后可以重发。")],
        }
    }

    fn refuse(self, state: domain::State) -> kernel::Result<()> {
        let why = || Problem::refused(format!("这封信现在是“{}”，不能{}。", state.name(), self.name()));
        if self.fits(state) { Ok(()) } else { Err(why()) }
    }
}

#[derive(Template)]
#[template(path = "mail/confirm.html")]
struct Confirm {
    page: Page,
    subject: String,
    action: String,
    effects: Vec<String>,
    button: &'static str,
    back: String,
    version: i64,
}

/// Where the letter goes when it is sent again: to where its reader is now.
async fn address(tx: &mut db::Tx, letter: &Queued) -> db::Result<String> {
    let reader = person::find(tx, &letter.letter.person_id).await?;
    Ok(reader.and_then(|p| p.email).unwrap_or_else(|| letter.letter.to_address.clone()))
}

pub(super) async fn ask(
    State(app): State<App>,
    shell: Shell,
    Signed(me): Signed,
    Path((id, act)): Path<(String, String)>,
) -> Result {
    let kind = Kind::from_slug(&act)?;
    let mut tx = app.db.read().await?;
    let letter = kept(&mut tx, &me, &id).await?;
    kind.refuse(letter.state)?;
    let to = address(&mut tx, &letter).await?;
    view(Confirm {
        page: shell.desk(kind.name()),
        action: format!("/desk/mail/{id}/{act}"),
        effects: kind.effects(&letter, &to),
        button: kind.name(),
        back: format!("/desk/mail/{id}"),
        version: letter.version,
        subject: letter.letter.subject,
    })
}

pub(super) async fn act(
    State(app): State<App>,
    Signed(me): Signed,
    Path((id, act)): Path<(String, String)>,
    Typed(typed): Typed,
) -> Result<Redirect> {
    let kind = Kind::from_slug(&act)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let letter = kept(&mut tx, &me, &id).await?;
    kind.refuse(letter.state)?;
    let version = typed.get("version").parse().unwrap_or_default();
    let to = address(&mut tx, &letter).await?;
    let said = match kind {
        Kind::Resend => {
            store::resend(&mut tx, now, &letter, version, &to).await?;
            "已放回待发的信里，稍后发出。"
        }
        Kind::GiveUp => {
            store::give_up(&mut tx, now, &letter, version, &format!("{}决定不再发。", me.name)).await?;
            "这封信不再发了。"
        }
    };
    let payload = json!({ "subject": letter.letter.subject, "name": letter.letter.to_name });
    let (actor, government) = (me.actor(), letter.letter.government_id.as_deref());
    let subject = Subject { kind: "letter", id: &id };
    let entry = Act { actor: &actor, government, unit: None, act: kind.act(), subject, payload };
    journal::record(&mut tx, now, entry).await?;
    tx.commit().await?;
    Ok(redirect(&format!("/desk/mail/{id}")).saying(said))
}
