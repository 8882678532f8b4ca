//! `/desk/ledger/bulk`: what an act will do to each chosen entry, and doing it.

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use db::Tx;
use kernel::Problem;
use web::{Fields, Mistakes, Page, Query, Result, Typed, redirect, view};

use super::MOST;
use super::domain::{Action, Effect, Kind};
use crate::entries::desk::{Desk, Units, at, kept};
use crate::entries::domain::{Entry, Side};
use crate::entries::filter::Filter;
use crate::entries::task::clipped;
use crate::remind::nudge;
use crate::work::chosen::{Chosen, by_id, of_filter};
use crate::work::keep::{Told, keep};
use crate::work::notes::NewNote;

/// One entry and what will become of it.
struct Line {
    href: String,
    task: String,
    unit: String,
    /// The entry with the version that was looked at: `id~version`.
    value: String,
    /// What will happen; empty when nothing will.
    told: String,
    /// Why nothing will.
    why_not: String,
}

#[derive(Template)]
#[template(path = "ledger/handling/bulk.html")]
struct Preview {
    page: Page,
    kind: Kind,
    fields: Fields,
    mistakes: Mistakes,
    lines: Vec<Line>,
    /// Lines to which something will happen.
    ready: usize,
    /// More fit the filter than are taken at once.
    more: bool,
    back: String,
    query: String,
}

/// What will happen.
pub(super) async fn preview(desk: Desk, Query(fields): Query) -> Result {
    let query = kept(&fields);
    let Some(kind) = Kind::from_code(fields.get("act")) else { return Ok(choose_first(&query)) };
    may(&desk, kind)?;
    let mut tx = desk.app.db.read().await?;
    let mut chosen = chosen(&desk, &mut tx, &fields).await?;
    if chosen.is_empty() {
        return Ok(choose_first(&query));
    }
    let more = chosen.len() > MOST;
    chosen.truncate(MOST);
    let asked = fields.has("ready");
    let (action, mistakes) = Action::read(kind, &fields);
    let complete = mistakes.is_empty();
    let units = Units::read(&mut tx, &desk.government()?.id).await?;
    let lines: Vec<Line> = chosen.iter().map(|one| line(&desk, &units, &action, complete, one)).collect();
    let preview = Preview {
        page: desk.shell.desk(kind.name()),
        kind,
        ready: lines.iter().filter(|line| !line.told.is_empty()).count(),
        lines,
        more,
        mistakes: if asked { mistakes } else { Mistakes::default() },
        fields,
        back: at("/desk/ledger", &query),
        query,
    };
    view(preview)
}

fn choose_first(query: &str) -> Response {
    redirect(&at("/desk/ledger", query)).saying("请先勾选台账，再选择要办的事。").into_response()
}

fn may(desk: &Desk, kind: Kind) -> std::result::Result<(), Problem> {
    if Kind::of(&desk.who).contains(&kind) {
        return Ok(());
    }
    let role = desk.who.role().name();
    Err(Problem::refused(format!("您现在的岗位是“{role}”，不能办“{}”。", kind.name())))
}

fn line(desk: &Desk, units: &Units, action: &Action, complete: bool, one: &Chosen) -> Line {
    let effect = action.on(&one.entry, &one.basis(desk.calendar(), desk.today()), &desk.who);
    let (told, why_not) = match effect {
        _ if !complete => (String::new(), String::new()),
        Ok(Effect { told, .. }) => (told, String::new()),
        Err(refusal) => (String::new(), refusal.to_string()),
    };
    Line {
        href: format!("/desk/ledger/{}", one.entry.id),
        task: clipped(&one.task, 60),
        unit: units.name(&one.entry.unit_id).to_owned(),
        value: format!("{}~{}", one.entry.id, one.entry.version),
        told,
        why_not,
    }
}

/// The ticked entries, or all that the list's filter takes in; one more than are taken at once when there are more.
async fn chosen(desk: &Desk, tx: &mut Tx, fields: &Fields) -> std::result::Result<Vec<Chosen>, Problem> {
    if fields.get("all") == "1" {
        return Ok(of_filter(tx, &desk.filter(fields)?, desk.today(), MOST + 1).await?);
    }
    let ids: Vec<&str> = fields.all("entry").take(MOST + 1).collect();
    let reach = desk.filter(&Fields::default())?;
    Ok(by_id(tx, &reach, desk.today(), &ids).await?)
}

/// Does it: to the entries that are as they were shown, and that allow it.
pub(super) async fn apply(desk: Desk, Query(list): Query, Typed(typed): Typed) -> Result {
    let Some(kind) = Kind::from_code(typed.get("act")) else { return Ok(choose_first(&kept(&list))) };
    may(&desk, kind)?;
    let (action, mistakes) = Action::read(kind, &typed);
    if !mistakes.is_empty() {
        return Err(Problem::refused("填写的内容不完整，没有办理。请返回上一页补充。").into());
    }
    let shown: Vec<(&str, i64)> = typed
        .all("entry")
        .filter_map(|value| value.split_once('~'))
        .take(MOST)
        .filter_map(|(id, version)| Some((id, version.parse().ok()?)))
        .collect();
    let mut tx = desk.app.db.write().await?;
    let ids: Vec<&str> = shown.iter().map(|(id, _)| *id).collect();
    let reach: Filter = desk.filter(&Fields::default())?;
    let chosen = by_id(&mut tx, &reach, desk.today(), &ids).await?;
    let mut skipped = shown.len() - chosen.len().min(shown.len());
    let mut done: Vec<&str> = Vec::new();
    for one in &chosen {
        let as_shown = shown.contains(&(one.entry.id.as_str(), one.entry.version));
        let effect = action.on(&one.entry, &one.basis(desk.calendar(), desk.today()), &desk.who);
        match effect {
            Ok(effect) if as_shown => {
                save(&desk, &mut tx, &action, &one.entry, effect).await?;
                done.push(&one.entry.id);
            }
            _ => skipped += 1,
        }
    }
    let letters =
        if kind == Kind::Remind { remind(&desk, &mut tx, &done, &action.words).await? } else { String::new() };
    tx.commit().await?;
    let rest = if skipped > 0 {
        format!("有 {skipped} 条刚刚有变化，没有办，请看过再办。")
    } else {
        String::new()
    };
    let said = format!("{}：已办 {} 条。{letters}{rest}", kind.name(), done.len());
    Ok(redirect(&at("/desk/ledger", &kept(&list))).saying(&said).into_response())
}

/// Writes to the units' officers; answers whom the letters reach, in words.
async fn remind(desk: &Desk, tx: &mut Tx, entries: &[&str], words: &str) -> kernel::Result<String> {
    let (now, actor) = (desk.app.clock.now(), desk.who.actor());
    let government = &desk.government()?.id;
    let from = nudge::From { actor: &actor, government, base: desk.app.settings.base_url.as_deref() };
    let nudged = nudge(tx, now, from, entries, words).await?;
    Ok(match nudged.unreached.as_slice() {
        _ if entries.is_empty() => String::new(),
        [] => format!("写信给 {} 人。", nudged.letters),
        units => format!("写信给 {} 人；{}没有可以写信的公开专员，只在台账里提醒。", nudged.letters, units.join("、")),
    })
}

async fn save(desk: &Desk, tx: &mut Tx, action: &Action, before: &Entry, effect: Effect) -> db::Result<()> {
    let (now, actor) = (desk.app.clock.now(), desk.who.actor());
    let author = (&actor, Side::of(&desk.who));
    let body = match (action.kind, action.words.as_str()) {
        (Kind::Remind, "") => "请抓紧办理。",
        (_, words) => words,
    };
    let on = action.to.unwrap_or(desk.today());
    let told = action.kind.note().map(|kind| Told::noting(NewNote { kind, on, body })).unwrap_or_default();
    let told = Told { recorded: effect.recorded, ..told };
    keep(tx, now, author, action.kind.act(), (before, &effect.after), told).await
}
