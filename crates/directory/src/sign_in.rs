//! Signing in: throttled by address, locked by account, recorded in the journal.

use db::{Db, Tx, args};
use journal::{Act, Actor, Subject};
use kernel::{Problem, Time, new_id};
use serde_json::json;

use crate::person::{self, Person, Post};
use crate::{password, session};

/// Wrong passwords after which an account is locked.
pub const FAILURES_TO_LOCK: i64 = 5;
/// For how many minutes it is locked.
pub const LOCK_MINUTES: i64 = 15;
/// Wrong passwords from one network address within [`LOCK_MINUTES`] after which it must wait.
pub const FAILURES_PER_ADDRESS: i64 = 30;

/// What somebody typed, and from where.
#[derive(Debug)]
pub struct Attempt {
    /// The login typed.
    pub login: String,
    /// The password typed.
    pub password: String,
    /// The network address.
    pub address: String,
    /// The browser as it names itself.
    pub agent: String,
}

const WRONG: &str = "登录名或密码不对";
const LOCKED: &str = "person.locked";

/// Signs in; answers the token of a new session. Refused with the same words whether the login or the password is wrong.
pub async fn sign_in(db: &Db, now: Time, attempt: Attempt) -> Result<String, Problem> {
    let mut tx = db.read().await?;
    let recent: i64 = tx
        .one(
            "SELECT COUNT(*) FROM sign_in_failure WHERE address = $1 AND at > $2",
            args![&attempt.address, now.plus_minutes(-LOCK_MINUTES)],
        )
        .await?;
    if recent >= FAILURES_PER_ADDRESS {
        return Err(Problem::Busy(format!("这个网络地址输错密码太多次，请 {LOCK_MINUTES} 分钟后再试。")));
    }
    let found = person::by_login(&mut tx, &attempt.login).await?;
    drop(tx);
    if found.as_ref().and_then(|p| p.locked_until).is_some_and(|until| until > now) {
        return Err(locked());
    }
    let usable = found.filter(|p| !p.disabled);
    let right = password::verify(attempt.password.clone(), usable.as_ref().map(|p| p.password_hash.clone())).await?;

    let mut tx = db.write().await?;
    let outcome = match usable {
        Some(p) if right => succeed(&mut tx, now, p, &attempt).await?,
        other => fail(&mut tx, now, other, &attempt).await?,
    };
    tx.commit().await?;
    outcome
}

fn locked() -> Problem {
    Problem::Busy(format!(
        "密码连续输错 {FAILURES_TO_LOCK} 次，账号已锁定，请 {LOCK_MINUTES} 分钟后再试，或请管理员重设密码。"
    ))
}

type Outcome = Result<String, Problem>;

async fn succeed(tx: &mut Tx, now: Time, p: Person, attempt: &Attempt) -> db::Result<Outcome> {
    // Parallel guesses meet here: the lock that one of them caused holds for the others.
    let reset = tx
        .exec(
            "UPDATE person SET failures = 0, locked_until = NULL WHERE id = $1 AND disabled = 0
             AND (locked_until IS NULL OR locked_until <= $2) AND password_hash = $3",
            args![&p.id, now, &p.password_hash],
        )
        .await?;
    if reset == 0 {
        return Ok(Err(locked()));
    }
    let Some(post) = person::posts(tx, &p.id).await?.into_iter().next() else {
        return Ok(Err(Problem::refused("这个账号还没有岗位，请联系管理员。")));
    };
    let token = session::begin(tx, now, &p.id, &post.id, &attempt.agent).await?;
    note(tx, now, "person.signed_in", &p, Some(&post), &attempt.address).await?;
    Ok(Ok(token))
}

async fn fail(tx: &mut Tx, now: Time, p: Option<Person>, attempt: &Attempt) -> db::Result<Outcome> {
    tx.exec("DELETE FROM sign_in_failure WHERE at <= $1", args![now.plus_minutes(-LOCK_MINUTES)]).await?;
    tx.exec_one(
        "INSERT INTO sign_in_failure (id, at, address) VALUES ($1, $2, $3)",
        args![new_id(now), now, &attempt.address],
    )
    .await?;
    let Some(p) = p else { return Ok(Err(Problem::refused(WRONG))) };
    let failures: i64 =
        tx.one("UPDATE person SET failures = failures + 1 WHERE id = $1 RETURNING failures", args![&p.id]).await?;
    if failures < FAILURES_TO_LOCK {
        return Ok(Err(Problem::refused(WRONG)));
    }
    tx.exec_one(
        "UPDATE person SET failures = 0, locked_until = $1 WHERE id = $2",
        args![now.plus_minutes(LOCK_MINUTES), &p.id],
    )
    .await?;
    let posts = person::posts(tx, &p.id).await?;
    note(tx, now, LOCKED, &p, posts.first(), &attempt.address).await?;
    Ok(Err(locked()))
}

/// Notes it in the journal, with the government of the person's first post.
async fn note(
    tx: &mut Tx,
    now: Time,
    act: &'static str,
    p: &Person,
    post: Option<&Post>,
    address: &str,
) -> db::Result<()> {
    let actor = if act == LOCKED { Actor::system() } else { Actor { id: p.id.clone(), name: p.name.clone() } };
    let government = post.and_then(|post| post.government_id.as_deref());
    let unit = post.and_then(|post| post.unit_id.as_deref());
    let subject = Subject { kind: "person", id: &p.id };
    let payload = json!({ "login": p.login, "address": address });
    journal::record(tx, now, Act { actor: &actor, government, unit, act, subject, payload }).await.map(drop)
}
