//! The outbox: queueing, claiming, what became of a letter, and the lists of the desk.

use std::collections::{HashMap, HashSet};

use db::{FromRow, Query, Row, Tx, args, escape_like};
use kernel::{Time, new_id};

use crate::domain::{Letter, State, one_line};

/// A letter in the outbox.
#[derive(Clone, Debug)]
pub struct Queued {
    /// Id; part of its Message-ID.
    pub id: String,
    /// What it says, to whom.
    pub letter: Letter,
    /// Where it is.
    pub state: State,
    /// When it was queued.
    pub created_at: Time,
    /// While it waits: when it is tried next.
    pub due_at: Time,
    /// Who holds it.
    pub holder: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When its state became what it is.
    pub changed_at: Time,
    /// The mail server's last words, or why it is where it is.
    pub words: String,
    /// Counts saves.
    pub version: i64,
}

impl FromRow for Queued {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            letter: Letter {
                cause: row.get("cause")?,
                government_id: row.get("government_id")?,
                person_id: row.get("person_id")?,
                to_name: row.get("to_name")?,
                to_address: row.get("to_address")?,
                subject: row.get("subject")?,
                text: row.get("body")?,
            },
            state: state(row)?,
            created_at: row.get("created_at")?,
            due_at: row.get("due_at")?,
            holder: row.get("holder")?,
            attempts: row.get("attempts")?,
            changed_at: row.get("changed_at")?,
            words: row.get("words")?,
            version: row.get("version")?,
        })
    }
}

fn state(row: &Row) -> db::Result<State> {
    let code: String = row.get("state")?;
    State::from_code(&code).ok_or_else(|| db::Error::Corrupt(format!("letter state {code}")))
}

/// Queues a letter in the transaction of what causes it; answers its id, or none when that cause was queued before.
pub async fn enqueue(tx: &mut Tx, now: Time, letter: &Letter) -> db::Result<Option<String>> {
    let id = new_id(now);
    let added = tx
        .exec(
            "INSERT INTO letter (id, cause, government_id, person_id, to_name, to_address, subject, body, state,
                                 created_at, due_at, holder, attempts, changed_at, words, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9, $9, '', 0, $9, '', 1)
             ON CONFLICT (cause) DO NOTHING",
            args![
                &id,
                &letter.cause,
                letter.government_id.clone(),
                &letter.person_id,
                one_line(&letter.to_name),
                &letter.to_address,
                one_line(&letter.subject),
                &letter.text,
                now
            ],
        )
        .await?;
    Ok((added == 1).then_some(id))
}

/// Takes a letter that still waits out of the outbox because a later one says it too; whether it did. A sender that has
/// claimed it finds it gone before it hands it over.
pub async fn withdraw(tx: &mut Tx, now: Time, id: &str, why: &str) -> db::Result<bool> {
    let done = tx
        .exec(
            "UPDATE letter SET state = 'given_up', holder = '', words = $1, changed_at = $2, version = version + 1
             WHERE id = $3 AND state = 'waiting'",
            args![why, now, id],
        )
        .await?;
    Ok(done == 1)
}

struct Standing {
    id: String,
    state: State,
}

impl FromRow for Standing {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { id: row.get("id")?, state: state(row)? })
    }
}

/// Where letters are, by id.
pub async fn states(tx: &mut Tx, ids: &[&str]) -> db::Result<HashMap<String, State>> {
    let mut found = HashMap::new();
    for some in ids.chunks(500) {
        let mut query = Query::new("SELECT id, state FROM letter WHERE", args![]);
        query.within(" id IN", some.iter().copied());
        found.extend(tx.list::<Standing>(query).await?.into_iter().map(|s| (s.id, s.state)));
    }
    Ok(found)
}

/// Claims the letter that has waited longest, until `lease`; none when nothing is due. Of several nodes one gets it: the
/// condition is looked at again when the row is locked.
pub async fn claim(tx: &mut Tx, now: Time, lease: Time, holder: &str) -> db::Result<Option<Queued>> {
    tx.opt(
        "UPDATE letter SET due_at = $1, holder = $2, attempts = attempts + 1, version = version + 1
         WHERE id = (SELECT id FROM letter WHERE state = 'waiting' AND due_at <= $3 ORDER BY due_at, id LIMIT 1)
             AND state = 'waiting' AND due_at <= $3
         RETURNING *",
        args![lease, holder, now],
    )
    .await
}

/// Notes that the letter is about to be handed over; stale when somebody else holds it by now, and then it must not be.
pub async fn handing(tx: &mut Tx, now: Time, lease: Time, id: &str, holder: &str) -> db::Result<()> {
    tx.exec_one(
        "UPDATE letter SET state = 'handing', due_at = $1, changed_at = $2, version = version + 1
         WHERE id = $3 AND holder = $4 AND state = 'waiting'",
        args![lease, now, id, holder],
    )
    .await
}

/// Notes what became of a letter that `holder` had. Whoever was late and finds it called unsure still knows better.
pub async fn settle(tx: &mut Tx, now: Time, id: &str, holder: &str, state: State, words: &str) -> db::Result<()> {
    tx.exec_one(
        "UPDATE letter SET state = $1, words = $2, changed_at = $3, version = version + 1
         WHERE id = $4 AND holder = $5 AND state IN ('waiting', 'handing', 'unsure')",
        args![state.code(), words, now, id, holder],
    )
    .await
}

/// Puts a letter that `holder` could not hand over back, to be tried at `due_at`.
pub async fn put_back(tx: &mut Tx, now: Time, id: &str, holder: &str, (due_at, words): (Time, &str)) -> db::Result<()> {
    tx.exec_one(
        "UPDATE letter SET state = 'waiting', due_at = $1, holder = '', words = $2, changed_at = $3,
             version = version + 1
         WHERE id = $4 AND holder = $5 AND state IN ('waiting', 'handing', 'unsure')",
        args![due_at, words, now, id, holder],
    )
    .await
}

/// Calls unsure what was being handed over when its sender fell silent; answers how many.
pub async fn give_up_hope(tx: &mut Tx, now: Time) -> db::Result<u64> {
    tx.exec(
        "UPDATE letter SET state = 'unsure', changed_at = $1, version = version + 1,
             words = '交给邮件服务器的时候程序停了或断了线，对方可能收到了，也可能没有。系统不会自己再发。'
         WHERE state = 'handing' AND due_at <= $1",
        args![now],
    )
    .await
}

/// Has a letter sent again, from the beginning and to this address; stale when it changed since `version`.
pub async fn resend(tx: &mut Tx, now: Time, letter: &Queued, version: i64, to: &str) -> db::Result<()> {
    tx.exec_one(
        "UPDATE letter SET state = 'waiting', due_at = $1, holder = '', attempts = 0, words = '', changed_at = $1,
             to_address = $2, version = version + 1
         WHERE id = $3 AND version = $4 AND state = $5",
        args![now, to, &letter.id, version, letter.state.code()],
    )
    .await
}

/// Gives a letter up; stale when it changed since `version`.
pub async fn give_up(tx: &mut Tx, now: Time, letter: &Queued, version: i64, words: &str) -> db::Result<()> {
    tx.exec_one(
        "UPDATE letter SET state = 'given_up', holder = '', words = $1, changed_at = $2, version = version + 1
         WHERE id = $3 AND version = $4 AND state = $5",
        args![words, now, &letter.id, version, letter.state.code()],
    )
    .await
}

/// By id.
pub async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Queued>> {
    tx.opt("SELECT * FROM letter WHERE id = $1", args![id]).await
}

/// The newest letters to a person, of every government, at most `limit`.
pub async fn to_person(tx: &mut Tx, person: &str, limit: usize) -> db::Result<Vec<Queued>> {
    tx.all("SELECT * FROM letter WHERE person_id = $1 ORDER BY id DESC LIMIT $2", args![person, limit]).await
}

/// Which of these letters are of one government.
pub async fn of_government(tx: &mut Tx, letters: &[&str], government: &str) -> db::Result<HashSet<String>> {
    let mut query = Query::new("SELECT id FROM letter WHERE government_id = $1", args![government]);
    query.within(" AND id IN", letters.iter().copied());
    Ok(tx.list::<String>(query).await?.into_iter().collect())
}

/// Which letters a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this government's.
    pub government: Option<String>,
    /// Only those in this state.
    pub state: Option<State>,
    /// Only those to a name or address that contains this.
    pub to: Option<String>,
    /// Only those queued from this instant on.
    pub from: Option<Time>,
    /// Only those queued before this instant.
    pub until: Option<Time>,
    /// Only those before this id (the key of the page).
    pub before: Option<String>,
    /// Only those after this id: how far back somebody looks at once for what is rare.
    pub above: Option<String>,
}

/// One page of letters, newest first.
pub async fn page(tx: &mut Tx, filter: Filter, limit: usize) -> db::Result<Vec<Queued>> {
    let mut query = Query::new("SELECT * FROM letter WHERE 1 = 1", args![]);
    conditions(&mut query, filter);
    query.with(" ORDER BY id DESC LIMIT ?", args![limit]);
    tx.list(query).await
}

/// The id of the letter that stands so many before `before`, or before the newest; none when there are fewer.
pub async fn further(
    tx: &mut Tx,
    government: Option<&str>,
    before: Option<&str>,
    letters: i64,
) -> db::Result<Option<String>> {
    let mut query = Query::new("SELECT id FROM letter WHERE 1 = 1", args![]);
    query.when(" AND government_id = ?", government).when(" AND id < ?", before);
    query.with(" ORDER BY id DESC LIMIT 1 OFFSET ?", args![letters]);
    Ok(tx.list::<String>(query).await?.into_iter().next())
}

fn conditions(query: &mut Query, filter: Filter) {
    query
        .when(" AND government_id = ?", filter.government)
        .when(" AND state = ?", filter.state.map(State::code))
        .when(" AND created_at >= ?", filter.from)
        .when(" AND created_at < ?", filter.until)
        .when(" AND id < ?", filter.before)
        .when(" AND id > ?", filter.above);
    if let Some(to) = filter.to {
        let like = escape_like(&to.trim().to_lowercase());
        query.with(" AND (LOWER(to_name) LIKE ? ESCAPE '\\' OR LOWER(to_address) LIKE ? ESCAPE '\\')", args![like]);
    }
}

struct Tally {
    state: State,
    count: i64,
}

impl FromRow for Tally {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { state: state(row)?, count: row.get("count")? })
    }
}

/// How many letters are in each of these states. Those that were sent are without end: nobody should count them.
pub async fn tally(tx: &mut Tx, government: Option<String>, states: &[State]) -> db::Result<HashMap<State, i64>> {
    let mut query = Query::new("SELECT state, count(*) AS count FROM letter WHERE", args![]);
    query.within(" state IN", states.iter().map(|state| state.code()));
    query.when(" AND government_id = ?", government).push(" GROUP BY state");
    Ok(tx.list::<Tally>(query).await?.into_iter().map(|t| (t.state, t.count)).collect())
}
