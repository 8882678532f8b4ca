//! Work on the demonstration's ledgers, so that its pages and charts have something to show: handed in, accepted, late,
//! given back. Made up, and marked so in every note.

use db::Tx;
use directory::government;
use journal::Actor;
use kernel::{Date, Problem, Time};
use ledger::entries::filter::{DueIn, Filter};
use ledger::entries::{Entry, Side};
use ledger::plans;
use ledger::review::store::By;
use ledger::snapshot::WORK_PLAN;
use ledger::work::chosen::{Chosen, of_filter};
use ledger::work::keep::{Told, keep};
use ledger::work::notes::{NewNote, NoteKind};
use web::App;

/// Entries of one government that something happens to.
const MOST: usize = 1000;

/// Adds it for every government that the demonstration serves.
pub(super) async fn add(app: &App) -> Result<(), Problem> {
    let mut tx = app.db.read().await?;
    let governments = government::hosted(&mut tx).await?;
    drop(tx);
    let today = app.clock.today();
    for government in governments {
        let mut tx = app.db.write().await?;
        for due in [DueIn::Overdue, DueIn::Month, DueIn::Undated] {
            let filter = Filter { government: government.id.clone(), due: Some(due), ..Filter::default() };
            let chosen = of_filter(&mut tx, &filter, today, MOST).await?;
            for (nth, one) in chosen.iter().enumerate() {
                Story { app, tx: &mut tx, now: app.clock.now(), today, one }.tell(nth, due).await?;
            }
        }
        open_progress(&mut tx, app.clock.now(), &government.id).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Lets everybody see how far the published plans are.
async fn open_progress(tx: &mut Tx, now: Time, government: &str) -> Result<(), Problem> {
    for item in publishing::list(tx, government, Some(WORK_PLAN), None, 50).await? {
        if let Some(plan) = plans::store::find(tx, &item.id).await? {
            plans::progress::publish(tx, By { actor: &Actor::system(), now }, &plan).await?;
        }
    }
    Ok(())
}

/// What happens to one entry.
struct Story<'a> {
    app: &'a App,
    tx: &'a mut Tx,
    now: Time,
    today: Date,
    one: &'a Chosen,
}

impl Story<'_> {
    /// Of ten entries whose time is over, six were in time, one late, one waits, one was given back, one lies still. Of
    /// those that are due soon, every second is under way; of those without a date, every fourth was begun.
    async fn tell(mut self, nth: usize, due: DueIn) -> Result<(), Problem> {
        match due {
            DueIn::Month if nth.is_multiple_of(2) => return self.begun().await.map(drop),
            DueIn::Month => return Ok(()),
            DueIn::Undated if !nth.is_multiple_of(4) => return Ok(()),
            DueIn::Undated => return self.finished_undated(nth).await,
            _ => {}
        }
        if nth % 10 == 9 {
            return Ok(());
        }
        let begun = self.begun().await?;
        let Some(last) = begun.due.key.date() else { return Ok(()) };
        let days = if nth % 10 == 6 { 9 } else { -3 };
        let on = last.saturating_add(jiff::Span::new().days(days)).min(self.today);
        let basis = self.one.basis(&self.app.calendar, self.today);
        // What recurs, or waits for an event, is not over with one hand-in; it stays under way.
        let Ok(handed_in) = begun.clone().submit(on, true, self.now, &basis) else { return Ok(()) };
        let handed_in = self.save("ledger_entry.submitted", &begun, handed_in, Side::Unit, Told::default()).await?;
        match nth % 10 {
            7 => Ok(()),
            8 => {
                let basis = self.one.basis(&self.app.calendar, self.today);
                let returned = handed_in.clone().give_back(&basis).map_err(Problem::from)?;
                let body = "（演示）请补充公开的网址。";
                let told = Told::noting(NewNote { kind: NoteKind::Return, on: self.today, body });
                self.save("ledger_entry.returned", &handed_in, returned, Side::Office, told).await.map(drop)
            }
            _ => {
                let accepted = handed_in.clone().accept().map_err(Problem::from)?;
                self.save("ledger_entry.accepted", &handed_in, accepted, Side::Office, Told::default()).await.map(drop)
            }
        }
    }

    /// Of what has no date, some is under way and some is done.
    async fn finished_undated(mut self, nth: usize) -> Result<(), Problem> {
        let begun = self.begun().await?;
        let basis = self.one.basis(&self.app.calendar, self.today);
        if nth.is_multiple_of(8) {
            return Ok(());
        }
        let Ok(handed_in) = begun.clone().submit(self.today, true, self.now, &basis) else { return Ok(()) };
        let handed_in = self.save("ledger_entry.submitted", &begun, handed_in, Side::Unit, Told::default()).await?;
        let accepted = handed_in.clone().accept().map_err(Problem::from)?;
        self.save("ledger_entry.accepted", &handed_in, accepted, Side::Office, Told::default()).await.map(drop)
    }

    async fn begun(&mut self) -> Result<Entry, Problem> {
        let before = &self.one.entry;
        let begun = before.clone().begun().map_err(Problem::from)?;
        let body = "（演示）已经按要求办理。";
        let told = Told::noting(NewNote { kind: NoteKind::Progress, on: self.today, body });
        self.save("ledger_entry.noted", before, begun, Side::Unit, told).await
    }

    async fn save(
        &mut self,
        act: &'static str,
        before: &Entry,
        after: Entry,
        side: Side,
        told: Told<'_>,
    ) -> Result<Entry, Problem> {
        keep(self.tx, self.now, (&Actor::system(), side), act, (before, &after), told).await?;
        Ok(Entry { version: before.version + 1, ..after })
    }
}
