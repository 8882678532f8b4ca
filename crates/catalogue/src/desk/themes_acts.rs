//! What is done with themes: adding, renaming, moving, retiring.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::Tx;
use journal::{Act, Subject};
use kernel::{Problem, new_id};
use serde_json::{Value, json};
use web::{Fields, Mistakes, Result, Typed, redirect, view, view_invalid, within_limits};

use super::scene::Desk;
use super::themes::{Sent, own, page};
use crate::standard::add_themes;
use crate::theme::{self, Audience, Theme};

/// Longest name, in characters.
const NAME: usize = 20;
const LIST: &str = "/desk/themes";

/// Adds one.
pub(super) async fn create(desk: Desk, Typed(typed): Typed) -> Result {
    let government = desk.government()?.id.clone();
    let now = desk.app.clock.now();
    let mut tx = desk.app.db.write().await?;
    let all = theme::with_retired(&mut tx, &government).await?;
    let made = Theme {
        id: new_id(now),
        government_id: government,
        name: String::new(),
        audience: Audience::People,
        position: all.iter().map(|one| one.position).max().unwrap_or(0) + 1,
        standard: None,
        retired: false,
        version: 1,
    };
    let made = match described(made, &typed, &all) {
        Ok(made) => made,
        Err(mistakes) => return again(&desk, None, typed, mistakes),
    };
    theme::insert(&mut tx, &made).await?;
    let payload = json!({ "name": made.name, "audience": made.audience.name() });
    record(&mut tx, &desk, "theme.added", &made, payload).await?;
    tx.commit().await?;
    Ok(redirect(LIST).saying(&format!("已添加主题“{}”。", made.name)).into_response())
}

/// Renames one, or makes it somebody else's concern.
pub(super) async fn change(desk: Desk, Path(id): Path<String>, Typed(typed): Typed) -> Result {
    let mut tx = desk.app.db.write().await?;
    let before = own(&desk, &mut tx, &id).await?;
    if typed.get("version") != before.version.to_string() {
        let kept = typed.pairs().iter().filter(|(name, _)| name != "version").cloned();
        let typed = Fields::new(kept.chain([("version".to_owned(), before.version.to_string())]).collect());
        let page = view(page(&desk, Some(before), typed, Sent { stale: true, ..Sent::default() }));
        return page.map(|page: Response| (StatusCode::CONFLICT, page).into_response());
    }
    let all = theme::with_retired(&mut tx, &before.government_id).await?;
    let after = match described(before.clone(), &typed, &all) {
        Ok(after) => after,
        Err(mistakes) => return again(&desk, Some(before), typed, mistakes),
    };
    if after == before {
        return Ok(redirect(LIST).saying("没有改动。").into_response());
    }
    theme::save(&mut tx, &after).await?;
    let words = |theme: &Theme| format!("{}（{}）", theme.name, theme.audience.name());
    let payload = json!({ "name": { "from": words(&before), "to": words(&after) } });
    record(&mut tx, &desk, "theme.changed", &after, payload).await?;
    tx.commit().await?;
    Ok(redirect(LIST).saying("已保存。").into_response())
}

/// The theme a form describes, on the base of `theme`.
fn described(theme: Theme, typed: &Fields, all: &[Theme]) -> std::result::Result<Theme, Mistakes> {
    let mut mistakes = Mistakes::default();
    let name = typed.get("name").to_owned();
    let missing = name.is_empty().then(|| "请填写名称".to_owned());
    mistakes.check("name", missing.or_else(|| within_limits(&name, NAME)));
    let audience = Audience::from_code(typed.get("audience"));
    if audience.is_none() {
        mistakes.add("audience", "请选择对象");
    }
    let audience = audience.unwrap_or(theme.audience);
    if all.iter().any(|one| one.id != theme.id && one.audience == audience && one.name == name) {
        mistakes.add("name", "已经有这个主题了，停用的也算");
    }
    if mistakes.is_empty() { Ok(Theme { name, audience, ..theme }) } else { Err(mistakes) }
}

fn again(desk: &Desk, theme: Option<Theme>, typed: Fields, mistakes: Mistakes) -> Result {
    view_invalid(page(desk, theme, typed, Sent { mistakes, ..Sent::default() }))
}

/// Adds the standard themes that are missing.
pub(super) async fn standard(desk: Desk) -> Result {
    let government = desk.government()?;
    let mut tx = desk.app.db.write().await?;
    let added = add_themes(&mut tx, desk.app.clock.now(), &desk.who.actor(), &government.id).await?;
    tx.commit().await?;
    let words = if added == 0 {
        "标准主题都已经有了。".to_owned()
    } else {
        format!("已添加 {added} 个主题。")
    };
    Ok(redirect(LIST).saying(&words).into_response())
}

pub(super) async fn up(desk: Desk, Path(id): Path<String>, typed: Typed) -> Result {
    shift(desk, &id, typed, true).await
}

pub(super) async fn down(desk: Desk, Path(id): Path<String>, typed: Typed) -> Result {
    shift(desk, &id, typed, false).await
}

async fn shift(desk: Desk, id: &str, Typed(typed): Typed, up: bool) -> Result {
    let mut tx = desk.app.db.write().await?;
    let theme = current(&desk, &mut tx, id, &typed).await?;
    let mut beside = theme::all(&mut tx, &theme.government_id).await?;
    beside.retain(|one| one.audience == theme.audience);
    let from = beside.iter().position(|one| one.id == theme.id).ok_or(Problem::refused("停用的主题不能移动。"))?;
    let to = if up { from.checked_sub(1) } else { Some(from + 1).filter(|to| *to < beside.len()) };
    let Some(to) = to else { return Ok(redirect(LIST).saying("已经在最边上了。").into_response()) };
    // The two change places.
    let (one, other) = (beside[from].clone(), beside[to].clone());
    let words = format!("“{}”{}", other.name, if up { "之前" } else { "之后" });
    theme::save(&mut tx, &Theme { position: other.position, ..one.clone() }).await?;
    theme::save(&mut tx, &Theme { position: one.position, ..other }).await?;
    record(&mut tx, &desk, "theme.moved", &one, json!({ "name": one.name, "words": words })).await?;
    tx.commit().await?;
    Ok(redirect(LIST).saying(&format!("“{}”已移到{words}。", one.name)).into_response())
}

pub(super) async fn retire(desk: Desk, Path(id): Path<String>, typed: Typed) -> Result {
    let said = "已停用。已经归在它下面的内容还能找到，新的内容不能再归进来。";
    set_retired(desk, &id, typed, true, "theme.retired", said).await
}

pub(super) async fn restore(desk: Desk, Path(id): Path<String>, typed: Typed) -> Result {
    set_retired(desk, &id, typed, false, "theme.restored", "已恢复使用。").await
}

async fn set_retired(
    desk: Desk,
    id: &str,
    Typed(typed): Typed,
    retired: bool,
    act: &'static str,
    said: &str,
) -> Result {
    let mut tx = desk.app.db.write().await?;
    let theme = current(&desk, &mut tx, id, &typed).await?;
    if theme.retired == retired {
        return Ok(redirect(LIST).saying("没有改动。").into_response());
    }
    theme::save(&mut tx, &Theme { retired, ..theme.clone() }).await?;
    record(&mut tx, &desk, act, &theme, json!({ "name": theme.name })).await?;
    tx.commit().await?;
    Ok(redirect(LIST).saying(said).into_response())
}

/// The theme as the page showed it.
async fn current(desk: &Desk, tx: &mut Tx, id: &str, typed: &Fields) -> kernel::Result<Theme> {
    let theme = own(desk, tx, id).await?;
    if typed.get("version") == theme.version.to_string() {
        return Ok(theme);
    }
    Err(Problem::Conflict("这个主题刚刚被别人改过，什么都没有做。".into()))
}

async fn record(tx: &mut Tx, desk: &Desk, act: &'static str, theme: &Theme, payload: Value) -> db::Result<()> {
    let act = Act {
        actor: &desk.who.actor(),
        government: Some(&theme.government_id),
        unit: None,
        act,
        subject: Subject { kind: "theme", id: &theme.id },
        payload,
    };
    journal::record(tx, desk.app.clock.now(), act).await.map(drop)
}
