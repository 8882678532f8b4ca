//! Acts on an account that ask once: a new password, disabling, enabling, unlocking.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use directory::{Person, Post, password, person, session};
use kernel::{Problem, Time};
use serde_json::json;
use web::{App, Result, Shell, Signed, Typed, redirect, view};

use super::create::Once;
use super::domain::{Keeper, common_government};
use super::{administrator_remains, known};
use crate::confirm::Confirm;
use crate::deed::{self, Deed};
use crate::stale;

/// What can be done with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Reset,
    Disable,
    Enable,
    Unlock,
}

impl Kind {
    pub(super) const ALL: [Self; 4] = [Self::Reset, Self::Unlock, Self::Disable, Self::Enable];

    /// Its part of the address.
    pub(super) fn slug(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::Disable => "disable",
            Self::Enable => "enable",
            Self::Unlock => "unlock",
        }
    }

    fn from_slug(slug: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|k| k.slug() == slug).ok_or(Problem::NotFound("这个页面").into())
    }

    /// What buttons say.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Reset => "重设密码",
            Self::Disable => "停用账号",
            Self::Enable => "恢复账号",
            Self::Unlock => "解除锁定",
        }
    }

    fn act(self) -> &'static str {
        match self {
            Self::Reset => "person.password_reset",
            Self::Disable => "person.disabled",
            Self::Enable => "person.enabled",
            Self::Unlock => "person.unlocked",
        }
    }

    fn effects(self, person: &Person) -> Vec<String> {
        let name = &person.name;
        match self {
            Self::Reset => vec![
                format!("为{name}（{}）生成一个新密码，只显示一次，请您当面或打电话告诉本人。", person.login),
                "原来的密码立即作废，正在使用的登录全部结束。".into(),
                "本人第一次登录时要换成自己的密码。".into(),
            ],
            Self::Disable => vec![
                format!("{name}（{}）不能再登录，正在使用的登录立即结束。", person.login),
                "办过的事情和留痕都不变；以后可以恢复。".into(),
            ],
            Self::Enable => vec![format!("{name}（{}）可以用原来的密码和岗位登录。", person.login)],
            Self::Unlock => vec![format!("{name}（{}）现在就可以再试密码，不必等锁定时间过去。", person.login)],
        }
    }

    /// Why the keeper cannot do it to this person now, if they cannot.
    pub(super) fn objection(self, keeper: Keeper<'_>, person: &Person, posts: &[Post], now: Time) -> Option<String> {
        let allowed = match self {
            Self::Disable => keeper.may_disable(&person.id, posts),
            _ => keeper.may_keep_account(posts),
        };
        let locked = person.locked_until.is_some_and(|until| until > now);
        let idle = match self {
            Self::Reset => person.disabled.then_some("账号已停用，请先恢复。"),
            Self::Disable => person.disabled.then_some("账号已经停用了。"),
            Self::Enable => (!person.disabled).then_some("账号没有停用。"),
            Self::Unlock => (!locked).then_some("账号没有锁定。"),
        };
        allowed.err().map(|refusal| refusal.to_string()).or(idle.map(str::to_owned))
    }
}

pub(super) async fn ask(
    State(app): State<App>,
    shell: Shell,
    Signed(me): Signed,
    Path((id, act)): Path<(String, String)>,
) -> Result {
    let kind = Kind::from_slug(&act)?;
    let mut tx = app.db.read().await?;
    let (person, posts) = known(&mut tx, Keeper::of(&me), &id).await?;
    if let Some(why) = kind.objection(Keeper::of(&me), &person, &posts, app.clock.now()) {
        return Err(Problem::refused(why).into());
    }
    view(Confirm {
        page: shell.desk(kind.name()),
        action: format!("/desk/people/{id}/{act}"),
        effects: kind.effects(&person),
        button: kind.name(),
        back: format!("/desk/people/{id}"),
        version: person.version,
    })
}

pub(super) async fn act(
    State(app): State<App>,
    (shell, Path((id, act))): (Shell, Path<(String, String)>),
    Signed(me): Signed,
    Typed(typed): Typed,
) -> Result {
    let kind = Kind::from_slug(&act)?;
    let now = app.clock.now();
    let new_password = password::generate();
    let new_hash = if kind == Kind::Reset { password::hash(new_password.clone()).await? } else { String::new() };

    let mut tx = app.db.write().await?;
    let (mut person, posts) = known(&mut tx, Keeper::of(&me), &id).await?;
    if let Some(why) = kind.objection(Keeper::of(&me), &person, &posts, now) {
        return Err(Problem::refused(why).into());
    }
    person.version = stale::version(&typed).unwrap_or_default();
    match kind {
        Kind::Reset => {
            person.password_hash = new_hash;
            person.must_change_password = true;
            (person.failures, person.locked_until) = (0, None);
        }
        Kind::Disable => person.disabled = true,
        Kind::Enable => person.disabled = false,
        Kind::Unlock => (person.failures, person.locked_until) = (0, None),
    }
    person::save(&mut tx, &person).await?;
    if matches!(kind, Kind::Reset | Kind::Disable) {
        session::end_all(&mut tx, &id, None).await?;
    }
    let payload = json!({ "login": person.login, "name": person.name });
    let government = common_government(&posts);
    let deed = Deed { act: kind.act(), kind: "person", id: &id, government, unit: None, payload };
    deed::record(&mut tx, now, &me, deed).await?;
    if kind == Kind::Disable {
        administrator_remains(&mut tx, &posts).await?;
    }
    tx.commit().await?;
    if kind == Kind::Reset {
        return view(Once { page: shell.desk("密码已重设"), person, password: new_password });
    }
    Ok(redirect(&format!("/desk/people/{id}")).saying(&format!("已{}。", kind.name())).into_response())
}
