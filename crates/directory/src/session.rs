//! Sessions: kept on the server, found by the hash of a random token, revocable at once.

use db::{FromRow, Row, Tx, args};
use kernel::Time;
use rand::RngCore as _;
use sha2::{Digest as _, Sha256};

use crate::government::{self, Government};
use crate::person::{self, Post};
use crate::role::{Capability, Role};
use crate::unit::{self, Unit};

/// Hours without use after which a session ends.
pub const IDLE_HOURS: i64 = 8;
/// Hours after which a session ends in any case.
pub const LONGEST_HOURS: i64 = 24;

/// Who acts now, and in which post.
#[derive(Clone, Debug)]
pub struct Principal {
    /// The person's id.
    pub person_id: String,
    /// Their name.
    pub name: String,
    /// Whether they must change their password before anything else.
    pub must_change_password: bool,
    /// The post they act in.
    pub post: Post,
    /// The post's government; none for an administrator of the whole installation.
    pub government: Option<Government>,
    /// The post's unit, for roles of a unit.
    pub unit: Option<Unit>,
    /// The hash that names this session.
    pub session: String,
}

impl Principal {
    /// Whether the post may do it at all: by its role, and by what it stands for.
    pub fn may(&self, capability: Capability) -> bool {
        self.post.role.may(capability) && capability.belongs_to(self.post.government_id.is_some())
    }

    /// The role acted in.
    pub fn role(&self) -> Role {
        self.post.role
    }

    /// The government acted for. Refused for posts of the whole installation.
    pub fn government(&self) -> kernel::Result<&Government> {
        self.government
            .as_ref()
            .ok_or_else(|| kernel::Problem::refused("这个岗位不属于任何一个政府，不能办理具体业务。"))
    }

    /// Whether the post reaches a unit's things: its own unit, or any of its government for roles of the government.
    pub fn reaches(&self, government_id: &str, unit_id: Option<&str>) -> bool {
        self.post.government_id.as_deref() == Some(government_id)
            && (!self.post.role.of_a_unit() || self.post.unit_id.as_deref() == unit_id)
    }

    /// As the journal names them.
    pub fn actor(&self) -> journal::Actor {
        journal::Actor { id: self.person_id.clone(), name: self.name.clone() }
    }
}

/// A session as its owner sees it.
#[derive(Clone, Debug)]
pub struct Session {
    /// The hash that names it.
    pub token_hash: String,
    /// Whose.
    pub person_id: String,
    /// In which post.
    pub post_id: String,
    /// Since when.
    pub created_at: Time,
    /// Last used.
    pub seen_at: Time,
    /// Ends at.
    pub expires_at: Time,
    /// The browser as it names itself.
    pub agent: String,
}

impl FromRow for Session {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            token_hash: row.get("token_hash")?,
            person_id: row.get("person_id")?,
            post_id: row.get("post_id")?,
            created_at: row.get("created_at")?,
            seen_at: row.get("seen_at")?,
            expires_at: row.get("expires_at")?,
            agent: row.get("agent")?,
        })
    }
}

/// The hash under which a token's session is kept.
pub fn token_hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// A secret: 64 hexadecimal characters from the system's randomness.
pub fn new_token() -> String {
    let mut bytes = [0u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    hex::encode(bytes)
}

/// Begins a session; answers the token for the cookie: 64 hexadecimal characters from the system's randomness.
pub async fn begin(tx: &mut Tx, now: Time, person_id: &str, post_id: &str, agent: &str) -> db::Result<String> {
    begin_until(tx, now, person_id, post_id, agent, now.plus_hours(LONGEST_HOURS)).await
}

/// Ends a session and begins another in `post_id` that ends no later than the old one would have; answers its token.
pub async fn rotate(tx: &mut Tx, now: Time, old: &str, person_id: &str, post_id: &str) -> db::Result<String> {
    let gone: Session = tx
        .one("DELETE FROM session WHERE token_hash = $1 AND person_id = $2 RETURNING *", args![old, person_id])
        .await?;
    begin_until(tx, now, person_id, post_id, &gone.agent, gone.expires_at).await
}

async fn begin_until(
    tx: &mut Tx,
    now: Time,
    person_id: &str,
    post_id: &str,
    agent: &str,
    expires_at: Time,
) -> db::Result<String> {
    let token = new_token();
    let agent: String = agent.chars().take(200).collect();
    tx.exec_one(
        "INSERT INTO session (token_hash, person_id, post_id, created_at, seen_at, expires_at, agent)
         VALUES ($1, $2, $3, $4, $4, $5, $6)",
        args![token_hash(&token), person_id, post_id, now, expires_at, agent],
    )
    .await?;
    Ok(token)
}

/// Who a token speaks for at `now`, if its session lives, and when it was last used.
pub async fn principal(tx: &mut Tx, now: Time, token: &str) -> db::Result<Option<(Principal, Time)>> {
    let hash = token_hash(token);
    let idle = now.plus_hours(-IDLE_HOURS);
    let session: Option<Session> = tx
        .opt(
            "SELECT * FROM session WHERE token_hash = $1 AND expires_at > $2 AND seen_at > $3",
            args![&hash, now, idle],
        )
        .await?;
    let Some(session) = session else { return Ok(None) };
    let Some(person) = person::find(tx, &session.person_id).await?.filter(|p| !p.disabled) else { return Ok(None) };
    let post = person::posts(tx, &person.id).await?.into_iter().find(|p| p.id == session.post_id);
    let Some(post) = post else { return Ok(None) };
    let government = match &post.government_id {
        Some(id) => government::find(tx, id).await?,
        None => None,
    };
    let unit = match &post.unit_id {
        Some(id) => unit::find(tx, id).await?,
        None => None,
    };
    let principal = Principal {
        person_id: person.id,
        name: person.name,
        must_change_password: person.must_change_password,
        post,
        government,
        unit,
        session: hash,
    };
    Ok(Some((principal, session.seen_at)))
}

/// Notes that the session was used; writes at most once a minute.
pub async fn touch(tx: &mut Tx, now: Time, session: &str) -> db::Result<()> {
    tx.exec(
        "UPDATE session SET seen_at = $1 WHERE token_hash = $2 AND seen_at < $3",
        args![now, session, now.plus_minutes(-1)],
    )
    .await?;
    Ok(())
}

/// A person's living sessions, newest first.
pub async fn of_person(tx: &mut Tx, now: Time, person_id: &str) -> db::Result<Vec<Session>> {
    tx.all(
        "SELECT * FROM session WHERE person_id = $1 AND expires_at > $2 AND seen_at > $3 ORDER BY created_at DESC",
        args![person_id, now, now.plus_hours(-IDLE_HOURS)],
    )
    .await
}

/// Ends one session of a person.
pub async fn end(tx: &mut Tx, person_id: &str, session: &str) -> db::Result<()> {
    tx.exec("DELETE FROM session WHERE token_hash = $1 AND person_id = $2", args![session, person_id]).await?;
    Ok(())
}

/// Ends all sessions of a person, but for `keep`.
pub async fn end_all(tx: &mut Tx, person_id: &str, keep: Option<&str>) -> db::Result<()> {
    tx.exec("DELETE FROM session WHERE person_id = $1 AND token_hash IS DISTINCT FROM $2", args![person_id, keep])
        .await?;
    Ok(())
}

/// Removes sessions that have ended.
pub async fn sweep(tx: &mut Tx, now: Time) -> db::Result<u64> {
    tx.exec("DELETE FROM session WHERE expires_at <= $1 OR seen_at <= $2", args![now, now.plus_hours(-IDLE_HOURS)])
        .await
}
