//! `/desk/jobs`: what one asked for, how far it is, the result; and for the office what its government asked for.

use askama::Template;
use axum::extract::{Path, State as Given};
use axum::response::IntoResponse as _;
use db::Tx;
use directory::Principal;
use kernel::{Problem, is_id};
use web::{Access, App, Fields, Page, Query, Result, Routes, Shell, Signed, redirect, send_file, view};

use crate::domain::{Job, KEPT_DAYS, Refusal, State, sees_all};
use crate::store::{self, Filter};

/// The slice's routes. Which job is whose is decided there.
pub fn routes() -> Routes {
    let anyone = Access::SignedIn;
    Routes::new()
        .get("/desk/jobs", anyone, list)
        .get("/desk/jobs/{id}", anyone, show)
        .get("/desk/jobs/{id}/result", anyone, fetch)
        .post("/desk/jobs/{id}/cancel", anyone, cancel)
        .post("/desk/jobs/{id}/restart", anyone, restart)
}

/// Rows of one page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "jobs/list.html")]
struct List {
    page: Page,
    fields: Fields,
    active: usize,
    jobs: Vec<Job>,
    sees_all: bool,
    next: String,
}

async fn list(Given(app): Given<App>, shell: Shell, Signed(who): Signed, Query(fields): Query) -> Result {
    let all = sees_all(&who) && fields.get("whose") == "all";
    let filter = Filter {
        government: who.post.government_id.clone(),
        person: (!all).then(|| who.person_id.clone()),
        state: State::from_code(fields.get("state")),
        before: fields.opt("before").map(str::to_owned),
    };
    let mut jobs = store::newest(&mut app.db.read().await?, filter, PAGE + 1).await?;
    let more = jobs.len() > PAGE;
    jobs.truncate(PAGE);
    let next = match jobs.last() {
        Some(last) if more => format!("/desk/jobs?{}", fields.with("before", &last.id)),
        _ => String::new(),
    };
    let active = ["whose", "state"].iter().filter(|name| fields.opt(name).is_some()).count();
    view(List { page: shell.desk("后台任务"), active, jobs, sees_all: sees_all(&who), next, fields })
}

#[derive(Template)]
#[template(path = "jobs/job.html")]
struct Show {
    page: Page,
    job: Job,
    /// Why the result cannot be fetched by who looks; empty when it can.
    not_fetched: String,
    can_restart: bool,
}

async fn find(tx: &mut Tx, who: &Principal, id: &str) -> kernel::Result<Job> {
    let job = if is_id(id) { store::find(tx, id).await? } else { None };
    job.filter(|job| job.seen_by(who)).ok_or(Problem::NotFound("这个任务"))
}

async fn show(Given(app): Given<App>, shell: Shell, Signed(who): Signed, Path(id): Path<String>) -> Result {
    let job = find(&mut app.db.read().await?, &who, &id).await?;
    view(Show {
        page: shell.desk(&job.title),
        not_fetched: job.fetched_by(&who).err().map_or_else(String::new, |why| why.to_string()),
        can_restart: job.can_restart(&who).is_ok(),
        job,
    })
}

/// The result, piece by piece from where it is kept.
async fn fetch(Given(app): Given<App>, Signed(who): Signed, Path(id): Path<String>) -> Result {
    let job = find(&mut app.db.read().await?, &who, &id).await?;
    let product = job.fetched_by(&who)?;
    let file = app.blobs.apart(&job.id).open(&product.hash).await?;
    let (file, bytes) = file.ok_or(Refusal::Gone)?;
    Ok(send_file(&product.name, file, bytes))
}

async fn cancel(Given(app): Given<App>, Signed(who): Signed, Path(id): Path<String>) -> Result {
    let mut tx = app.db.write().await?;
    let job = find(&mut tx, &who, &id).await?;
    job.can_cancel()?;
    store::cancel(&mut tx, app.clock.now(), &id).await?;
    tx.commit().await?;
    Ok(redirect(&format!("/desk/jobs/{id}")).saying("已取消。").into_response())
}

async fn restart(Given(app): Given<App>, Signed(who): Signed, Path(id): Path<String>) -> Result {
    let mut tx = app.db.write().await?;
    let job = find(&mut tx, &who, &id).await?;
    job.can_restart(&who)?;
    store::restart(&mut tx, &job).await?;
    tx.commit().await?;
    Ok(redirect(&format!("/desk/jobs/{id}")).saying("已重新排队。").into_response())
}
