//! What the gate found in a text: masked by one click, or let through with a reason.

use axum::extract::Path;
use axum::response::IntoResponse as _;
use kernel::Problem;
use screening::Finding;
use web::{Desk, Result, Typed, redirect, within_limits};

use super::scene::{find_for, keep, same, stale};
use crate::domain::{Act, Change, Document, Face};
use crate::gate::{masked, screen};
use crate::store;

/// Masks the findings that are named, or all that stop the document.
pub(super) async fn mask(desk: Desk, Path(id): Path<String>, Typed(typed): Typed) -> Result {
    let mut tx = desk.app.db.write().await?;
    let before = find_for(&desk, &mut tx, &id, Act::Edit).await?;
    same(&before, typed.get("version"))?;
    let found = screen(&mut tx, &before).await?;
    let wanted: Vec<&str> = typed.all("finding").collect();
    let all = typed.has("all");
    let chosen: Vec<&Finding> = found
        .iter()
        .filter(|one| if all { one.blocks && can_be_masked(one) } else { wanted.contains(&one.key.as_str()) })
        .collect();
    if chosen.is_empty() {
        return Err(Problem::refused("没有要遮盖的内容。").into());
    }
    let [title, summary, body] = masked(&before, &chosen);
    for relation in store::relations(&mut tx, &before.id).await? {
        store::reword(&mut tx, &relation.id, &relation.masked()).await?;
    }
    let words = chosen.iter().map(|one| one.kind.name()).collect::<Vec<_>>().join("、");
    let face = Face { title, summary, body, ..before.face.clone() };
    let after = Document { face, ..before };
    // What was masked is not kept in the record either.
    let change = Change { field: "遮盖".into(), old: String::new(), new: words };
    store::touched(&mut tx, &after.id, &desk.who.person_id).await?;
    keep(&desk, tx, &after, "document.masked", "", &[change]).await?;
    Ok(redirect(&format!("{}#gate", after.path())).saying("已遮盖。").into_response())
}

/// Words of a list are not masked but replaced, by who drafts.
fn can_be_masked(finding: &Finding) -> bool {
    finding.kind != screening::Kind::Word
}

/// Lets one finding through.
pub(super) async fn let_through(desk: Desk, Path(id): Path<String>, Typed(typed): Typed) -> Result {
    let now = desk.now();
    let mut tx = desk.app.db.write().await?;
    let before = find_for(&desk, &mut tx, &id, Act::Edit).await?;
    same(&before, typed.get("version"))?;
    let reason = typed.get("reason");
    if reason.is_empty() {
        return Err(Problem::refused("请写明为什么可以公开。").into());
    }
    if let Some(too_long) = within_limits(reason, 500) {
        return Err(Problem::refused(too_long).into());
    }
    let found = screen(&mut tx, &before).await?;
    let finding = found.into_iter().find(|one| one.key == typed.get("finding"));
    let finding = finding.ok_or(Problem::NotFound("这处内容"))?;
    store::touched(&mut tx, &before.id, &desk.who.person_id).await?;
    store::let_through(&mut tx, now, &desk.who.name, &before.id, &finding, reason).await?;
    store::hold(&mut tx, now, &before).await.map_err(stale)?;
    let words = format!("{}：{reason}", finding.kind.name());
    store::record(&mut tx, now, &desk.who.actor(), "document.let_through", &before, &words, &[]).await?;
    tx.commit().await?;
    Ok(redirect(&format!("{}#gate", before.path())).saying("已记下理由，这处内容可以公开。").into_response())
}
