//! Sending: each letter is claimed, offered, noted as being handed over, handed over, and settled.
//!
//! The note is committed before the message leaves. Killed before it, the letter is sent again once the claim has run out;
//! killed after it, nobody knows whether it arrived, so it is never sent again by itself.

use std::time::Duration;

use db::Db;
use kernel::{Clock, Time, new_id};
use tokio::sync::watch;

use crate::domain::{State, retry_at};
use crate::message::compose;
use crate::smtp::{Failure, Server, offer};
use crate::store::{self, Queued};

/// How often the outbox is looked at.
const EVERY: Duration = Duration::from_secs(5);

/// What one round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Taken by the mail server.
    pub sent: u64,
    /// To be tried again later.
    pub put_back: u64,
    /// Refused for good.
    pub dead: u64,
    /// Nobody knows whether they arrived, those of senders that fell silent included.
    pub unsure: u64,
}

/// Sends what is due until `stop` says so; the letter under way is finished first.
pub async fn run(db: Db, clock: Clock, server: Server, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = send_due(&db, &clock, &server, || *stop.borrow()).await {
            tracing::error!(%error, "the outbox could not be worked on and will be tried again");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            changed = stop.changed() => if changed.is_err() { return },
        }
    }
}

/// Sends every letter that is due, one after the other, unless `enough` says to stop before the next.
pub async fn send_due(db: &Db, clock: &Clock, server: &Server, enough: impl Fn() -> bool) -> db::Result<Round> {
    let mut tx = db.write().await?;
    let mut round = Round { unsure: store::give_up_hope(&mut tx, clock.now()).await?, ..Round::default() };
    tx.commit().await?;
    while !enough() {
        // A mark of this claim alone.
        let holder = new_id(clock.now());
        let mut tx = db.write().await?;
        let claimed = store::claim(&mut tx, clock.now(), lease(clock, server), &holder).await?;
        tx.commit().await?;
        let Some(letter) = claimed else { break };
        match send(db, clock, server, &letter).await? {
            State::Sent => round.sent += 1,
            State::Waiting => round.put_back += 1,
            State::Dead => round.dead += 1,
            State::Unsure => round.unsure += 1,
            State::Handing | State::GivenUp => {}
        }
    }
    Ok(round)
}

/// Until when a letter is this sender's. Either half of the talk takes at most the timeout.
fn lease(clock: &Clock, server: &Server) -> Time {
    let seconds = i64::try_from(server.timeout.as_secs()).unwrap_or(60);
    clock.now().plus_minutes(2 + seconds / 30)
}

/// Sends one claimed letter; answers where it is then.
async fn send(db: &Db, clock: &Clock, server: &Server, letter: &Queued) -> db::Result<State> {
    let (envelope, message) = match compose(letter, &server.sender) {
        Ok(composed) => composed,
        Err(malformed) => return settle(db, clock, letter, State::Dead, &malformed.to_string()).await,
    };
    let line = match offer(server, &envelope).await {
        Ok(line) => line,
        Err(failure) => return failed(db, clock, letter, failure).await,
    };
    let mut tx = db.write().await?;
    let noted = store::handing(&mut tx, clock.now(), lease(clock, server), &letter.id, &letter.holder).await;
    let noted = match noted {
        Ok(()) => tx.commit().await,
        Err(error) => Err(error),
    };
    if let Err(error) = noted {
        line.hang_up();
        // Given up at the desk, or claimed by another node after this one's claim ran out.
        return if matches!(error, db::Error::Stale) { Ok(State::GivenUp) } else { Err(error) };
    }
    match line.hand_over(&message).await {
        Ok(words) => settle(db, clock, letter, State::Sent, &words).await,
        Err(failure) => failed(db, clock, letter, failure).await,
    }
}

async fn failed(db: &Db, clock: &Clock, letter: &Queued, failure: Failure) -> db::Result<State> {
    let (words, again) = match failure {
        Failure::ForGood(words) => return settle(db, clock, letter, State::Dead, &words).await,
        Failure::Silence(words) => {
            let words = format!("交给邮件服务器以后没有等到答复，对方可能收到了，也可能没有：{words}");
            return settle(db, clock, letter, State::Unsure, &words).await;
        }
        Failure::ForNow(words) => (words, retry_at(clock.now(), letter.attempts)),
    };
    let Some(at) = again else {
        let words = format!("试了 {} 次都没有发出：{words}", letter.attempts);
        return settle(db, clock, letter, State::Dead, &words).await;
    };
    let mut tx = db.write().await?;
    let put_back = store::put_back(&mut tx, clock.now(), &letter.id, &letter.holder, (at, &words)).await;
    held(put_back)?;
    tx.commit().await?;
    tracing::info!(letter = letter.id, %words, "a letter will be tried again");
    Ok(State::Waiting)
}

async fn settle(db: &Db, clock: &Clock, letter: &Queued, state: State, words: &str) -> db::Result<State> {
    let mut tx = db.write().await?;
    held(store::settle(&mut tx, clock.now(), &letter.id, &letter.holder, state, words).await)?;
    tx.commit().await?;
    if state != State::Sent {
        tracing::warn!(letter = letter.id, state = state.code(), words, "a letter did not go out");
    }
    Ok(state)
}

/// A letter that somebody took over in the meantime is no longer this sender's to speak of.
fn held(done: db::Result<()>) -> db::Result<()> {
    match done {
        Err(db::Error::Stale) => Ok(()),
        done => done,
    }
}
