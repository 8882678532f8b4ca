//! The day's digests: made once a person and working day, from a given hour on, wherever the program stopped before.

use std::collections::HashMap;

use db::Db;
use kernel::{Clock, Date, Time};
use law::Calendar;
use mail::Letter;

use super::digest::{Digest, Setting, compose};
use super::material::{Material, Whose};
use super::people::{Reader, readers};
use super::store::{self, Made};

/// What one run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Letters queued.
    pub letters: usize,
    /// People whom there was nothing to tell.
    pub quiet: usize,
}

/// Where and when digests are made.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// Where pages are; none: letters carry no links.
    pub base: Option<&'a str>,
    /// The hour of a working day from which on they are made.
    pub hour: i8,
}

/// Makes the digests of the day that nobody has made yet; does nothing on days of rest and before the hour.
pub async fn run(db: &Db, clock: &Clock, calendar: &Calendar, settings: Settings<'_>) -> kernel::Result<Outcome> {
    let now = clock.now();
    let today = now.date();
    let mut outcome = Outcome::default();
    if !calendar.is_working_day(today) || now.in_china().hour() < settings.hour {
        return Ok(outcome);
    }
    let mut tx = db.read().await?;
    let mut waiting = readers(&mut tx, None, today).await?;
    waiting.retain(|reader| reader.made.is_none() && reader.unreachable().is_none());
    let material = materials(&mut tx, calendar, &waiting, today).await?;
    drop(tx);
    let setting = Setting { calendar, now, today, base: settings.base };
    for reader in &waiting {
        let digest = compose(setting, reader, |id| material.get(id));
        let told = digest.is_some();
        if keep(db, now, today, reader, digest).await? {
            outcome.letters += usize::from(told);
            outcome.quiet += usize::from(!told);
        }
    }
    Ok(outcome)
}

/// What there is to say about every government that these people have posts in.
pub async fn materials(
    tx: &mut db::Tx,
    calendar: &Calendar,
    readers: &[Reader],
    today: Date,
) -> kernel::Result<HashMap<String, Material>> {
    let mut found = HashMap::new();
    for id in readers.iter().flat_map(|reader| &reader.posts).filter_map(|post| post.government_id.as_ref()) {
        if !found.contains_key(id) {
            found.insert(id.clone(), Material::read(tx, calendar, id, today, &Whose::All).await?);
        }
    }
    Ok(found)
}

/// Notes the day and queues the letter together; whether no other node had.
async fn keep(db: &Db, now: Time, today: Date, reader: &Reader, digest: Option<Digest>) -> db::Result<bool> {
    let person = &reader.person;
    let mut tx = db.write().await?;
    let letter_id = match digest {
        Some(Digest { subject, text }) => {
            let letter = Letter {
                cause: format!("digest:{}:{today}", person.id),
                government_id: common_government(reader),
                person_id: person.id.clone(),
                to_name: person.name.clone(),
                to_address: person.email.clone().unwrap_or_default(),
                subject,
                text,
            };
            match mail::enqueue(&mut tx, now, &letter).await? {
                Some(id) => Some(id),
                None => return Ok(false),
            }
        }
        None => None,
    };
    let made = Made { person_id: person.id.clone(), day: today, at: now, letter_id };
    if !store::note(&mut tx, &made).await? {
        return Ok(false);
    }
    if made.letter_id.is_some() {
        // What those say is said again in this one.
        for old in reader.covered.iter().flat_map(|covered| &covered.waiting) {
            mail::withdraw(&mut tx, now, old, &format!("没有发出就到了下一天，内容并入 {today} 的提醒。")).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// The government of all posts; none when they differ: then no one government's desk may read the letter.
fn common_government(reader: &Reader) -> Option<String> {
    let first = reader.posts.first()?.government_id.clone();
    reader.posts.iter().all(|post| post.government_id == first).then_some(first).flatten()
}
