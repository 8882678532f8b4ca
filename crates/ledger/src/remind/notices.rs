//! `/desk/me/notices`: what I want to be reminded of, and calendars of mine.

use askama::Template;
use axum::extract::State;
use directory::person;
use journal::{Act, Subject};
use kernel::Problem;
use mail::store::Queued;
use serde_json::json;
use web::{App, Page, Redirect, Result, Shell, Signed, Typed, redirect, view};

use super::choice::{self, Choice};
use crate::feeds::store::Feed;
use crate::feeds::{self, Offer};

#[derive(Template)]
#[template(path = "ledger/remind/notices.html")]
struct Notices {
    page: Page,
    choice: Choice,
    email: Option<String>,
    hour: i8,
    /// No mail server is set.
    off: bool,
    feeds: Vec<Feed>,
    offers: Vec<Offer>,
    /// The newest letters to the person.
    letters: Vec<Queued>,
}

/// Letters listed.
const LETTERS: usize = 10;

pub(super) async fn show(State(app): State<App>, shell: Shell, Signed(me): Signed) -> Result {
    let mut tx = app.db.read().await?;
    let person = person::find(&mut tx, &me.person_id).await?.ok_or(Problem::SignIn)?;
    view(Notices {
        page: shell.desk("提醒"),
        choice: choice::of(&mut tx, &me.person_id).await?,
        email: person.email,
        hour: app.settings.reminder_hour,
        off: app.settings.mail_from.is_none(),
        feeds: feeds::store::of_person(&mut tx, &me.person_id).await?,
        offers: feeds::offers(&mut tx, &me.person_id).await?,
        letters: mail::to_person(&mut tx, &me.person_id, LETTERS).await?,
    })
}

pub(super) async fn save(State(app): State<App>, Signed(me): Signed, Typed(typed): Typed) -> Result<Redirect> {
    let on = |name| typed.has(name) && !typed.has("none");
    let choice = Choice {
        before: on("before"),
        on_day: on("on_day"),
        after: on("after"),
        answers: on("answers"),
        office: on("office"),
        version: typed.get("version").parse().unwrap_or_default(),
    };
    let mut tx = app.db.write().await?;
    choice::save(&mut tx, &me.person_id, &choice).await?;
    let payload = json!({
        "before": choice.before, "on_day": choice.on_day, "after": choice.after, "answers": choice.answers,
        "office_summary": choice.office,
    });
    let (actor, government) = (me.actor(), me.post.government_id.as_deref());
    let subject = Subject { kind: "person", id: &me.person_id };
    let act = Act { actor: &actor, government, unit: None, act: "person.chose_reminders", subject, payload };
    journal::record(&mut tx, app.clock.now(), act).await?;
    tx.commit().await?;
    let said = if choice.is_off() { "全部提醒都关掉了。" } else { "已保存。" };
    Ok(redirect("/desk/me/notices").saying(said))
}
