//! Tokens for other programs: made by the office, shown once, taken back at once.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use db::Tx;
use directory::token::{self, Scope, Token};
use directory::{Capability, Principal, Unit, unit};
use kernel::{Date, Problem, Time, is_id, new_id};
use serde_json::json;
use web::{
    Access, App, Fields, Mistakes, Page, Query, Result, Routes, Shell, Signed, Typed, redirect, view, view_invalid,
    within_limits,
};

use crate::PAGE;
use crate::confirm::Confirm;
use crate::deed::{self, Deed};

pub(crate) fn routes() -> Routes {
    const KEEP: Access = Access::May(Capability::ManageTokens);
    Routes::new()
        .get("/desk/tokens", KEEP, list)
        .get("/desk/tokens/new", KEEP, blank)
        .post("/desk/tokens/new", KEEP, create)
        .get("/desk/tokens/{id}/revoke", KEEP, ask)
        .post("/desk/tokens/{id}/revoke", KEEP, revoke)
}

/// A token as the list shows it.
struct Row {
    token: Token,
    unit: String,
    mark: &'static str,
    state: &'static str,
}

#[derive(Template)]
#[template(path = "accounts/tokens.html")]
struct List {
    page: Page,
    rows: Vec<Row>,
    next: String,
}

async fn list(State(app): State<App>, shell: Shell, Signed(me): Signed, Query(query): Query) -> Result {
    let government = me.government()?;
    let mut tx = app.db.read().await?;
    let mut tokens = token::page(&mut tx, &government.id, query.opt("before"), PAGE + 1).await?;
    let more = tokens.len() > PAGE;
    tokens.truncate(PAGE);
    let next = tokens.last().filter(|_| more).map(|last| format!("/desk/tokens?before={}", last.id));
    let everything = unit::Filter { retired: true, ..unit::Filter::default() };
    let units = unit::page(&mut tx, &government.id, everything, usize::MAX).await?;
    let now = app.clock.now();
    let row = |token: Token| {
        let unit = units.iter().find(|unit| Some(&unit.id) == token.unit_id.as_ref());
        let (mark, state) = match () {
            () if token.revoked_at.is_some() => ("off", "已收回"),
            () if !token.is_good(now) => ("off", "已过期"),
            () => ("ok", "可以使用"),
        };
        Row { unit: unit.map_or("本级政府全部单位", |unit| &unit.short_name).to_owned(), mark, state, token }
    };
    let rows = tokens.into_iter().map(row).collect();
    view(List { page: shell.desk("接口令牌"), rows, next: next.unwrap_or_default() })
}

#[derive(Template)]
#[template(path = "accounts/token_new.html")]
struct Form {
    page: Page,
    units: Vec<Unit>,
    typed: Fields,
    mistakes: Mistakes,
}

impl Form {
    fn ticked(&self, scope: &Scope) -> bool {
        self.typed.all("scope").any(|code| code == scope.code())
    }
}

async fn blank(State(app): State<App>, shell: Shell, Signed(me): Signed) -> Result {
    let units = unit::active(&mut app.db.read().await?, &me.government()?.id).await?;
    let until = app.clock.today().saturating_add(jiff::Span::new().years(1)).to_string();
    let typed = Fields::new(vec![("scope".into(), Scope::LedgerRead.code().into()), ("until".into(), until)]);
    view(Form { page: shell.desk("生成接口令牌"), units, typed, mistakes: Mistakes::default() })
}

/// The secret, shown this one time.
#[derive(Template)]
#[template(path = "accounts/token_once.html")]
struct Once {
    page: Page,
    name: String,
    secret: String,
}

async fn create(State(app): State<App>, shell: Shell, Signed(me): Signed, Typed(typed): Typed) -> Result {
    let now = app.clock.now();
    let government = me.government()?;
    let mut tx = app.db.write().await?;
    let units = unit::active(&mut tx, &government.id).await?;
    let mut mistakes = Mistakes::default();
    let expires_at = checked(&typed, &units, app.clock.today(), &mut mistakes);
    let Some(expires_at) = expires_at.filter(|_| mistakes.is_empty()) else {
        return view_invalid(Form { page: shell.desk("生成接口令牌"), units, typed, mistakes });
    };
    let secret = token::generate();
    let token = Token {
        id: new_id(now),
        name: typed.get("name").to_owned(),
        government_id: government.id.clone(),
        unit_id: typed.opt("unit").map(str::to_owned),
        scopes: chosen(&typed),
        created_by: me.name.clone(),
        created_at: now,
        expires_at,
        last_used_at: None,
        revoked_at: None,
    };
    token::insert(&mut tx, &token, &secret).await?;
    record(&mut tx, now, &me, "api_token.created", &token).await?;
    tx.commit().await?;
    view(Once { page: shell.desk("令牌已生成"), name: token.name, secret })
}

fn chosen(typed: &Fields) -> Vec<Scope> {
    Scope::ALL.into_iter().filter(|scope| typed.all("scope").any(|code| code == scope.code())).collect()
}

/// The end of the last day on which it is good, unless something is wrong.
fn checked(typed: &Fields, units: &[Unit], today: Date, mistakes: &mut Mistakes) -> Option<Time> {
    let name = typed.get("name");
    mistakes.check("name", if name.is_empty() { Some("请写明给哪个系统用".into()) } else { within_limits(name, 40) });
    if typed.opt("unit").is_some_and(|id| units.iter().all(|unit| unit.id != id)) {
        mistakes.add("unit", "请重新选择单位");
    }
    if chosen(typed).is_empty() {
        mistakes.add("scope", "请至少选一项权限");
    }
    let last = today.saturating_add(jiff::Span::new().years(2));
    match typed.get("until").parse::<Date>() {
        Ok(until) if until < today => mistakes.add("until", "有效期不能早于今天"),
        Ok(until) if until > last => mistakes.add("until", format!("最长两年，到 {last}")),
        Ok(until) => return until.tomorrow().ok().map(Time::midnight),
        Err(_) => mistakes.add("until", "请写成 2022-06-30 这样的日期"),
    }
    None
}

/// A token of the person's own government.
async fn find(tx: &mut Tx, me: &Principal, id: &str) -> kernel::Result<Token> {
    let token = if is_id(id) { token::find(tx, id).await? } else { None };
    token.filter(|token| me.reaches(&token.government_id, None)).ok_or(Problem::NotFound("这个令牌"))
}

async fn ask(State(app): State<App>, shell: Shell, Signed(me): Signed, Path(id): Path<String>) -> Result {
    let token = find(&mut app.db.read().await?, &me, &id).await?;
    view(Confirm {
        page: shell.desk("收回令牌"),
        action: format!("/desk/tokens/{id}/revoke"),
        effects: vec![
            format!("“{}”立即不能再用这个令牌读取或填写台账。", token.name),
            "收回以后不能恢复；还要用时请生成新的。已经写入的内容和留痕都不变。".into(),
        ],
        button: "收回令牌",
        back: "/desk/tokens".into(),
        version: 0,
    })
}

async fn revoke(State(app): State<App>, Signed(me): Signed, Path(id): Path<String>) -> Result {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let token = find(&mut tx, &me, &id).await?;
    token::revoke(&mut tx, now, &id).await?;
    record(&mut tx, now, &me, "api_token.revoked", &token).await?;
    tx.commit().await?;
    Ok(redirect("/desk/tokens").saying("已收回。").into_response())
}

/// Never with the secret, of which the database keeps only the hash.
async fn record(tx: &mut Tx, now: Time, me: &Principal, act: &'static str, token: &Token) -> db::Result<()> {
    let payload = json!({ "name": token.name, "scopes": token.scopes, "until": token.expires_at.to_string() });
    let (government, unit) = (Some(token.government_id.as_str()), token.unit_id.as_deref());
    deed::record(tx, now, me, Deed { act, kind: "api_token", id: &token.id, government, unit, payload }).await
}
