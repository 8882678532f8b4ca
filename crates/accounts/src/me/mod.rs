//! My own account: posts, address, sessions, password.

mod address;
mod agent;
mod password;

use askama::Template;
use axum::extract::State;
use db::Tx;
use directory::session::Session;
use directory::{Post, Principal, person, session};
use kernel::Problem;
use serde_json::json;
use web::{
    Access, App, Fields, Mistakes, Page, Redirect, Result, Routes, Shell, Signed, Typed, desk_home, redirect,
    session_cookie, view,
};

use crate::deed::{self, Deed};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/desk/me", Access::SignedIn, show)
        .post("/desk/me/address", Access::SignedIn, address::change)
        .post("/desk/me/address/test", Access::SignedIn, address::test)
        .post("/desk/me/post", Access::SignedIn, take_post)
        .post("/desk/me/sessions/end", Access::SignedIn, end_session)
        .post("/desk/me/sessions/end-others", Access::SignedIn, end_others)
        .get("/desk/me/password", Access::SignedIn, password::form)
        .post("/desk/me/password", Access::SignedIn, password::change)
}

#[derive(Template)]
#[template(path = "accounts/me.html")]
struct Me {
    page: Page,
    name: String,
    login: String,
    posts: Vec<Post>,
    /// The post acted in.
    post_id: String,
    sessions: Vec<Place>,
    /// Letters are sent: there is a mail server.
    sends: bool,
    /// The address as it is kept.
    email: Option<String>,
    typed: Fields,
    mistakes: Mistakes,
}

/// A session as its owner recognises it.
struct Place {
    session: Session,
    browser: String,
    post: String,
    here: bool,
}

async fn show(State(app): State<App>, shell: Shell, Signed(me): Signed) -> Result {
    let mut tx = app.db.read().await?;
    view(page(&mut tx, &app, &shell, &me, None).await?)
}

/// The page, with the form for the address as it was sent, if it was.
async fn page(tx: &mut Tx, app: &App, shell: &Shell, me: &Principal, sent: Option<(Fields, Mistakes)>) -> Result<Me> {
    let person = person::find(tx, &me.person_id).await?.ok_or(Problem::SignIn)?;
    let posts = person::posts(tx, &me.person_id).await?;
    let sessions = session::of_person(tx, app.clock.now(), &me.person_id).await?;
    let place = |s: Session| Place {
        browser: agent::described(&s.agent),
        post: posts.iter().find(|p| p.id == s.post_id).map(|p| p.role.name().to_owned()).unwrap_or_default(),
        here: s.token_hash == me.session,
        session: s,
    };
    let sessions = sessions.into_iter().map(place).collect();
    let email = person.email.clone().unwrap_or_default();
    let stored = vec![("email".to_owned(), email), ("version".to_owned(), person.version.to_string())];
    let (typed, mistakes) = sent.unwrap_or_else(|| (Fields::new(stored), Mistakes::default()));
    Ok(Me {
        page: shell.desk("我的账号"),
        name: person.name,
        login: person.login,
        email: person.email,
        post_id: me.post.id.clone(),
        sends: app.settings.mail_from.is_some(),
        posts,
        sessions,
        typed,
        mistakes,
    })
}

/// Acts in another post of one's own from now on, in a new session: the old token is worth nothing any more.
async fn take_post(State(app): State<App>, Signed(me): Signed, Typed(typed): Typed) -> Result<Redirect> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let posts = person::posts(&mut tx, &me.person_id).await?;
    let post = posts.into_iter().find(|p| p.id == typed.get("post")).ok_or(Problem::NotFound("这个岗位"))?;
    let token = session::rotate(&mut tx, now, &me.session, &me.person_id, &post.id).await?;
    let payload = json!({ "role": post.role, "place": post.place() });
    let (government, unit) = (post.government_id.as_deref(), post.unit_id.as_deref());
    let deed = Deed { act: "person.took_post", kind: "person", id: &me.person_id, government, unit, payload };
    deed::record(&mut tx, now, &me, deed).await?;
    let home = home(&mut tx, now, &token).await?;
    tx.commit().await?;
    let message = format!("现在以“{}（{}）”的岗位办理。", post.role.name(), post.place());
    Ok(redirect(&home).saying(&message).cookie(session_cookie(&token, app.settings.secure)))
}

/// Where the work of a session's post begins.
async fn home(tx: &mut Tx, now: kernel::Time, token: &str) -> Result<String> {
    let (principal, _) = session::principal(tx, now, token).await?.ok_or(Problem::SignIn)?;
    Ok(desk_home(&principal))
}

async fn end_session(State(app): State<App>, Signed(me): Signed, Typed(typed): Typed) -> Result<Redirect> {
    let ended = typed.get("session");
    if ended == me.session {
        return Err(Problem::refused("这是您正在用的登录，请用“退出登录”。").into());
    }
    let mut tx = app.db.write().await?;
    session::end(&mut tx, &me.person_id, ended).await?;
    note_ended(&mut tx, &app, &me, "one").await?;
    tx.commit().await?;
    Ok(redirect("/desk/me").saying("那个登录已经结束。"))
}

async fn end_others(State(app): State<App>, Signed(me): Signed) -> Result<Redirect> {
    let mut tx = app.db.write().await?;
    session::end_all(&mut tx, &me.person_id, Some(&me.session)).await?;
    note_ended(&mut tx, &app, &me, "others").await?;
    tx.commit().await?;
    Ok(redirect("/desk/me").saying("其他登录都已结束，只留下这一个。"))
}

async fn note_ended(tx: &mut Tx, app: &App, me: &Principal, which: &str) -> db::Result<()> {
    let deed = Deed {
        act: "person.ended_sessions",
        kind: "person",
        id: &me.person_id,
        government: me.post.government_id.as_deref(),
        unit: me.post.unit_id.as_deref(),
        payload: json!({ "which": which }),
    };
    deed::record(tx, app.clock.now(), me, deed).await
}
