//! Other written forms of a unit's name: adding and giving up.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use web::{App, Mistakes, Redirect, Result, Shell, Signed, Typed, redirect, view_invalid};

use super::form::{self, Sent, fields, named};
use super::own;

pub(super) async fn add(
    State(app): State<App>,
    (shell, Path(id)): (Shell, Path<String>),
    Signed(me): Signed,
    Typed(typed): Typed,
) -> Result {
    let mut tx = app.db.write().await?;
    let unit = own(&mut tx, &me, &id).await?;
    let name = typed.get("alias").to_owned();
    let wrong = named(&unit, &[&unit.name, &unit.short_name]).add(&mut tx, app.clock.now(), &me, &name).await?;
    if let Some(message) = wrong {
        let mut mistakes = Mistakes::default();
        mistakes.add("alias", message);
        let mut pairs = fields(&unit).pairs().to_vec();
        pairs.push(("alias".into(), name));
        let sent = Sent { typed: web::Fields::new(pairs), mistakes, ..Sent::default() };
        return view_invalid(form::page(&mut tx, &shell, &me, unit, sent).await?);
    }
    tx.commit().await?;
    Ok(redirect(&format!("/desk/units/{id}")).saying(&format!("已添加别名“{name}”。")).into_response())
}

pub(super) async fn remove(
    State(app): State<App>,
    Path(id): Path<String>,
    Signed(me): Signed,
    Typed(typed): Typed,
) -> Result<Redirect> {
    let mut tx = app.db.write().await?;
    let unit = own(&mut tx, &me, &id).await?;
    let name = typed.get("name");
    named(&unit, &[&unit.name, &unit.short_name]).remove(&mut tx, app.clock.now(), &me, name).await?;
    tx.commit().await?;
    Ok(redirect(&format!("/desk/units/{id}")).saying(&format!("已去掉别名“{name}”。")))
}
