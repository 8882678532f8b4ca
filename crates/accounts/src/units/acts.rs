//! Retiring a unit, and taking it into service again.

use axum::extract::{Path, State};
use directory::{Unit, unit};
use kernel::Problem;
use serde_json::json;
use web::{App, Redirect, Result, Shell, Signed, Typed, redirect, view};

use super::own;
use crate::confirm::Confirm;
use crate::deed::{self, Deed};
use crate::stale;

/// Whether the address asks to retire (or to restore); refused when that is how it stands already.
fn asked(act: &str, unit: &Unit) -> Result<bool> {
    match (act, unit.retired) {
        ("retire", false) => Ok(true),
        ("restore", true) => Ok(false),
        ("retire", true) => Err(Problem::refused("这个单位已经停用了。").into()),
        ("restore", false) => Err(Problem::refused("这个单位没有停用。").into()),
        _ => Err(Problem::NotFound("这个页面").into()),
    }
}

pub(super) async fn ask(
    State(app): State<App>,
    shell: Shell,
    Signed(me): Signed,
    Path((id, act)): Path<(String, String)>,
) -> Result {
    let unit = own(&mut app.db.read().await?, &me, &id).await?;
    let (title, effects) = match asked(&act, &unit)? {
        true => (
            "停用单位",
            vec![
                format!("以后的计划不再给“{}”分任务，新账号也不能选它。", unit.name),
                "已有的台账、账号和留痕都不变；它的名称仍归它，别的单位不能用。".to_owned(),
                "以后可以恢复。".to_owned(),
            ],
        ),
        false => ("恢复单位", vec![format!("以后的计划可以再给“{}”分任务。", unit.name)]),
    };
    view(Confirm {
        page: shell.desk(title),
        action: format!("/desk/units/{id}/{act}"),
        effects,
        button: title,
        back: format!("/desk/units/{id}"),
        version: unit.version,
    })
}

pub(super) async fn act(
    State(app): State<App>,
    Path((id, act)): Path<(String, String)>,
    Signed(me): Signed,
    Typed(typed): Typed,
) -> Result<Redirect> {
    let mut tx = app.db.write().await?;
    let mut unit = own(&mut tx, &me, &id).await?;
    unit.retired = asked(&act, &unit)?;
    unit.version = stale::version(&typed).unwrap_or_default();
    unit::save(&mut tx, &unit).await?;
    let (act, said) = if unit.retired { ("unit.retired", "已停用。") } else { ("unit.restored", "已恢复。") };
    let payload = json!({ "name": unit.name });
    let government = Some(unit.government_id.as_str());
    let deed = Deed { act, kind: "unit", id: &id, government, unit: Some(&id), payload };
    deed::record(&mut tx, app.clock.now(), &me, deed).await?;
    tx.commit().await?;
    Ok(redirect(&format!("/desk/units/{id}")).saying(said))
}
