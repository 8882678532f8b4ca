//! Where letters reach me: my e-mail address, and a letter to try it.

use axum::extract::State;
use axum::response::IntoResponse as _;
use directory::person;
use kernel::Problem;
use mail::Letter;
use serde_json::json;
use web::{App, Mistakes, Redirect, Result, Shell, Signed, Typed, redirect, view_invalid};

use super::page;
use crate::deed::{self, Deed, differences};
use crate::stale;

pub(super) async fn change(State(app): State<App>, shell: Shell, Signed(me): Signed, Typed(typed): Typed) -> Result {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let mut person = person::find(&mut tx, &me.person_id).await?.ok_or(Problem::SignIn)?;
    let mut mistakes = Mistakes::default();
    mistakes.check("email", typed.opt("email").and_then(mail::address_objection));
    if !mistakes.is_empty() {
        return view_invalid(page(&mut tx, &app, &shell, &me, Some((typed, mistakes))).await?);
    }
    let old = json!({ "email": person.email });
    person.email = typed.opt("email").map(str::to_owned);
    person.version = stale::version(&typed).unwrap_or_default();
    person::save(&mut tx, &person).await?;
    let payload = differences(&old, &json!({ "email": person.email }));
    let (government, unit) = (me.post.government_id.as_deref(), me.post.unit_id.as_deref());
    let deed = Deed { act: "person.changed_address", kind: "person", id: &me.person_id, government, unit, payload };
    deed::record(&mut tx, now, &me, deed).await?;
    tx.commit().await?;
    let said = if person.email.is_some() { "邮箱已保存。" } else { "邮箱已清空，不会再收到邮件。" };
    Ok(redirect("/desk/me").saying(said).into_response())
}

/// Queues a letter to oneself, at most one a minute.
pub(super) async fn test(State(app): State<App>, Signed(me): Signed) -> Result<Redirect> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let person = person::find(&mut tx, &me.person_id).await?.ok_or(Problem::SignIn)?;
    let Some(address) = person.email else {
        return Err(Problem::field("email", "请先填写邮箱").into());
    };
    let letter = Letter {
        cause: format!("test:{}:{}", person.id, now.0 / 60_000),
        government_id: me.post.government_id.clone(),
        person_id: person.id,
        subject: format!("【{}】测试邮件", app.settings.name),
        text: format!(
            "{}：\n\n收到这封信，说明提醒可以送到您的邮箱。\n\n这是系统在 {now} 按您的要求发的，不用回复。\n",
            person.name
        ),
        to_name: person.name,
        to_address: address,
    };
    let queued = mail::enqueue(&mut tx, now, &letter).await?;
    tx.commit().await?;
    let said = match (queued, &app.settings.mail_from) {
        (None, _) => "刚刚已经发过一封，请等一分钟再试。",
        (Some(_), Some(_)) => "测试邮件已写好，一会儿就到。",
        (Some(_), None) => "测试邮件已写好，但还没有设置邮件服务器，不会发出。",
    };
    Ok(redirect("/desk/me").saying(said))
}
