//! Saving a record: new, or changed; with what it counts for, or not at all.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use directory::unit;
use kernel::{Problem, new_id};
use web::{Fields, Mistakes, Result, Typed, redirect, view, view_invalid};

use super::domain::{Support, changes};
use super::form::{About, Sent, about_new, find, page};
use super::typed::{chosen, read};
use super::{counting, counts, history, store};
use crate::entries::acts::{Change, Particulars};
use crate::entries::desk::Desk;

/// A new record.
pub(super) async fn create(desk: Desk, Typed(typed): Typed) -> Result {
    let Some(about) = about_new(&desk, &typed) else {
        return Ok(redirect("/desk/support/new").saying("请先选择登记哪一种。").into_response());
    };
    if typed.has("look") {
        return look(&desk, about, typed).await;
    }
    let text = match read(about.kind, &typed, desk.today()) {
        Ok(text) => text,
        Err(mistakes) => return again(&desk, about, typed, mistakes).await,
    };
    let (government, now) = (desk.government()?.id.clone(), desk.app.clock.now());
    let mut tx = desk.app.db.write().await?;
    if let Some(id) = &about.unit {
        let unit = unit::find(&mut tx, id).await?;
        unit.filter(|unit| unit.government_id == government).ok_or(Problem::NotFound("这个单位"))?;
    }
    let support = Support {
        id: new_id(now),
        government_id: government,
        unit_id: about.unit.clone(),
        kind: about.kind,
        text,
        updated_at: now,
        version: 1,
    };
    store::insert(&mut tx, &support).await?;
    if let Err(why) = counting::settle(&mut tx, &desk, &support, &chosen(&typed)).await? {
        drop(tx);
        return refused(&desk, about, typed, why).await;
    }
    let mut changes = changes(support.kind, None, &support.text);
    changes.extend(counted(0, counts::of_support(&mut tx, &support.id).await?.len()));
    let particulars =
        Particulars { version: 1, changes, words: support.kind.name.to_owned(), ..Particulars::default() };
    store::record(&mut tx, now, &desk.who.actor(), "support.recorded", &support, particulars).await?;
    tx.commit().await?;
    Ok(redirect(&support.path()).saying("已登记。有通知、照片、签到表等材料的，可以传在下面。").into_response())
}

/// A changed record.
pub(super) async fn change(desk: Desk, Path(id): Path<String>, Typed(mut typed): Typed) -> Result {
    let mut tx = desk.app.db.read().await?;
    let before = find(&desk, &mut tx, &id).await?;
    drop(tx);
    if typed.has("look") {
        return look(&desk, About::of(before), typed).await;
    }
    let text = match read(before.kind, &typed, desk.today()) {
        Ok(text) => text,
        Err(mistakes) => return again(&desk, About::of(before), typed, mistakes).await,
    };
    let now = desk.app.clock.now();
    let mut tx = desk.app.db.write().await?;
    let before = find(&desk, &mut tx, &id).await?;
    if typed.get("version") != before.version.to_string() {
        let since = typed.get("version").parse().unwrap_or(0);
        let meanwhile = history::since(&mut tx, &before.id, since).await?;
        drop(tx);
        let mut tx = desk.app.db.read().await?;
        typed = with_version(&typed, before.version);
        let sent = Sent { meanwhile, ..Sent::default() };
        let page = view(page(&desk, &mut tx, About::of(before), typed, sent).await?);
        return page.map(|page| (StatusCode::CONFLICT, page).into_response());
    }
    let after = Support { text, ..before.clone() };
    if after.text != before.text
        && let Err(why) = counting::can_change(&mut tx, &before.id).await?
    {
        drop(tx);
        return refused(&desk, About::of(before), typed, why).await;
    }
    let held = counts::of_support(&mut tx, &before.id).await?;
    if let Err(why) = counting::settle(&mut tx, &desk, &after, &chosen(&typed)).await? {
        drop(tx);
        return refused(&desk, About::of(before), typed, why).await;
    }
    let counts = counts::of_support(&mut tx, &before.id).await?;
    let mut changes = changes(before.kind, Some(&before.text), &after.text);
    let same_limits = |a: &counts::Count, b: &counts::Count| (&a.entry_id, &a.limit) == (&b.entry_id, &b.limit);
    let same = held.len() == counts.len() && held.iter().zip(&counts).all(|(a, b)| same_limits(a, b));
    changes.extend(if same { None } else { counted(held.len(), counts.len()) });
    if changes.is_empty() && same {
        return Ok(redirect(&before.path()).saying("没有改动。").into_response());
    }
    store::save(&mut tx, now, &after).await?;
    if before.text.title != after.text.title {
        counts::rename(&mut tx, &after.id, &after.text.title).await?;
    }
    let particulars = Particulars { version: before.version + 1, changes, ..Particulars::default() };
    store::record(&mut tx, now, &desk.who.actor(), "support.changed", &after, particulars).await?;
    tx.commit().await?;
    Ok(redirect(&after.path()).saying("已保存。").into_response())
}

/// How many time limits it counts for, as a change; the entries tell which.
fn counted(old: usize, new: usize) -> Option<Change> {
    let words = |n: usize| if n == 0 { String::new() } else { format!("{n} 条") };
    let change = Change { field: "计入台账".into(), old: words(old), new: words(new) };
    (old + new > 0).then_some(change)
}

fn with_version(typed: &Fields, version: i64) -> Fields {
    let pairs = typed.pairs().iter().filter(|(name, _)| name != "version").cloned();
    Fields::new(pairs.chain([("version".to_owned(), version.to_string())]).collect())
}

/// The form again with other entries to choose among; nothing is saved.
async fn look(desk: &Desk, about: About, typed: Fields) -> Result {
    let mut tx = desk.app.db.read().await?;
    view(page(desk, &mut tx, about, typed, Sent::default()).await?)
}

/// The form again with what is wrong.
async fn again(desk: &Desk, about: About, typed: Fields, mistakes: Mistakes) -> Result {
    let mut tx = desk.app.db.read().await?;
    view_invalid(page(desk, &mut tx, about, typed, Sent { mistakes, ..Sent::default() }).await?)
}

async fn refused(desk: &Desk, about: About, typed: Fields, why: String) -> Result {
    let mut mistakes = Mistakes::default();
    mistakes.add("counts", why);
    again(desk, about, typed, mistakes).await
}
