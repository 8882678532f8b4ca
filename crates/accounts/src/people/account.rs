//! One account: who it is, which posts, what may be done with it; its name and address.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use db::Tx;
use directory::{Person, Post, Principal, person};
use journal::Entry;
use serde_json::json;
use web::{App, Fields, Mistakes, Page, Result, Shell, Signed, Typed, redirect, view, view_invalid};

use super::acts::Kind;
use super::create::name_objection;
use super::domain::{Keeper, common_government};
use super::known;
use super::list::{Standing, state};
use crate::deed::{self, Deed, differences};
use crate::stale::{self, Stale};

#[derive(Template)]
#[template(path = "accounts/person.html")]
struct Account {
    page: Page,
    person: Person,
    state: Standing,
    /// Posts with whether the keeper may take them away.
    posts: Vec<(Post, bool)>,
    /// Why name and password are not the keeper's; empty when they are.
    elsewhere: String,
    acts: Vec<Kind>,
    typed: Fields,
    mistakes: Mistakes,
    stale: Stale,
    history: Vec<Entry>,
}

/// What the form begins with.
fn fields(person: &Person) -> Fields {
    let email = person.email.clone().unwrap_or_default();
    let pairs = [("name", person.name.clone()), ("email", email), ("version", person.version.to_string())];
    Fields::new(pairs.map(|(name, value)| (name.to_owned(), value)).into())
}

/// A form as it was sent, with what is to be said about it.
struct Sent {
    typed: Fields,
    mistakes: Mistakes,
    stale: Stale,
}

async fn page(
    tx: &mut Tx,
    app: &App,
    shell: Shell,
    me: &Principal,
    (person, posts): (Person, Vec<Post>),
    sent: Option<Sent>,
) -> Result<Account> {
    let keeper = Keeper::of(me);
    let elsewhere = keeper.may_keep_account(&posts).err().map(|refusal| refusal.to_string()).unwrap_or_default();
    let history =
        if elsewhere.is_empty() { journal::of_subject(tx, "person", &person.id, 10).await? } else { Vec::new() };
    let now = app.clock.now();
    let possible = Kind::ALL.into_iter().filter(|kind| kind.objection(keeper, &person, &posts, now).is_none());
    let acts = possible.collect();
    let kept = posts.iter().filter(|p| keeper.keeps(p));
    let posts_kept = kept.map(|p| (p.clone(), keeper.may_take(p, &posts).is_ok())).collect();
    let Sent { typed, mistakes, stale } =
        sent.unwrap_or_else(|| Sent { typed: fields(&person), mistakes: Mistakes::default(), stale: Stale::default() });
    let page = shell.desk(&person.name);
    let state = state(&person, now);
    Ok(Account { page, person, state, posts: posts_kept, elsewhere, acts, typed, mistakes, stale, history })
}

pub(super) async fn show(State(app): State<App>, shell: Shell, Signed(me): Signed, Path(id): Path<String>) -> Result {
    let mut tx = app.db.read().await?;
    let found = known(&mut tx, Keeper::of(&me), &id).await?;
    view(page(&mut tx, &app, shell, &me, found, None).await?)
}

/// Saves name and address.
pub(super) async fn save(
    State(app): State<App>,
    (shell, Path(id)): (Shell, Path<String>),
    Signed(me): Signed,
    Typed(typed): Typed,
) -> Result {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (mut person, posts) = known(&mut tx, Keeper::of(&me), &id).await?;
    Keeper::of(&me).may_keep_account(&posts)?;
    let stored = fields(&person);
    let stale = match stale::version(&typed) == Some(person.version) {
        true => Stale::default(),
        false => Stale::read(&mut tx, "person", &id, &stored, &typed).await?,
    };
    let mut mistakes = Mistakes::default();
    mistakes.check("name", name_objection(typed.get("name")));
    mistakes.check("email", typed.opt("email").and_then(mail::address_objection));
    if !mistakes.is_empty() || !stale.notice.is_empty() {
        let sent = Sent { typed, mistakes, stale };
        return view_invalid(page(&mut tx, &app, shell, &me, (person, posts), Some(sent)).await?);
    }
    let old = [json!({ "name": person.name }), json!({ "email": person.email })];
    person.name = typed.get("name").to_owned();
    person.email = typed.opt("email").map(str::to_owned);
    person::save(&mut tx, &person).await?;
    let new = [json!({ "name": person.name }), json!({ "email": person.email })];
    let government = common_government(&posts);
    for (act, (old, new)) in ["person.renamed", "person.changed_address"].into_iter().zip(old.iter().zip(&new)) {
        if old != new {
            let payload = differences(old, new);
            let deed = Deed { act, kind: "person", id: &id, government, unit: None, payload };
            deed::record(&mut tx, now, &me, deed).await?;
        }
    }
    tx.commit().await?;
    Ok(redirect(&format!("/desk/people/{id}")).saying("姓名和邮箱已保存。").into_response())
}
