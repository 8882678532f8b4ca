//! `/desk/documents/cleanups/new`: the office begins a clean-up, after it has seen what it takes in.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::IntoResponse as _;
use kernel::{Date, new_id};
use publishing::Item;
use serde_json::json;
use web::{Desk, Fields, Mistakes, Page, Result, Typed, redirect, view, view_invalid, within_limits};

use super::scene;
use crate::cleanup::domain::{Cleanup, Scope};
use crate::cleanup::{lines, scope, store};
use crate::desk::units;
use crate::domain::Kind;

/// Units have so many days, unless the office says another.
const DAYS: i64 = 30;

#[derive(Template)]
#[template(path = "documents/cleanup/new.html")]
struct NewPage {
    page: Page,
    units: Vec<(String, String)>,
    typed: Fields,
    mistakes: Mistakes,
}

impl NewPage {
    fn kinds(&self) -> Vec<&'static Kind> {
        scope::kinds().collect()
    }

    fn chosen(&self, kind: &str) -> bool {
        self.typed.all("kinds").any(|one| one == kind)
    }
}

#[derive(Template)]
#[template(path = "documents/cleanup/preview.html")]
struct Preview {
    page: Page,
    typed: Fields,
    what: String,
    answer_by: Date,
    total: usize,
    /// How many of each unit.
    units: Vec<(String, usize)>,
}

async fn page(desk: &Desk, typed: Fields, mistakes: Mistakes) -> Result<NewPage> {
    let mut tx = desk.app.db.read().await?;
    let units = units(desk, &mut tx).await?;
    Ok(NewPage { page: desk.shell.desk("开始清理"), units, typed, mistakes })
}

pub(super) async fn form(desk: Desk) -> Result {
    let until = desk.today().checked_add(jiff::Span::new().days(DAYS)).unwrap_or(desk.today());
    let mut pairs = vec![("answer_by".to_owned(), until.to_string())];
    pairs.extend(scope::kinds().map(|kind| ("kinds".to_owned(), kind.code.to_owned())));
    view(page(&desk, Fields::new(pairs), Mistakes::default()).await?)
}

/// What the form says, or what is wrong with it.
fn read(desk: &Desk, typed: &Fields, units: &[(String, String)]) -> std::result::Result<(Scope, Date), Mistakes> {
    let mut mistakes = Mistakes::default();
    for (name, most, missing) in [("title", 100, "请填写名称。"), ("basis", 300, "请写明依据，结果公告里会写上。")]
    {
        if typed.get(name).is_empty() {
            mistakes.add(name, missing);
        }
        mistakes.check(name, within_limits(typed.get(name), most));
    }
    let answer_by = official::date::parse(typed.get("answer_by")).filter(|day| *day >= desk.today());
    if answer_by.is_none() {
        mistakes.add("answer_by", "请填写今天或者今天以后的日期。");
    }
    let kinds: Vec<_> = scope::kinds().filter(|kind| typed.all("kinds").any(|code| code == kind.code)).collect();
    if kinds.is_empty() {
        mistakes.add("kinds", "请至少选一种文件。");
    }
    let made_upto = typed.opt("made_upto").map(official::date::parse);
    if made_upto == Some(None) {
        mistakes.add("made_upto", "这个日期读不懂，请写成 2022-03-30。");
    }
    let unit_id = typed.opt("unit").map(str::to_owned);
    if unit_id.as_ref().is_some_and(|id| !units.iter().any(|(one, _)| one == id)) {
        mistakes.add("unit", "请选择本级政府的单位。");
    }
    match answer_by {
        Some(answer_by) if mistakes.is_empty() => {
            Ok((Scope { kinds, made_upto: made_upto.flatten(), unit_id }, answer_by))
        }
        _ => Err(mistakes),
    }
}

pub(super) async fn begin(desk: Desk, Typed(typed): Typed) -> Result {
    if typed.has("back") {
        return view(page(&desk, typed, Mistakes::default()).await?);
    }
    let government = desk.government()?.id.clone();
    let now = desk.now();
    // What is only shown first holds nobody up.
    let confirmed = typed.has("confirmed");
    let mut tx = if confirmed { desk.app.db.write().await? } else { desk.app.db.read().await? };
    let units = units(&desk, &mut tx).await?;
    let (scope, answer_by) = match read(&desk, &typed, &units) {
        Ok(read) => read,
        Err(mistakes) => {
            drop(tx);
            return view_invalid(page(&desk, typed, mistakes).await?);
        }
    };
    let items = scope::matching(&mut tx, &government, &scope, desk.today()).await?;
    if items.is_empty() {
        drop(tx);
        let mut mistakes = Mistakes::default();
        mistakes.add("kinds", "没有符合条件、现行有效的公开文件，请放宽条件。");
        return view_invalid(page(&desk, typed, mistakes).await?);
    }
    if !confirmed {
        let names = scene::units(&mut tx, &government).await?;
        return view(preview(&desk, typed, &scope, answer_by, &items, &names));
    }
    let cleanup = Cleanup {
        id: new_id(now),
        government_id: government,
        title: typed.get("title").split_whitespace().collect::<Vec<_>>().join(" "),
        basis: typed.get("basis").split_whitespace().collect::<Vec<_>>().join(" "),
        answer_by,
        scope,
        begun_by_name: desk.who.name.clone(),
        begun_at: now,
        result: None,
        given_up: None,
        version: 1,
    };
    match store::insert(&mut tx, &cleanup).await {
        Err(db::Error::Exists(_)) => {
            drop(tx);
            let mut mistakes = Mistakes::default();
            mistakes.add("title", "已经有一次同名的清理，请另取名称。");
            return view_invalid(page(&desk, typed, mistakes).await?);
        }
        other => other?,
    }
    lines::add(&mut tx, now, &cleanup.id, &items).await?;
    let payload = json!({
        "title": cleanup.title, "basis": cleanup.basis, "answer_by": cleanup.answer_by, "documents": items.len(),
    });
    store::record(&mut tx, now, &desk.who.actor(), "cleanup.begun", &cleanup, None, payload).await?;
    tx.commit().await?;
    Ok(redirect(&cleanup.path()).saying(&format!("清理已开始，纳入 {} 份文件。", items.len())).into_response())
}

fn preview(
    desk: &Desk,
    typed: Fields,
    scope: &Scope,
    answer_by: Date,
    items: &[Item],
    names: &[(String, String)],
) -> Preview {
    let names = scene::by_id(names);
    let mut units: BTreeMap<&str, usize> = BTreeMap::new();
    for item in items {
        *units.entry(item.unit_id.as_deref().unwrap_or_default()).or_default() += 1;
    }
    let named = |(id, count): (&str, usize)| (names.get(id).copied().unwrap_or("其他").to_owned(), count);
    let units = units.into_iter().map(named).collect();
    let page = desk.shell.desk("开始清理");
    let unit = scope.unit_id.as_deref().and_then(|id| names.get(id)).copied().unwrap_or_default();
    Preview { page, typed, what: scope.words(unit), answer_by, total: items.len(), units }
}
