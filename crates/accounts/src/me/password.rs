//! Changing one's own password: every other session ends, and this one goes on under a new token.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use directory::{password, person, session};
use kernel::Problem;
use serde_json::json;
use web::{
    App, Client, Fields, Mistakes, Page, Result, Shell, Signed, Typed, redirect, session_cookie, view, view_invalid,
};

use crate::deed::{self, Deed};

#[derive(Template)]
#[template(path = "accounts/password.html")]
struct Form {
    page: Page,
    /// Whether the password was set by somebody else and has to go.
    forced: bool,
    mistakes: Mistakes,
}

pub(super) async fn form(shell: Shell, Signed(me): Signed) -> Result {
    let page = shell.desk("修改密码");
    view(Form { page, forced: me.must_change_password, mistakes: Mistakes::default() })
}

pub(super) async fn change(
    State(app): State<App>,
    (shell, client): (Shell, Client),
    Signed(me): Signed,
    Typed(typed): Typed,
) -> Result {
    let mut tx = app.db.read().await?;
    let mut person = person::find(&mut tx, &me.person_id).await?.ok_or(Problem::SignIn)?;
    drop(tx);
    let right = password::verify(typed.raw("current").to_owned(), Some(person.password_hash.clone())).await?;
    let mistakes = mistakes(&typed, &person.login, right);
    if !mistakes.is_empty() {
        let page = shell.desk("修改密码");
        return view_invalid(Form { page, forced: me.must_change_password, mistakes });
    }
    person.password_hash = password::hash(typed.raw("new").to_owned()).await?;
    person.must_change_password = false;

    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    person::save(&mut tx, &person).await?;
    session::end_all(&mut tx, &me.person_id, None).await?;
    let token = session::begin(&mut tx, now, &me.person_id, &me.post.id, &client.agent).await?;
    let deed = Deed {
        act: "person.changed_password",
        kind: "person",
        id: &me.person_id,
        government: me.post.government_id.as_deref(),
        unit: me.post.unit_id.as_deref(),
        payload: json!({}),
    };
    deed::record(&mut tx, now, &me, deed).await?;
    let home = super::home(&mut tx, now, &token).await?;
    tx.commit().await?;
    let onward = if me.must_change_password { home.as_str() } else { "/desk/me" };
    let onward = redirect(onward).saying("密码已修改，其他地方的登录都已结束。");
    Ok(onward.cookie(session_cookie(&token, app.settings.secure)).into_response())
}

fn mistakes(typed: &Fields, login: &str, right: bool) -> Mistakes {
    let mut mistakes = Mistakes::default();
    let (current, new) = (typed.raw("current"), typed.raw("new"));
    if !right {
        mistakes.add("current", "现在的密码不对");
    }
    mistakes.check("new", password::objection(new, login));
    if mistakes.of("new").is_empty() && new == current {
        mistakes.add("new", "新密码与现在的一样");
    }
    if new != typed.raw("again") {
        mistakes.add("again", "两次输入的新密码不一样");
    }
    mistakes
}
