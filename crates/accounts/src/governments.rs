//! The tree of governments, kept by the administrator of the whole installation.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use db::Tx;
use directory::{Capability, Government, Level, Principal, government};
use journal::Entry;
use kernel::{Problem, new_id};
use serde_json::{Value, json};
use web::{
    Access, App, Fields, Mistakes, Page, Result, Routes, Shell, Signed, Typed, redirect, view, view_invalid,
    within_limits,
};

use crate::deed::{self, Deed, differences};
use crate::stale::{self, Stale};

pub(crate) fn routes() -> Routes {
    const KEEP: Access = Access::May(Capability::ManageGovernments);
    Routes::new()
        .get("/desk/governments", KEEP, list)
        .get("/desk/governments/new", KEEP, blank)
        .post("/desk/governments/new", KEEP, create)
        .get("/desk/governments/{id}", KEEP, show)
        .post("/desk/governments/{id}", KEEP, save)
}

#[derive(Template)]
#[template(path = "accounts/governments.html")]
struct Governments {
    page: Page,
    /// Each below the one above it, with how far it stands in.
    tree: Vec<(usize, Government)>,
}

#[derive(Template)]
#[template(path = "accounts/government.html")]
struct Form {
    page: Page,
    /// The government changed; none for a new one.
    government: Option<Government>,
    /// Those it may stand under.
    tree: Vec<(usize, Government)>,
    typed: Fields,
    mistakes: Mistakes,
    stale: Stale,
    history: Vec<Entry>,
}

/// Parents before their children, with the depth of each; the order of `all` among siblings.
fn tree(all: Vec<Government>) -> Vec<(usize, Government)> {
    fn below(parent: Option<&str>, depth: usize, all: &[Government], out: &mut Vec<(usize, Government)>) {
        for g in all.iter().filter(|g| g.parent_id.as_deref() == parent) {
            out.push((depth, g.clone()));
            below(Some(&g.id), depth + 1, all, out);
        }
    }
    let mut out = Vec::with_capacity(all.len());
    below(None, 0, &all, &mut out);
    out
}

async fn list(State(app): State<App>, shell: Shell) -> Result {
    let all = government::all(&mut app.db.read().await?).await?;
    view(Governments { page: shell.desk("政府"), tree: tree(all) })
}

/// What the form begins with.
fn fields(g: &Government) -> Fields {
    let opt = |value: &Option<String>| value.clone().unwrap_or_default();
    let pairs = [
        ("slug", g.slug.clone()),
        ("name", g.name.clone()),
        ("short_name", g.short_name.clone()),
        ("level", g.level.code().to_owned()),
        ("host_unit", g.host_unit.clone()),
        ("site_id_code", opt(&g.site_id_code)),
        ("phone", opt(&g.phone)),
        ("icp", opt(&g.icp)),
        ("police", opt(&g.police)),
        ("host", opt(&g.host)),
        ("version", g.version.to_string()),
    ];
    let mut pairs = pairs.map(|(name, value)| (name.to_owned(), value)).to_vec();
    if g.hosted {
        pairs.push(("hosted".into(), "1".into()));
    }
    Fields::new(pairs)
}

async fn blank(State(app): State<App>, shell: Shell) -> Result {
    let typed = Fields::new(vec![("hosted".into(), "1".into())]);
    view(form(&mut app.db.read().await?, &shell, None, typed, Mistakes::default(), Stale::default()).await?)
}

async fn form(
    tx: &mut Tx,
    shell: &Shell,
    government: Option<Government>,
    typed: Fields,
    mistakes: Mistakes,
    stale: Stale,
) -> Result<Form> {
    let page = shell.desk(government.as_ref().map_or("添加政府", |g| &g.name));
    let tree = tree(government::all(tx).await?);
    let history = match &government {
        Some(g) => journal::of_subject(tx, "government", &g.id, 10).await?,
        None => Vec::new(),
    };
    Ok(Form { page, government, tree, typed, mistakes, stale, history })
}

/// The government a form describes, on the base of `g`; `parent` is the one above it.
fn described(typed: &Fields, mut g: Government, parent: Option<&Government>) -> (Government, Mistakes) {
    let mut mistakes = Mistakes::default();
    let mut text = |name: &str, most: usize, missing: &str| {
        let value = typed.get(name).to_owned();
        mistakes.check(name, within_limits(&value, most));
        if value.is_empty() && !missing.is_empty() {
            mistakes.add(name, missing);
        }
        value
    };
    g.name = text("name", 60, "请填写全称");
    g.short_name = text("short_name", 30, "请填写地名");
    g.host_unit = text("host_unit", 60, "请填写主办单位");
    let mut opt = |name: &str| Some(text(name, 60, "")).filter(|v| !v.is_empty());
    (g.site_id_code, g.phone, g.icp, g.police) = (opt("site_id_code"), opt("phone"), opt("icp"), opt("police"));
    g.host = opt("host").map(|host| host.to_lowercase());
    if g.host.as_deref().is_some_and(|host| !government::is_host(host)) {
        mistakes.add("host", "请只写域名，例如 zwgk.beihe.gov.cn，不带 https:// 和斜杠");
    }
    g.hosted = typed.has("hosted");
    match Level::from_code(typed.get("level")) {
        None => mistakes.add("level", "请选择层级"),
        Some(level) => {
            let rank = |l: Level| Level::ALL.iter().position(|x| *x == l);
            if parent.is_some_and(|p| rank(p.level) >= rank(level)) {
                mistakes.add("level", "层级要低于上级政府");
            }
            g.level = level;
        }
    }
    (g, mistakes)
}

async fn create(State(app): State<App>, shell: Shell, Signed(me): Signed, Typed(typed): Typed) -> Result {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let parent = match typed.opt("parent") {
        Some(id) => Some(government::find(&mut tx, id).await?.ok_or(Problem::NotFound("上级政府"))?),
        None => None,
    };
    let g = Government {
        id: new_id(now),
        parent_id: parent.as_ref().map(|p| p.id.clone()),
        slug: typed.get("slug").to_owned(),
        name: String::new(),
        short_name: String::new(),
        level: Level::City,
        hosted: true,
        host_unit: String::new(),
        site_id_code: None,
        phone: None,
        icp: None,
        police: None,
        host: None,
        version: 1,
    };
    let (g, mut mistakes) = described(&typed, g, parent.as_ref());
    if !government::is_slug(&g.slug) {
        mistakes.add("slug", "用 2 到 40 个小写字母、数字或中间的连字符，例如 beihe");
    } else if government::by_slug(&mut tx, &g.slug).await?.is_some() {
        mistakes.add("slug", "这个名字已经有政府用了，请换一个");
    }
    mistakes.check("host", host_taken(&mut tx, &shell, &g).await?);
    if !mistakes.is_empty() {
        return view_invalid(form(&mut tx, &shell, None, typed, mistakes, Stale::default()).await?);
    }
    government::insert(&mut tx, &g).await?;
    let mut payload = values(&g);
    payload["slug"] = json!(g.slug);
    payload["parent"] = json!(parent.map(|p| p.short_name));
    record(&mut tx, &app, &me, "government.created", &g, payload).await?;
    tx.commit().await?;
    Ok(redirect("/desk/governments").saying(&format!("已添加{}。", g.name)).into_response())
}

async fn record(
    tx: &mut Tx,
    app: &App,
    by: &Principal,
    act: &'static str,
    g: &Government,
    payload: Value,
) -> db::Result<()> {
    let deed = Deed { act, kind: "government", id: &g.id, government: Some(&g.id), unit: None, payload };
    deed::record(tx, app.clock.now(), by, deed).await
}

fn values(g: &Government) -> Value {
    json!({
        "name": g.name, "short_name": g.short_name, "level": g.level, "hosted": g.hosted, "host_unit": g.host_unit,
        "site_id_code": g.site_id_code, "phone": g.phone, "icp": g.icp, "police": g.police, "host": g.host,
    })
}

/// Whose site has the host name already, if another's does.
async fn host_taken(tx: &mut Tx, shell: &Shell, g: &Government) -> db::Result<Option<String>> {
    let Some(host) = &g.host else { return Ok(None) };
    if shell.own_host() == Some(host) {
        return Ok(Some("这是整个平台的域名，不能给一个政府用".into()));
    }
    let other =
        government::all(tx).await?.into_iter().find(|other| other.id != g.id && other.host.as_ref() == Some(host));
    Ok(other.map(|other| format!("这个域名已经是{}的", other.name)))
}

async fn find(tx: &mut Tx, id: &str) -> Result<Government> {
    Ok(government::find(tx, id).await?.ok_or(Problem::NotFound("这个政府"))?)
}

async fn show(State(app): State<App>, shell: Shell, Path(id): Path<String>) -> Result {
    let mut tx = app.db.read().await?;
    let g = find(&mut tx, &id).await?;
    let typed = fields(&g);
    view(form(&mut tx, &shell, Some(g), typed, Mistakes::default(), Stale::default()).await?)
}

async fn save(
    State(app): State<App>,
    (shell, Path(id)): (Shell, Path<String>),
    Signed(me): Signed,
    Typed(typed): Typed,
) -> Result {
    let mut tx = app.db.write().await?;
    let before = find(&mut tx, &id).await?;
    let stale = match stale::version(&typed) == Some(before.version) {
        true => Stale::default(),
        false => Stale::read(&mut tx, "government", &id, &fields(&before), &typed).await?,
    };
    let parent = match &before.parent_id {
        Some(id) => Some(find(&mut tx, id).await?),
        None => None,
    };
    let (g, mut mistakes) = described(&typed, before.clone(), parent.as_ref());
    mistakes.check("host", host_taken(&mut tx, &shell, &g).await?);
    if !mistakes.is_empty() || !stale.notice.is_empty() {
        return view_invalid(form(&mut tx, &shell, Some(before), typed, mistakes, stale).await?);
    }
    government::save(&mut tx, &g).await?;
    record(&mut tx, &app, &me, "government.changed", &g, differences(&values(&before), &values(&g))).await?;
    tx.commit().await?;
    Ok(redirect("/desk/governments").saying("已保存。").into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn government(id: &str, parent: Option<&str>) -> Government {
        Government {
            id: id.into(),
            parent_id: parent.map(str::to_owned),
            slug: id.into(),
            name: id.into(),
            short_name: id.into(),
            level: Level::City,
            hosted: true,
            host_unit: String::new(),
            site_id_code: None,
            phone: None,
            icp: None,
            police: None,
            host: None,
            version: 1,
        }
    }

    #[test]
    fn every_government_stands_below_the_one_above_it() {
        let all = vec![
            government("county", Some("city")),
            government("province", None),
            government("city", Some("province")),
            government("town", Some("county")),
        ];
        let order: Vec<_> = tree(all).into_iter().map(|(depth, g)| (depth, g.id)).collect();
        let expected = [(0, "province"), (1, "city"), (2, "county"), (3, "town")];
        assert_eq!(order, expected.map(|(depth, id)| (depth, id.to_owned())));
    }
}
