//! `gongkai user`: what an operator can do for accounts without the browser.

use clap::{Args, Subcommand};
use db::{Db, Tx};
use directory::{Post, Role, government, password, person, session, unit};
use journal::{Act, Actor, Subject};
use kernel::{Clock, Time, new_id};
use serde_json::json;

use super::terminal::ConfigFile;
use crate::run::{self, Failure};

/// Add people, give them posts, set their passwords.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Add a person with a first post; prints a password to be changed at the first sign-in.
    Add(Add),
    /// Give somebody another post.
    Appoint(Appoint),
    /// Set a new password, unlock the account and end its sessions; prints the password.
    Reset(Login),
    /// List people and their posts.
    List(List),
    /// Bar somebody from signing in, and end their sessions.
    Disable(Login),
    /// Let somebody sign in again.
    Enable(Login),
}

/// Somebody new.
#[derive(Debug, Args)]
pub struct Add {
    /// What they type to sign in: 2–40 of a–z, 0–9, dot, hyphen, underscore.
    login: String,
    /// Their name.
    #[arg(long)]
    name: String,
    #[command(flatten)]
    post: PostArgs,
    #[command(flatten)]
    config: ConfigFile,
}

/// Another post.
#[derive(Debug, Args)]
pub struct Appoint {
    /// Whose.
    login: String,
    #[command(flatten)]
    post: PostArgs,
    #[command(flatten)]
    config: ConfigFile,
}

/// Somebody known.
#[derive(Debug, Args)]
pub struct Login {
    /// Who.
    login: String,
    #[command(flatten)]
    config: ConfigFile,
}

/// Everybody.
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    config: ConfigFile,
}

/// A post.
#[derive(Debug, Args)]
pub struct PostArgs {
    /// officer, approver, office, justice, leader, auditor or administrator.
    #[arg(long, value_parser = |code: &str| Role::from_code(code).ok_or("no such role"))]
    role: Role,
    /// The government's part of the address, e.g. `lanshan`. Only an administrator may be without: of the whole installation.
    #[arg(long, value_name = "SLUG")]
    government: Option<String>,
    /// The unit's name, for officers and approvers.
    #[arg(long, value_name = "NAME")]
    unit: Option<String>,
}

impl User {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let config = match &self {
            Self::Add(a) => &a.config,
            Self::Appoint(a) => &a.config,
            Self::Reset(l) | Self::Disable(l) | Self::Enable(l) => &l.config,
            Self::List(l) => &l.config,
        };
        let db = run::open_existing(&config.load()?).await?;
        db.migrate().await.map_err(said)?;
        let now = Clock::System.now();
        match self {
            Self::List(_) => list(&db).await,
            Self::Add(a) => add(&db, now, a).await,
            Self::Appoint(a) => {
                let mut tx = db.write().await.map_err(said)?;
                let who = known(&mut tx, &a.login).await?;
                appoint(&mut tx, now, &who.id, a.post).await?;
                tx.commit().await.map_err(said)?;
                println!("{} has the post", who.login);
                Ok(())
            }
            Self::Reset(l) => reset(&db, now, &l.login).await,
            Self::Disable(l) => bar(&db, now, &l.login, true).await,
            Self::Enable(l) => bar(&db, now, &l.login, false).await,
        }
    }
}

fn said(error: db::Error) -> Failure {
    match error {
        db::Error::Exists(what) => format!("{what} exists already"),
        other => other.to_string(),
    }
}

async fn known(tx: &mut Tx, login: &str) -> Result<person::Person, Failure> {
    person::by_login(tx, login).await.map_err(said)?.ok_or_else(|| format!("nobody signs in as {login}"))
}

async fn note(tx: &mut Tx, now: Time, act: &'static str, id: &str, payload: serde_json::Value) -> Result<(), Failure> {
    let subject = Subject { kind: "person", id };
    let act = Act { actor: &Actor::system(), government: None, unit: None, act, subject, payload };
    journal::record(tx, now, act).await.map(drop).map_err(said)
}

async fn add(db: &Db, now: Time, add: Add) -> Result<(), Failure> {
    let mut tx = db.write().await.map_err(said)?;
    let password = create(&mut tx, now, &add.login, &add.name, add.post).await?;
    tx.commit().await.map_err(said)?;
    println!("{} signs in with the password {password} and must change it", add.login);
    Ok(())
}

/// Adds a person with a post and a generated password, which is answered.
async fn create(tx: &mut Tx, now: Time, login: &str, name: &str, post: PostArgs) -> Result<String, Failure> {
    if !person::is_login(login) {
        return Err(format!("{login:?} is not a login: 2–40 of a–z, 0–9, dot, hyphen, underscore"));
    }
    let password = password::generate();
    let made = person::Person {
        id: new_id(now),
        login: login.to_owned(),
        name: name.to_owned(),
        email: None,
        password_hash: password::hash(password.clone()).await.map_err(|e| e.to_string())?,
        must_change_password: true,
        disabled: false,
        failures: 0,
        locked_until: None,
        created_at: now,
        version: 1,
    };
    person::insert(tx, &made).await.map_err(said)?;
    note(tx, now, "person.created", &made.id, json!({ "login": login, "name": name })).await?;
    appoint(tx, now, &made.id, post).await?;
    Ok(password)
}

/// The first administrator of the whole installation.
pub(super) async fn first_administrator(tx: &mut Tx, now: Time, login: &str, name: &str) -> Result<String, Failure> {
    create(tx, now, login, name, PostArgs { role: Role::Administrator, government: None, unit: None }).await
}

async fn appoint(tx: &mut Tx, now: Time, person_id: &str, wanted: PostArgs) -> Result<(), Failure> {
    let government = match &wanted.government {
        Some(slug) => Some(government::by_slug(tx, slug).await.map_err(said)?.ok_or(format!("no government {slug}"))?),
        None if wanted.role == Role::Administrator => None,
        None => return Err(format!("a post of role {} needs --government", wanted.role.code())),
    };
    let unit = match (&government, &wanted.unit, wanted.role.of_a_unit()) {
        (Some(g), Some(name), true) => {
            let register = directory::names::Register::read(tx, &g.id).await.map_err(said)?;
            match register.resolve(name) {
                Some(directory::Addressee::Unit(found)) => Some::<unit::Unit>(found),
                _ => return Err(format!("{} has no unit {name}", g.name)),
            }
        }
        (_, None, true) => return Err(format!("a post of role {} needs --unit", wanted.role.code())),
        (_, Some(_), false) => return Err(format!("a post of role {} is not of a unit", wanted.role.code())),
        _ => None,
    };
    let post = Post {
        id: new_id(now),
        person_id: person_id.to_owned(),
        role: wanted.role,
        government_id: government.as_ref().map(|g| g.id.clone()),
        unit_id: unit.as_ref().map(|u| u.id.clone()),
        government_name: None,
        unit_name: None,
    };
    person::appoint(tx, &post).await.map_err(said)?;
    let payload = json!({ "role": post.role, "government_id": post.government_id, "unit_id": post.unit_id });
    note(tx, now, "person.post_added", person_id, payload).await
}

async fn reset(db: &Db, now: Time, login: &str) -> Result<(), Failure> {
    let mut tx = db.write().await.map_err(said)?;
    let mut who = known(&mut tx, login).await?;
    let password = password::generate();
    who.password_hash = password::hash(password.clone()).await.map_err(|e| e.to_string())?;
    who.must_change_password = true;
    who.failures = 0;
    who.locked_until = None;
    person::save(&mut tx, &who).await.map_err(said)?;
    session::end_all(&mut tx, &who.id, None).await.map_err(said)?;
    note(&mut tx, now, "person.password_reset", &who.id, json!({})).await?;
    tx.commit().await.map_err(said)?;
    println!("{login} signs in with the password {password} and must change it");
    Ok(())
}

async fn bar(db: &Db, now: Time, login: &str, disabled: bool) -> Result<(), Failure> {
    let mut tx = db.write().await.map_err(said)?;
    let mut who = known(&mut tx, login).await?;
    who.disabled = disabled;
    person::save(&mut tx, &who).await.map_err(said)?;
    session::end_all(&mut tx, &who.id, None).await.map_err(said)?;
    let act = if disabled { "person.disabled" } else { "person.enabled" };
    note(&mut tx, now, act, &who.id, json!({})).await?;
    tx.commit().await.map_err(said)?;
    println!("{login} {}", if disabled { "may not sign in" } else { "may sign in" });
    Ok(())
}

async fn list(db: &Db) -> Result<(), Failure> {
    let mut tx = db.read().await.map_err(said)?;
    let mut after = None;
    loop {
        let filter = person::Filter { after: after.clone(), ..person::Filter::default() };
        let page = person::page(&mut tx, filter, 200).await.map_err(said)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.login.clone());
        let ids: Vec<&str> = page.iter().map(|p| p.id.as_str()).collect();
        let posts = person::posts_of(&mut tx, &ids).await.map_err(said)?;
        for p in &page {
            let held = posts.iter().filter(|post| post.person_id == p.id).map(|post| {
                let at = post.unit_name.as_ref().or(post.government_name.as_ref());
                format!("{}@{}", post.role.code(), at.map_or("*", |n| n.as_str()))
            });
            let state = if p.disabled { "disabled" } else { "active" };
            println!("{}\t{}\t{state}\t{}", p.login, p.name, held.collect::<Vec<_>>().join(","));
        }
    }
}
