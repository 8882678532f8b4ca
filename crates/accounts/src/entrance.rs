//! Signing in and out.

use askama::Template;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::IntoResponse as _;
use db::Tx;
use directory::sign_in::{self, Attempt};
use directory::{Principal, person, session};
use kernel::Problem;
use serde_json::json;
use web::{
    Access, App, CLIENT_COOKIE, Client, Fault, Fields, Page, Query, Result, Routes, Shell, Typed, desk_home, expired,
    is_local, redirect, session_cookie, view,
};

use crate::deed::{self, Deed};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/sign-in", Access::Public, form).post("/sign-in", Access::Public, sign_in_here).post(
        "/sign-out",
        Access::Public,
        sign_out,
    )
}

/// Whoever knocks: from where, with which browser, and signed in already or not.
struct Visitor {
    shell: Shell,
    client: Client,
    principal: Option<Principal>,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let shell = Shell::from_request_parts(parts, app).await?;
        let client = Client::from_request_parts(parts, app).await?;
        Ok(Self { shell, client, principal: parts.extensions.get().cloned() })
    }
}

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
struct SignIn {
    page: Page,
    to: String,
    login: String,
    trouble: String,
    /// Accounts to try, in a demonstration.
    demo: Vec<Samples>,
}

async fn form(State(app): State<App>, visitor: Visitor, Query(query): Query) -> Result {
    if let Some(principal) = &visitor.principal {
        return Ok(redirect(&destination(&query, principal)).into_response());
    }
    page(&app, visitor.shell, &query, String::new()).await
}

async fn page(app: &App, shell: Shell, typed: &Fields, trouble: String) -> Result {
    let demo = if app.settings.demo { samples(&mut app.db.read().await?).await? } else { Vec::new() };
    let (to, login) = (typed.get("to").to_owned(), typed.get("login").to_owned());
    view(SignIn { page: shell.bare("登录"), to, login, trouble, demo })
}

/// Accounts to try at one government.
struct Samples {
    place: String,
    /// Logins with the names of their roles.
    accounts: Vec<(String, &'static str)>,
}

/// The first accounts by the governments of their first posts. The password is on the console of whoever started the
/// demonstration.
async fn samples(tx: &mut Tx) -> db::Result<Vec<Samples>> {
    let people = person::page(tx, person::Filter::default(), 60).await?;
    let ids: Vec<&str> = people.iter().map(|p| p.id.as_str()).collect();
    let posts = person::posts_of(tx, &ids).await?;
    let mut places: Vec<Samples> = Vec::new();
    for person in &people {
        let Some(post) = posts.iter().find(|post| post.person_id == person.id) else { continue };
        let place = post.government_name.clone().unwrap_or_else(|| post.place());
        let account = (person.login.clone(), post.role.name());
        match places.iter_mut().find(|p| p.place == place) {
            Some(samples) => samples.accounts.push(account),
            None => places.push(Samples { place, accounts: vec![account] }),
        }
    }
    Ok(places)
}

/// Where to go after signing in: the page that was asked for, or where the person's work begins.
fn destination(typed: &Fields, principal: &Principal) -> String {
    typed.opt("to").filter(|to| is_local(to)).map_or_else(|| desk_home(principal), str::to_owned)
}

async fn sign_in_here(State(app): State<App>, visitor: Visitor, Typed(typed): Typed) -> Result {
    let now = app.clock.now();
    let attempt = Attempt {
        login: typed.get("login").to_owned(),
        password: typed.raw("password").to_owned(),
        address: visitor.client.address.clone(),
        agent: visitor.client.agent.clone(),
    };
    let token = match sign_in::sign_in(&app.db, now, attempt).await {
        Ok(token) => token,
        Err(Problem::Refused(why)) => return again(&app, visitor, &typed, why, StatusCode::UNPROCESSABLE_ENTITY).await,
        Err(Problem::Busy(why)) => return again(&app, visitor, &typed, why, StatusCode::TOO_MANY_REQUESTS).await,
        Err(other) => return Err(other.into()),
    };
    let mut tx = app.db.write().await?;
    if let Some(before) = &visitor.principal {
        session::end(&mut tx, &before.person_id, &before.session).await?;
    }
    let found = session::principal(&mut tx, now, &token).await?;
    tx.commit().await?;
    let (principal, _) = found.ok_or(Problem::SignIn)?;
    let onward = redirect(&destination(&typed, &principal)).cookie(session_cookie(&token, app.settings.secure));
    Ok(onward.into_response())
}

async fn again(app: &App, visitor: Visitor, typed: &Fields, why: String, status: StatusCode) -> Result {
    let mut response = page(app, visitor.shell, typed, why).await?;
    *response.status_mut() = status;
    Ok(response)
}

async fn sign_out(State(app): State<App>, visitor: Visitor) -> Result<web::Redirect> {
    if let Some(principal) = &visitor.principal {
        let mut tx = app.db.write().await?;
        session::end(&mut tx, &principal.person_id, &principal.session).await?;
        let deed = Deed {
            act: "person.signed_out",
            kind: "person",
            id: &principal.person_id,
            government: principal.post.government_id.as_deref(),
            unit: principal.post.unit_id.as_deref(),
            payload: json!({ "address": visitor.client.address }),
        };
        deed::record(&mut tx, app.clock.now(), principal, deed).await?;
        tx.commit().await?;
    }
    Ok(redirect("/").saying("您已退出登录。").cookie(expired(CLIENT_COOKIE, app.settings.secure)))
}
