//! The list of accounts, and its export.

use askama::Template;
use axum::extract::State;
use db::Tx;
use directory::person::Filter;
use directory::{Government, Person, Post, Role, government, person};
use kernel::Time;
use web::{App, Fields, Page, Query, Result, Shell, Signed, view};

use super::domain::Keeper;
use crate::{PAGE, table};

/// Most rows of an export.
const MOST: usize = 20_000;

#[derive(Template)]
#[template(path = "accounts/people.html")]
struct People {
    page: Page,
    query: Fields,
    active: usize,
    /// Governments to filter by, for the administrator of the whole installation.
    governments: Vec<Government>,
    rows: Vec<Row>,
    next: String,
    export: String,
}

struct Row {
    person: Person,
    posts: Vec<Post>,
    state: Standing,
}

/// How an account stands, as a mark shows it.
pub(super) struct Standing {
    pub kind: &'static str,
    pub words: &'static str,
}

/// How an account stands now.
pub(super) fn state(person: &Person, now: Time) -> Standing {
    let (kind, words) = if person.disabled {
        ("off", "已停用")
    } else if person.locked_until.is_some_and(|until| until > now) {
        ("warn", "已锁定")
    } else if person.must_change_password {
        ("info", "待改密码")
    } else {
        ("ok", "正常")
    };
    Standing { kind, words }
}

fn filter(keeper: Keeper<'_>, query: &Fields) -> Filter {
    Filter {
        government: keeper.government.or(query.opt("government")).map(str::to_owned),
        text: query.opt("q").map(str::to_owned),
        role: Role::from_code(query.get("role")),
        after: query.opt("after").map(str::to_owned),
    }
}

/// People with the posts of theirs that the keeper knows of.
async fn rows(tx: &mut Tx, keeper: Keeper<'_>, filter: Filter, limit: usize, now: Time) -> Result<Vec<Row>> {
    let people = person::page(tx, filter, limit).await?;
    let ids: Vec<&str> = people.iter().map(|p| p.id.as_str()).collect();
    let posts = person::posts_of(tx, &ids).await?;
    let row = |person: Person| Row {
        posts: posts.iter().filter(|p| p.person_id == person.id && keeper.keeps(p)).cloned().collect(),
        state: state(&person, now),
        person,
    };
    Ok(people.into_iter().map(row).collect())
}

pub(super) async fn show(State(app): State<App>, shell: Shell, Signed(me): Signed, Query(query): Query) -> Result {
    let keeper = Keeper::of(&me);
    let mut tx = app.db.read().await?;
    let mut rows = rows(&mut tx, keeper, filter(keeper, &query), PAGE + 1, app.clock.now()).await?;
    let governments = if me.government.is_none() { government::hosted(&mut tx).await? } else { Vec::new() };
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = match rows.last() {
        Some(last) if more => format!("/desk/people?{}", query.with("after", &last.person.login)),
        _ => String::new(),
    };
    let active = ["q", "role", "government"].iter().filter(|name| query.opt(name).is_some()).count();
    let export = format!("/desk/people/export.csv?{}", query.with("after", ""));
    view(People { page: shell.desk("账号"), active, governments, rows, next, export, query })
}

pub(super) async fn export(State(app): State<App>, Signed(me): Signed, Query(query): Query) -> Result {
    let keeper = Keeper::of(&me);
    let mut tx = app.db.read().await?;
    let rows = rows(&mut tx, keeper, filter(keeper, &query), MOST, app.clock.now()).await?;
    let lines = rows.into_iter().map(|row| {
        let posts: Vec<_> = row.posts.iter().map(|p| format!("{}（{}）", p.role.name(), p.place())).collect();
        [
            row.person.name,
            row.person.login,
            posts.join("、"),
            row.state.words.to_owned(),
            row.person.created_at.to_string(),
        ]
    });
    table::csv("账号.csv", ["姓名", "登录名", "岗位", "状态", "建立时间"], lines)
}
