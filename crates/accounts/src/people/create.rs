//! Adding an account with its first post. The first password is made here and shown once.

use askama::Template;
use axum::extract::State;
use directory::{Person, password, person};
use kernel::new_id;
use serde_json::json;
use web::{App, Fields, Mistakes, Page, Query, Result, Shell, Signed, Typed, view, view_invalid, within_limits};

use super::{Offer, chosen_post};
use crate::deed::{self, Deed};

#[derive(Template)]
#[template(path = "accounts/person_new.html")]
struct Form {
    page: Page,
    offer: Offer,
    typed: Fields,
    mistakes: Mistakes,
}

/// A password nobody has seen yet, shown this one time.
#[derive(Template)]
#[template(path = "accounts/password_once.html")]
pub(super) struct Once {
    pub page: Page,
    pub person: Person,
    pub password: String,
}

pub(super) async fn form(State(app): State<App>, shell: Shell, Signed(me): Signed, Query(typed): Query) -> Result {
    let offer = Offer::read(&mut app.db.read().await?, &me, &typed).await?;
    view(Form { page: shell.desk("添加账号"), offer, typed, mistakes: Mistakes::default() })
}

pub(super) async fn create(State(app): State<App>, shell: Shell, Signed(me): Signed, Typed(typed): Typed) -> Result {
    // Hashing takes long, and the database has one writer: so it comes before the transaction.
    let password = password::generate();
    let password_hash = password::hash(password.clone()).await?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let offer = Offer::read(&mut tx, &me, &typed).await?;
    let login = typed.get("login").to_lowercase();
    let mut mistakes = check(&typed, &login);
    if mistakes.of("login").is_empty() && person::by_login(&mut tx, &login).await?.is_some() {
        mistakes.add("login", "这个登录名已经有人用了，请换一个");
    }
    let id = new_id(now);
    let post = chosen_post(&app, &offer, &typed, (&id, &[]), &mut mistakes);
    let Some(post) = post.filter(|_| mistakes.is_empty()) else {
        return view_invalid(Form { page: shell.desk("添加账号"), offer, typed, mistakes });
    };
    let person = Person {
        id,
        login,
        name: typed.get("name").to_owned(),
        email: None,
        password_hash,
        must_change_password: true,
        disabled: false,
        failures: 0,
        locked_until: None,
        created_at: now,
        version: 1,
    };
    person::insert(&mut tx, &person).await?;
    person::appoint(&mut tx, &post).await?;
    let payload = json!({ "login": person.login, "name": person.name, "role": post.role, "place": post.place() });
    let (government, unit) = (post.government_id.as_deref(), post.unit_id.as_deref());
    let deed = Deed { act: "person.created", kind: "person", id: &person.id, government, unit, payload };
    deed::record(&mut tx, now, &me, deed).await?;
    tx.commit().await?;
    view(Once { page: shell.desk("账号已添加"), person, password })
}

fn check(typed: &Fields, login: &str) -> Mistakes {
    let mut mistakes = Mistakes::default();
    if !person::is_login(login) {
        mistakes.add("login", "登录名用 2 到 40 个小写字母、数字或 . - _");
    }
    mistakes.check("name", name_objection(typed.get("name")));
    mistakes
}

/// What is wrong with a person's name, if anything.
pub(super) fn name_objection(name: &str) -> Option<String> {
    if name.is_empty() { Some("请填写姓名".into()) } else { within_limits(name, 40) }
}
