//! One act on one entry: who acts, on what, what was typed; ending in the page again or in a saved entry.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::Tx;
use kernel::{Date, Problem};
use web::{Fields, Mistakes, Result, redirect, view, view_invalid};

use super::basis::Basis;
use super::desk::{Desk, at, kept};
use super::domain::{Entry, Refusal, Side};
use super::page::{Sent, page};
use super::task::{self, Task};
use crate::work::keep::{Told, keep};

/// An act under way, in the transaction that will keep it.
pub(crate) struct Scene {
    pub desk: Desk,
    /// The list one came from.
    pub list: Fields,
    /// The form.
    pub typed: Fields,
    pub tx: Tx,
    /// The entry as it is.
    pub before: Entry,
    pub task: Task,
}

impl Scene {
    /// Begins an act on the entry of an address, if `may` lets the person.
    pub async fn begin(
        desk: Desk,
        id: &str,
        list: Fields,
        typed: Fields,
        may: impl Fn(&Entry, &Desk) -> std::result::Result<(), Refusal>,
    ) -> Result<Self> {
        let mut tx = desk.app.db.write().await?;
        let before = desk.entry(&mut tx, id).await?;
        may(&before, &desk).map_err(Problem::from)?;
        let task = task::find(&mut tx, &before.task_id).await?.ok_or(Problem::NotFound("这项任务"))?;
        Ok(Self { desk, list, typed, tx, before, task })
    }

    pub fn basis(&self) -> Basis<'_> {
        self.task.basis(self.desk.calendar(), self.desk.today())
    }

    /// Whether somebody saved the entry since the form was shown.
    pub fn is_stale(&self) -> bool {
        self.typed.get("version") != self.before.version.to_string()
    }

    /// The day typed into `field`, today when it was left empty.
    pub fn day(&self, field: &str) -> std::result::Result<Date, String> {
        match self.typed.get(field) {
            "" => Ok(self.desk.today()),
            text => text.parse().map_err(|_| "请写成 2022-06-30 这样的日期".to_owned()),
        }
    }

    /// The page again, with what is wrong beside `field` and everything typed kept.
    pub async fn refuse(mut self, field: &str, message: String) -> Result {
        let sent = self.sent(field, message);
        view_invalid(page(&self.desk, &mut self.tx, self.before, &self.list, sent).await?)
    }

    /// The page again because somebody else was quicker.
    pub async fn stale(mut self, field: &str) -> Result {
        let sent = self.sent(field, "这条台账刚刚被别人改过，请看清现在的记录再提交。".into());
        let page = view(page(&self.desk, &mut self.tx, self.before, &self.list, sent).await?);
        page.map(|page| (StatusCode::CONFLICT, page).into_response())
    }

    fn sent(&self, field: &str, message: String) -> Sent {
        let mut mistakes = Mistakes::default();
        mistakes.add(field, message);
        Sent { mistakes, record: Some(self.typed.clone()), ..Sent::default() }
    }

    /// Saves `after` with everything that goes with it, and leads back to the entry, or to the day's page.
    pub async fn keep(mut self, act: &'static str, after: &Entry, told: Told<'_>, said: &str) -> Result {
        let (now, actor) = (self.desk.app.clock.now(), self.desk.who.actor());
        let author = (&actor, Side::of(&self.desk.who));
        keep(&mut self.tx, now, author, act, (&self.before, after), told).await?;
        self.tx.commit().await?;
        // From the day's page one goes on with the next.
        Ok(match self.typed.get("then") {
            "today" => redirect("/desk").saying(said).into_response(),
            _ => back(&after.id, &self.list, said),
        })
    }
}

/// Back to an entry, in the list one came from.
pub(crate) fn back(id: &str, list: &Fields, message: &str) -> Response {
    redirect(&at(&format!("/desk/ledger/{id}"), &kept(list))).saying(message).into_response()
}
