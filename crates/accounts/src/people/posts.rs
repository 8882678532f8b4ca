//! Giving a person a post, and taking one away.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use directory::{Person, Post, person};
use kernel::Problem;
use serde_json::{Value, json};
use web::{App, Fields, Mistakes, Page, Query, Redirect, Result, Shell, Signed, Typed, redirect, view, view_invalid};

use super::domain::Keeper;
use super::{Offer, administrator_remains, chosen_post, known};
use crate::confirm::Confirm;
use crate::deed::{self, Deed};

#[derive(Template)]
#[template(path = "accounts/post_new.html")]
struct Form {
    page: Page,
    person: Person,
    action: String,
    offer: Offer,
    typed: Fields,
    mistakes: Mistakes,
}

fn payload(person: &Person, post: &Post) -> Value {
    json!({ "login": person.login, "name": person.name, "role": post.role, "place": post.place() })
}

pub(super) async fn form(
    State(app): State<App>,
    (shell, Path(id)): (Shell, Path<String>),
    Signed(me): Signed,
    Query(typed): Query,
) -> Result {
    let mut tx = app.db.read().await?;
    let (person, _) = known(&mut tx, Keeper::of(&me), &id).await?;
    let offer = Offer::read(&mut tx, &me, &typed).await?;
    let action = format!("/desk/people/{id}/posts/new");
    view(Form { page: shell.desk("添加岗位"), person, action, offer, typed, mistakes: Mistakes::default() })
}

pub(super) async fn add(
    State(app): State<App>,
    (shell, Path(id)): (Shell, Path<String>),
    Signed(me): Signed,
    Typed(typed): Typed,
) -> Result {
    let mut tx = app.db.write().await?;
    let (person, posts) = known(&mut tx, Keeper::of(&me), &id).await?;
    let offer = Offer::read(&mut tx, &me, &typed).await?;
    let mut mistakes = Mistakes::default();
    let Some(post) = chosen_post(&app, &offer, &typed, (&id, &posts), &mut mistakes) else {
        let action = format!("/desk/people/{id}/posts/new");
        return view_invalid(Form { page: shell.desk("添加岗位"), person, action, offer, typed, mistakes });
    };
    person::appoint(&mut tx, &post).await?;
    let (government, unit) = (post.government_id.as_deref(), post.unit_id.as_deref());
    let payload = payload(&person, &post);
    let deed = Deed { act: "person.post_added", kind: "person", id: &id, government, unit, payload };
    deed::record(&mut tx, app.clock.now(), &me, deed).await?;
    tx.commit().await?;
    Ok(redirect(&format!("/desk/people/{id}")).saying("岗位已添加。").into_response())
}

/// The post of that id among those the keeper may take away; otherwise why not.
fn takeable<'p>(keeper: Keeper<'_>, posts: &'p [Post], id: &str) -> Result<&'p Post> {
    let post = posts.iter().find(|p| p.id == id && keeper.keeps(p)).ok_or(Problem::NotFound("这个岗位"))?;
    keeper.may_take(post, posts)?;
    Ok(post)
}

pub(super) async fn ask(
    State(app): State<App>,
    shell: Shell,
    Signed(me): Signed,
    Path((id, post)): Path<(String, String)>,
) -> Result {
    let mut tx = app.db.read().await?;
    let (person, posts) = known(&mut tx, Keeper::of(&me), &id).await?;
    let post = takeable(Keeper::of(&me), &posts, &post)?;
    let mut effects = vec![
        format!("{}不再是{}的“{}”。", person.name, post.place(), post.role.name()),
        "用这个岗位的登录立即结束；办过的事情和留痕都不变。".into(),
    ];
    if posts.len() == 1 {
        effects.push("这是最后一个岗位，去掉后本人不能登录，直到有新的岗位。".into());
    }
    view(Confirm {
        page: shell.desk("去掉岗位"),
        action: format!("/desk/people/{id}/posts/{}/remove", post.id),
        effects,
        button: "去掉岗位",
        back: format!("/desk/people/{id}"),
        version: person.version,
    })
}

pub(super) async fn remove(
    State(app): State<App>,
    Signed(me): Signed,
    Path((id, post)): Path<(String, String)>,
) -> Result<Redirect> {
    let mut tx = app.db.write().await?;
    let (person, posts) = known(&mut tx, Keeper::of(&me), &id).await?;
    let post = takeable(Keeper::of(&me), &posts, &post)?;
    person::dismiss(&mut tx, &post.id).await?;
    let (government, unit) = (post.government_id.as_deref(), post.unit_id.as_deref());
    let payload = payload(&person, post);
    let deed = Deed { act: "person.post_removed", kind: "person", id: &id, government, unit, payload };
    deed::record(&mut tx, app.clock.now(), &me, deed).await?;
    administrator_remains(&mut tx, std::slice::from_ref(post)).await?;
    tx.commit().await?;
    // A keeper who took away the only post they may see does not see the person any more.
    let seen = Keeper::of(&me).sees(&posts.iter().filter(|p| p.id != post.id).cloned().collect::<Vec<_>>());
    let onward = if seen { format!("/desk/people/{id}") } else { "/desk/people".to_owned() };
    Ok(redirect(&onward).saying("岗位已去掉。"))
}
