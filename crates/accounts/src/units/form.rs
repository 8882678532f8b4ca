//! Adding a unit, and changing one.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use db::Tx;
use directory::names::{self, Name, Target};
use directory::{Government, Principal, Unit, UnitKind, government, unit};
use journal::Entry;
use kernel::{Time, new_id};
use serde_json::{Value, json};
use web::{App, Fields, Mistakes, Page, Result, Shell, Signed, Typed, redirect, view, view_invalid};

use super::own;
use crate::deed::{self, Deed, differences};
use crate::names::{Named, objection};
use crate::stale::{self, Stale};

#[derive(Template)]
#[template(path = "accounts/unit.html")]
pub(super) struct Form {
    page: Page,
    /// The unit changed; none for a new one.
    unit: Option<Unit>,
    /// Lower governments a unit may stand for.
    children: Vec<Government>,
    aliases: Vec<Name>,
    typed: Fields,
    mistakes: Mistakes,
    stale: Stale,
    history: Vec<Entry>,
}

/// A form as it was sent, with what is to be said about it.
#[derive(Default)]
pub(super) struct Sent {
    pub typed: Fields,
    pub mistakes: Mistakes,
    pub stale: Stale,
}

/// What the form begins with.
pub(super) fn fields(unit: &Unit) -> Fields {
    let mut pairs = vec![
        ("name", unit.name.clone()),
        ("short_name", unit.short_name.clone()),
        ("kind", unit.kind.code().to_owned()),
        ("child", unit.child_government_id.clone().unwrap_or_default()),
        ("version", unit.version.to_string()),
    ];
    // A box that is not ticked is not sent.
    if unit.issues_normative {
        pairs.push(("issues_normative", "1".to_owned()));
    }
    Fields::new(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

async fn children(tx: &mut Tx, me: &Principal) -> Result<Vec<Government>> {
    let own = me.government()?;
    Ok(government::all(tx).await?.into_iter().filter(|g| g.parent_id.as_ref() == Some(&own.id)).collect())
}

/// The page of a unit, with a form that was sent or as it begins.
pub(super) async fn page(tx: &mut Tx, shell: &Shell, me: &Principal, unit: Unit, sent: Sent) -> Result<Form> {
    let current = [names::key(&unit.name), names::key(&unit.short_name)];
    let aliases = names::of_unit(tx, &unit.id).await?;
    Ok(Form {
        page: shell.desk(&unit.name),
        children: children(tx, me).await?,
        aliases: aliases.into_iter().filter(|n| !current.contains(&names::key(&n.name))).collect(),
        history: journal::of_subject(tx, "unit", &unit.id, 10).await?,
        unit: Some(unit),
        typed: sent.typed,
        mistakes: sent.mistakes,
        stale: sent.stale,
    })
}

pub(super) async fn blank(State(app): State<App>, shell: Shell, Signed(me): Signed) -> Result {
    let mut tx = app.db.read().await?;
    let children = children(&mut tx, &me).await?;
    view(new_form(&shell, children, Sent::default()))
}

fn new_form(shell: &Shell, children: Vec<Government>, sent: Sent) -> Form {
    let Sent { typed, mistakes, stale } = sent;
    let page = shell.desk("添加单位");
    Form { page, unit: None, children, aliases: Vec::new(), typed, mistakes, stale, history: Vec::new() }
}

pub(super) async fn show(State(app): State<App>, shell: Shell, Signed(me): Signed, Path(id): Path<String>) -> Result {
    let mut tx = app.db.read().await?;
    let unit = own(&mut tx, &me, &id).await?;
    let sent = Sent { typed: fields(&unit), ..Sent::default() };
    view(page(&mut tx, &shell, &me, unit, sent).await?)
}

/// The unit a form describes, on the base of `unit`; and what is wrong with it.
async fn described(tx: &mut Tx, me: &Principal, typed: &Fields, mut unit: Unit, id: &str) -> Result<(Unit, Mistakes)> {
    let government = me.government()?;
    let mut mistakes = Mistakes::default();
    unit.name = typed.get("name").to_owned();
    unit.short_name = typed.opt("short_name").unwrap_or(&unit.name).to_owned();
    mistakes.check("name", objection(tx, &government.id, id, &unit.name).await?);
    if unit.short_name != unit.name {
        mistakes.check("short_name", objection(tx, &government.id, id, &unit.short_name).await?);
    }
    match UnitKind::from_code(typed.get("kind")) {
        Some(kind) => unit.kind = kind,
        None => mistakes.add("kind", "请选择类别"),
    }
    unit.issues_normative = typed.has("issues_normative");
    unit.child_government_id = typed.opt("child").map(str::to_owned);
    if let Some(child) = &unit.child_government_id {
        if unit.kind != UnitKind::LowerGovernment {
            mistakes.add("child", "只有类别是“下级政府”的单位才对应一个政府");
        } else if !children(tx, me).await?.iter().any(|g| &g.id == child) {
            mistakes.add("child", "请选择一个下级政府");
        }
    }
    Ok((unit, mistakes))
}

fn named_values(unit: &Unit) -> Value {
    json!({ "name": unit.name, "short_name": unit.short_name })
}

fn other_values(unit: &Unit) -> Value {
    json!({ "kind": unit.kind, "child": unit.child_government_id, "issues_normative": unit.issues_normative })
}

pub(super) async fn create(State(app): State<App>, shell: Shell, Signed(me): Signed, Typed(typed): Typed) -> Result {
    let now = app.clock.now();
    let government = me.government()?;
    let mut tx = app.db.write().await?;
    let unit = Unit {
        id: new_id(now),
        government_id: government.id.clone(),
        name: String::new(),
        short_name: String::new(),
        kind: UnitKind::Department,
        child_government_id: None,
        issues_normative: false,
        retired: false,
        version: 1,
    };
    let (unit, mistakes) = described(&mut tx, &me, &typed, unit, "").await?;
    if !mistakes.is_empty() {
        let children = children(&mut tx, &me).await?;
        return view_invalid(new_form(&shell, children, Sent { typed, mistakes, stale: Stale::default() }));
    }
    add(&mut tx, now, &me, &unit, &[]).await?;
    tx.commit().await?;
    let next = redirect(&format!("/desk/units/{}", unit.id));
    Ok(next.saying(&format!("已添加“{}”。", unit.name)).into_response())
}

/// Adds a unit with aliases and records it.
pub(super) async fn add(tx: &mut Tx, now: Time, by: &Principal, unit: &Unit, aliases: &[String]) -> db::Result<()> {
    unit::insert(tx, unit).await?;
    for alias in aliases {
        names::claim(tx, &unit.government_id, alias, Target::Unit(&unit.id)).await?;
    }
    let mut payload = json!({ "name": unit.name, "short_name": unit.short_name, "kind": unit.kind });
    if !aliases.is_empty() {
        payload["aliases"] = json!(aliases);
    }
    let (government, id) = (Some(unit.government_id.as_str()), unit.id.as_str());
    let deed = Deed { act: "unit.created", kind: "unit", id, government, unit: Some(id), payload };
    deed::record(tx, now, by, deed).await
}

pub(super) async fn save(
    State(app): State<App>,
    (shell, Path(id)): (Shell, Path<String>),
    Signed(me): Signed,
    Typed(typed): Typed,
) -> Result {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let before = own(&mut tx, &me, &id).await?;
    let stale = match stale::version(&typed) == Some(before.version) {
        true => Stale::default(),
        false => Stale::read(&mut tx, "unit", &id, &fields(&before), &typed).await?,
    };
    let (unit, mistakes) = described(&mut tx, &me, &typed, before.clone(), &id).await?;
    if !mistakes.is_empty() || !stale.notice.is_empty() {
        return view_invalid(page(&mut tx, &shell, &me, before, Sent { typed, mistakes, stale }).await?);
    }
    unit::save(&mut tx, &unit).await?;
    let renamed = differences(&named_values(&before), &named_values(&unit));
    let changed = differences(&other_values(&before), &other_values(&unit));
    for (act, payload) in [("unit.renamed", renamed), ("unit.changed", changed)] {
        if payload != json!({}) {
            let government = Some(unit.government_id.as_str());
            let deed = Deed { act, kind: "unit", id: &id, government, unit: Some(&id), payload };
            deed::record(&mut tx, now, &me, deed).await?;
        }
    }
    tx.commit().await?;
    Ok(redirect(&format!("/desk/units/{id}")).saying("已保存。").into_response())
}

/// A unit as the keeper of its names sees it.
pub(super) fn named<'a>(unit: &'a Unit, current: &'a [&'a str]) -> Named<'a> {
    Named { government: &unit.government_id, target: Target::Unit(&unit.id), current }
}
