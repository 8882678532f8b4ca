//! Addressee groups (统称对象): one written name for every unit of some kinds.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use db::Tx;
use directory::names::{self, Name, Target};
use directory::{Capability, Group, Principal, Unit, UnitKind, group, unit};
use kernel::{Problem, new_id};
use serde_json::{Value, json};
use web::{
    Access, App, Fields, Mistakes, Page, Redirect, Result, Routes, Shell, Signed, Typed, redirect, view, view_invalid,
};

use crate::deed::{self, Deed, differences};
use crate::names::{Named, objection};
use crate::stale::{self, Stale};

pub(crate) fn routes() -> Routes {
    const KEEP: Access = Access::May(Capability::ManageUnits);
    Routes::new()
        .get("/desk/groups", KEEP, list)
        .get("/desk/groups/new", KEEP, blank)
        .post("/desk/groups/new", KEEP, create)
        .get("/desk/groups/{id}", KEEP, show)
        .post("/desk/groups/{id}", KEEP, save)
        .post("/desk/groups/{id}/names", KEEP, add_alias)
        .post("/desk/groups/{id}/names/remove", KEEP, remove_alias)
}

#[derive(Template)]
#[template(path = "accounts/groups.html")]
struct Groups {
    page: Page,
    /// Each group with how many units it stands for now.
    groups: Vec<(Group, usize)>,
}

#[derive(Template)]
#[template(path = "accounts/group.html")]
struct Form {
    page: Page,
    /// The group changed; none for a new one.
    group: Option<Group>,
    aliases: Vec<Name>,
    /// The units it stands for now.
    members: Vec<Unit>,
    sent: Sent,
}

/// A form as it was sent or as it begins, with what is to be said about it.
#[derive(Default)]
struct Sent {
    typed: Fields,
    mistakes: Mistakes,
    stale: Stale,
}

impl Sent {
    fn ticked(&self, kind: &UnitKind) -> bool {
        self.typed.all("kinds").any(|code| code == kind.code())
    }
}

fn kinds_of(typed: &Fields) -> Vec<UnitKind> {
    UnitKind::ALL.into_iter().filter(|kind| typed.all("kinds").any(|code| code == kind.code())).collect()
}

fn members<'u>(units: &'u [Unit], group: &'u Group) -> impl Iterator<Item = &'u Unit> {
    units.iter().filter(|u| group.kinds.contains(&u.kind))
}

async fn own(tx: &mut Tx, me: &Principal, id: &str) -> Result<Group> {
    let government = me.government()?;
    let group = group::find(tx, id).await?.filter(|g| g.government_id == government.id);
    Ok(group.ok_or(Problem::NotFound("这个统称对象"))?)
}

async fn list(State(app): State<App>, shell: Shell, Signed(me): Signed) -> Result {
    let government = me.government()?;
    let mut tx = app.db.read().await?;
    let units = unit::active(&mut tx, &government.id).await?;
    let counted = |g: Group| (members(&units, &g).count(), g);
    let groups = group::all(&mut tx, &government.id).await?.into_iter().map(counted).map(|(n, g)| (g, n)).collect();
    view(Groups { page: shell.desk("统称对象"), groups })
}

/// What the form begins with.
fn fields(group: &Group) -> Fields {
    let mut pairs = vec![("name".to_owned(), group.name.clone()), ("version".to_owned(), group.version.to_string())];
    pairs.extend(group.kinds.iter().map(|kind| ("kinds".to_owned(), kind.code().to_owned())));
    Fields::new(pairs)
}

fn new_form(shell: &Shell, sent: Sent) -> Form {
    Form { page: shell.desk("添加统称对象"), group: None, aliases: Vec::new(), members: Vec::new(), sent }
}

async fn page(tx: &mut Tx, shell: &Shell, group: Group, sent: Sent) -> Result<Form> {
    let units = unit::active(tx, &group.government_id).await?;
    let aliases = names::of_group(tx, &group.id).await?;
    Ok(Form {
        page: shell.desk(&group.name),
        members: members(&units, &group).cloned().collect(),
        aliases: aliases.into_iter().filter(|n| names::key(&n.name) != names::key(&group.name)).collect(),
        group: Some(group),
        sent,
    })
}

async fn blank(shell: Shell, Signed(me): Signed) -> Result {
    me.government()?;
    view(new_form(&shell, Sent::default()))
}

async fn create(State(app): State<App>, shell: Shell, Signed(me): Signed, Typed(typed): Typed) -> Result {
    let now = app.clock.now();
    let government = me.government()?;
    let mut tx = app.db.write().await?;
    let name = typed.get("name").to_owned();
    let mut mistakes = Mistakes::default();
    mistakes.check("name", objection(&mut tx, &government.id, "", &name).await?);
    if !mistakes.is_empty() {
        return view_invalid(new_form(&shell, Sent { typed, mistakes, stale: Stale::default() }));
    }
    let (id, government_id, kinds) = (new_id(now), government.id.clone(), kinds_of(&typed));
    let group = Group { id, government_id, name, kinds, version: 1 };
    group::insert(&mut tx, &group).await?;
    record(&mut tx, &app, &me, "group.created", &group, values(&group)).await?;
    tx.commit().await?;
    let next = redirect(&format!("/desk/groups/{}", group.id));
    Ok(next.saying(&format!("已添加“{}”。", group.name)).into_response())
}

async fn show(State(app): State<App>, shell: Shell, Signed(me): Signed, Path(id): Path<String>) -> Result {
    let mut tx = app.db.read().await?;
    let group = own(&mut tx, &me, &id).await?;
    let sent = Sent { typed: fields(&group), ..Sent::default() };
    view(page(&mut tx, &shell, group, sent).await?)
}

fn values(group: &Group) -> Value {
    json!({ "name": group.name, "kinds": group.kinds })
}

async fn record(
    tx: &mut Tx,
    app: &App,
    by: &Principal,
    act: &'static str,
    group: &Group,
    payload: Value,
) -> db::Result<()> {
    let government = Some(group.government_id.as_str());
    let deed = Deed { act, kind: "addressee_group", id: &group.id, government, unit: None, payload };
    deed::record(tx, app.clock.now(), by, deed).await
}

async fn save(
    State(app): State<App>,
    (shell, Path(id)): (Shell, Path<String>),
    Signed(me): Signed,
    Typed(typed): Typed,
) -> Result {
    let mut tx = app.db.write().await?;
    let before = own(&mut tx, &me, &id).await?;
    let stale = match stale::version(&typed) == Some(before.version) {
        true => Stale::default(),
        false => Stale::read(&mut tx, "addressee_group", &id, &fields(&before), &typed).await?,
    };
    let mut group = Group { name: typed.get("name").to_owned(), kinds: kinds_of(&typed), ..before.clone() };
    let mut mistakes = Mistakes::default();
    mistakes.check("name", objection(&mut tx, &group.government_id, &id, &group.name).await?);
    if !mistakes.is_empty() || !stale.notice.is_empty() {
        return view_invalid(page(&mut tx, &shell, before, Sent { typed, mistakes, stale }).await?);
    }
    let payload = differences(&values(&before), &values(&group));
    group.version = before.version;
    group::save(&mut tx, &group).await?;
    record(&mut tx, &app, &me, "group.changed", &group, payload).await?;
    tx.commit().await?;
    Ok(redirect(&format!("/desk/groups/{id}")).saying("已保存。").into_response())
}

fn named<'a>(group: &'a Group, current: &'a [&'a str]) -> Named<'a> {
    Named { government: &group.government_id, target: Target::Group(&group.id), current }
}

async fn add_alias(
    State(app): State<App>,
    (shell, Path(id)): (Shell, Path<String>),
    Signed(me): Signed,
    Typed(typed): Typed,
) -> Result {
    let mut tx = app.db.write().await?;
    let group = own(&mut tx, &me, &id).await?;
    let name = typed.get("alias").to_owned();
    if let Some(message) = named(&group, &[&group.name]).add(&mut tx, app.clock.now(), &me, &name).await? {
        let mut mistakes = Mistakes::default();
        mistakes.add("alias", message);
        let mut pairs = fields(&group).pairs().to_vec();
        pairs.push(("alias".into(), name));
        let sent = Sent { typed: Fields::new(pairs), mistakes, ..Sent::default() };
        return view_invalid(page(&mut tx, &shell, group, sent).await?);
    }
    tx.commit().await?;
    Ok(redirect(&format!("/desk/groups/{id}")).saying(&format!("已添加别名“{name}”。")).into_response())
}

async fn remove_alias(
    State(app): State<App>,
    Path(id): Path<String>,
    Signed(me): Signed,
    Typed(typed): Typed,
) -> Result<Redirect> {
    let mut tx = app.db.write().await?;
    let group = own(&mut tx, &me, &id).await?;
    let name = typed.get("name");
    named(&group, &[&group.name]).remove(&mut tx, app.clock.now(), &me, name).await?;
    tx.commit().await?;
    Ok(redirect(&format!("/desk/groups/{id}")).saying(&format!("已去掉别名“{name}”。")))
}
