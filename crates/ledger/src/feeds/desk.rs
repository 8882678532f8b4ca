//! Making and revoking feeds; the secret is shown once.

use askama::Template;
use axum::extract::{Path, State};
use db::Tx;
use directory::{Capability, Post, Principal, person, session};
use journal::{Act, Subject};
use kernel::{Problem, new_id};
use serde_json::json;
use web::{App, Page, Redirect, Result, Shell, Signed, Typed, redirect, view};

use super::store::{self, Feed};

/// Most feeds of one person.
const MOST: usize = 10;

/// A feed somebody could make: of one post, or of all.
pub(crate) struct Offer {
    /// The post's id; empty for all of them.
    pub post: String,
    /// What it shows.
    pub name: String,
}

/// What somebody can make feeds of.
pub(crate) async fn offers(tx: &mut Tx, person_id: &str) -> db::Result<Vec<Offer>> {
    let reads = |post: &Post| post.role.may(Capability::ViewLedger) && post.government_id.is_some();
    let posts: Vec<Post> = person::posts(tx, person_id).await?.into_iter().filter(reads).collect();
    let all = Offer { post: String::new(), name: "我所有岗位的期限".into() };
    let one = |post: Post| Offer { name: format!("{}的期限", post.place()), post: post.id };
    let several = posts.len() > 1;
    Ok(several.then_some(all).into_iter().chain(posts.into_iter().map(one)).collect())
}

#[derive(Template)]
#[template(path = "ledger/feeds/once.html")]
struct Once {
    page: Page,
    name: String,
    address: String,
    /// The address begins with the site's own, which is known.
    whole: bool,
}

#[derive(Template)]
#[template(path = "ledger/feeds/revoke.html")]
struct Revoke {
    page: Page,
    feed: Feed,
}

async fn note(tx: &mut Tx, app: &App, me: &Principal, act: &'static str, feed: &Feed) -> db::Result<()> {
    let (actor, government) = (me.actor(), me.post.government_id.as_deref());
    let subject = Subject { kind: "person", id: &me.person_id };
    let payload = json!({ "name": feed.name });
    journal::record(tx, app.clock.now(), Act { actor: &actor, government, unit: None, act, subject, payload })
        .await
        .map(drop)
}

pub(super) async fn make(State(app): State<App>, shell: Shell, Signed(me): Signed, Typed(typed): Typed) -> Result {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let offers = offers(&mut tx, &me.person_id).await?;
    let Some(offer) = offers.into_iter().find(|offer| offer.post == typed.get("post")) else {
        return Err(Problem::field("post", "请选择看哪个岗位的期限").into());
    };
    if store::of_person(&mut tx, &me.person_id).await?.len() >= MOST {
        return Err(Problem::field("post", format!("最多 {MOST} 个日历，请先收回不用的")).into());
    }
    let token = session::new_token();
    let feed = Feed {
        id: new_id(now),
        person_id: me.person_id.clone(),
        post_id: Some(offer.post).filter(|post| !post.is_empty()),
        name: offer.name,
        created_at: now,
        used_at: None,
    };
    store::insert(&mut tx, &feed, &session::token_hash(&token)).await?;
    note(&mut tx, &app, &me, "person.feed_made", &feed).await?;
    tx.commit().await?;
    let base = app.settings.base_url.clone();
    view(Once {
        page: shell.desk("日历地址"),
        name: feed.name,
        whole: base.is_some(),
        address: format!("{}/calendar/{token}.ics", base.unwrap_or_default()),
    })
}

async fn own(tx: &mut Tx, me: &Principal, id: &str) -> kernel::Result<Feed> {
    let feeds = store::of_person(tx, &me.person_id).await?;
    feeds.into_iter().find(|feed| feed.id == id).ok_or(Problem::NotFound("这个日历"))
}

pub(super) async fn ask(State(app): State<App>, shell: Shell, Signed(me): Signed, Path(id): Path<String>) -> Result {
    let mut tx = app.db.read().await?;
    let feed = own(&mut tx, &me, &id).await?;
    view(Revoke { page: shell.desk("收回日历地址"), feed })
}

pub(super) async fn revoke(State(app): State<App>, Signed(me): Signed, Path(id): Path<String>) -> Result<Redirect> {
    let mut tx = app.db.write().await?;
    let feed = own(&mut tx, &me, &id).await?;
    store::remove(&mut tx, &me.person_id, &id).await?;
    note(&mut tx, &app, &me, "person.feed_revoked", &feed).await?;
    tx.commit().await?;
    Ok(redirect("/desk/me/notices").saying("地址已收回，立刻失效。"))
}
