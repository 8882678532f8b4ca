//! API v1: who gets in with which token, what programs read and write, how often, and the description of it.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use directory::token::{self, Scope, Token};
use directory::{Government, Role, Unit};
use serde_json::{Value, json};
use testkit::{Answer, Client, db_test};
use web::{Access, Route};

use crate::Server;
use crate::ledger::given::{GivenPlan, Town, by, plan, task, town};

const ENTRIES: &str = "/api/v1/ledger/entries";
const EVERY: [Scope; 3] = Scope::ALL;

pub async fn token(app: &Server, government: &Government, unit: Option<&Unit>, scopes: &[Scope]) -> (Token, String) {
    app.pass_minutes(1);
    let (now, secret) = (app.clock.now(), token::generate());
    let token = Token {
        id: kernel::new_id(now),
        name: "市局系统".into(),
        government_id: government.id.clone(),
        unit_id: unit.map(|unit| unit.id.clone()),
        scopes: scopes.to_vec(),
        created_by: "office".into(),
        created_at: now,
        expires_at: now.plus_hours(24),
        last_used_at: None,
        revoked_at: None,
    };
    let mut tx = app.db.write().await.unwrap();
    token::insert(&mut tx, &token, &secret).await.unwrap();
    tx.commit().await.unwrap();
    (token, secret)
}

pub async fn program(app: &Server, government: &Government, unit: Option<&Unit>, scopes: &[Scope]) -> Client {
    app.anyone().with_token(&token(app, government, unit, scopes).await.1)
}

async fn given(app: &Server) -> (Town, GivenPlan) {
    let t = town(app).await;
    let tasks = [
        task("公布校历", &t.education, &[("9月底前", by("2022-09-30"))]),
        task("公布招生", &t.education, &[]),
        task("公布路况", &t.transport, &[]),
    ];
    let p = plan(app, &t.government, 2022, &tasks).await;
    (t, p)
}

pub fn body(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.bytes).unwrap_or_else(|e| panic!("{e}: {}", answer.body()))
}

fn texts(answer: &Answer) -> Vec<String> {
    let entries = body(answer)["entries"].as_array().unwrap().clone();
    entries.iter().map(|entry| entry["task"]["text"].as_str().unwrap().to_owned()).collect()
}

pub fn problem(answer: &Answer, status: StatusCode, code: &str) {
    assert_eq!((answer.status, answer.header("content-type")), (status, "application/problem+json"));
    assert_eq!(body(answer)["code"], code);
}

async fn send(client: &Client, route: &Route, address: &str) -> Answer {
    if route.path == "/api/v1/documents" {
        return client.upload(address, &[("document", "{}")], &[]).await;
    }
    client.json(route.method.clone(), address, "{}").await
}

db_test!(every_route_of_the_api_wants_a_good_token_of_its_scope, async |app: Server| {
    let (t, p) = given(&app).await;
    let (revoked, gone) = token(&app, &t.government, None, &EVERY).await;
    let mut tx = app.db.write().await.unwrap();
    token::revoke(&mut tx, app.clock.now(), &revoked.id).await.unwrap();
    tx.commit().await.unwrap();
    let (_, good) = token(&app, &t.government, None, &EVERY).await;
    let routes = gongkai::routes();
    let mut walked = 0;
    for route in routes.table() {
        let Access::Token(scope) = route.access else { continue };
        walked += 1;
        let address = route.path.replace("{id}", &p.entries[0]).replace("{own}", "none");
        let other = Scope::ALL.into_iter().find(|one| *one != scope).unwrap();
        let (_, narrow) = token(&app, &t.government, None, &[other]).await;
        let office = app.as_("office").await;
        for client in [app.anyone(), office.clone(), app.anyone().with_token("gk_0"), app.anyone().with_token(&gone)] {
            let answer = send(&client, route, &address).await;
            problem(&answer, StatusCode::UNAUTHORIZED, "sign_in");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
        let answer = send(&app.anyone().with_token(&narrow), route, &address).await;
        problem(&answer, StatusCode::FORBIDDEN, "refused");
        assert!(answer.header("www-authenticate").contains(scope.code()));
        // A cookie beside the token changes nothing, and no origin is asked for.
        let answer = send(&office.with_token(&good), route, &address).await;
        assert!(![401, 403].contains(&answer.status.as_u16()), "{} {address}: {}", route.method, answer.status);
    }
    assert!(walked >= 6);
    app.pass_minutes(24 * 60);
    problem(&app.anyone().with_token(&good).get(ENTRIES).await, StatusCode::UNAUTHORIZED, "sign_in");
    app.anyone().with_token(&good).get("/desk/ledger").await.must_sign_in();
});

db_test!(a_list_is_filtered_as_at_the_desk_and_read_page_by_page, async |app: Server| {
    let (t, _) = given(&app).await;
    let all = program(&app, &t.government, None, &[Scope::LedgerRead]).await;
    let first = all.get(&format!("{ENTRIES}?limit=2&sort=plan")).await.ok();
    assert_eq!(texts(&first), ["公布校历", "公布招生"]);
    let next = body(&first)["next"].as_str().unwrap().to_owned();
    let last = all.get(&next).await.ok();
    assert_eq!((texts(&last), body(&last)["next"].clone()), (vec!["公布路况".to_owned()], Value::Null));
    let entry = &body(&first)["entries"][0];
    assert_eq!(entry["due"], json!({ "state": "dated", "on": "2022-09-30", "provisional": false }));
    assert_eq!(entry["unit"]["name"], "市教育局");
    assert_eq!((entry["status"].clone(), entry["version"].clone()), (json!("not_started"), json!(1)));
    assert!(entry["updated_at"].as_str().unwrap().ends_with("+08:00"));
    let here = all.get(entry["links"]["self"].as_str().unwrap()).await.ok();
    assert_eq!(&body(&here), entry);
    assert_eq!(texts(&all.get(&format!("{ENTRIES}?q=招生")).await.ok()), ["公布招生"]);
});

db_test!(a_units_token_reaches_that_unit_alone, async |app: Server| {
    let (t, p) = given(&app).await;
    let own = program(&app, &t.government, Some(&t.transport), &EVERY).await;
    let asked = format!("{ENTRIES}?unit={}", t.education.id);
    assert_eq!(texts(&own.get(&asked).await.ok()), ["公布路况"], "whatever it asks");
    let foreign = format!("{ENTRIES}/{}", p.entries[0]);
    problem(&own.get(&foreign).await, StatusCode::NOT_FOUND, "not_found");
    let patch = own.json(Method::PATCH, &foreign, r#"{"version":1,"measure":"x"}"#).await;
    problem(&patch, StatusCode::NOT_FOUND, "not_found");
    problem(
        &own.json(Method::POST, &format!("{foreign}/notes"), r#"{"text":"x"}"#).await,
        StatusCode::NOT_FOUND,
        "not_found",
    );
    let elsewhere = app.given_government("邻县").await;
    let neighbour = program(&app, &elsewhere, None, &EVERY).await;
    assert!(texts(&neighbour.get(ENTRIES).await.ok()).is_empty());
    problem(&neighbour.get(&foreign).await, StatusCode::NOT_FOUND, "not_found");
    assert!(app.journal().await.is_empty());
});

db_test!(values_that_look_like_sql_or_mean_nothing_do_no_harm, async |app: Server| {
    let (t, _) = given(&app).await;
    let all = program(&app, &t.government, None, &[Scope::LedgerRead]).await;
    for value in ["' OR 1=1 --", "%", "_", "\\", "x'); DROP TABLE task; --", "\u{0}", "${1}"] {
        for name in ["unit", "plan", "heading", "q"] {
            let answer = all.get(&format!("{ENTRIES}?{name}={}", web::encode(value))).await.ok();
            let expected = if value == "\u{0}" { 3 } else { 0 };
            assert_eq!(texts(&answer).len(), expected, "{name}={value:?}");
        }
    }
    for wrong in ["limit=0", "limit=201", "limit=x", "after=x", "status=done", "due=soon", "year=2022年"] {
        let answer = all.get(&format!("{ENTRIES}?{wrong}")).await;
        problem(&answer, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
        assert_eq!(body(&answer)["errors"][0]["field"], wrong.split('=').next().unwrap());
    }
    problem(&all.get(&format!("{ENTRIES}/1%20OR%201")).await, StatusCode::NOT_FOUND, "not_found");
    assert_eq!(texts(&all.get(ENTRIES).await.ok()).len(), 3);
});

db_test!(a_program_fills_in_an_entry_and_is_told_when_somebody_was_faster, async |app: Server| {
    let (t, p) = given(&app).await;
    let own = program(&app, &t.government, Some(&t.education), &EVERY).await;
    let path = format!("{ENTRIES}/{}", p.entries[0]);
    let written =
        own.json(Method::PATCH, &path, r#"{"version":1,"measure":" 每月\r\n一次 ","leader":"张三"}"#).await.ok();
    assert_eq!(body(&written)["measure"], "每月\n一次");
    assert_eq!((body(&written)["version"].clone(), body(&written)["status"].clone()), (json!(2), json!("in_progress")));
    let same = own.json(Method::PATCH, &path, r#"{"version":2,"leader":"张三"}"#).await.ok();
    assert_eq!(body(&same)["version"], 2, "nothing changed");
    let stale = own.json(Method::PATCH, &path, r#"{"version":1,"leader":"李四"}"#).await;
    problem(&stale, StatusCode::CONFLICT, "conflict");
    assert_eq!(body(&stale)["entry"]["leader"], "张三");
    let long = json!({ "version": 2, "leader": "长".repeat(101) }).to_string();
    let wrong = own.json(Method::PATCH, &path, &long).await;
    problem(&wrong, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(body(&wrong)["errors"][0]["field"], "leader");
    for nonsense in ["", "[]", r#"{"measure":"x"}"#, r#"{"version":2,"status":"accepted"}"#, r#"{"version":"2"}"#] {
        problem(&own.json(Method::PATCH, &path, nonsense).await, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    }
    let page = app.as_("edu").await.get(&format!("/desk/ledger/{}", p.entries[0])).await.ok();
    page.keeps("leader", "张三").contains("接口“市局系统” 填报");
    assert_eq!(app.journal().await, ["ledger_entry.filled"]);
});

db_test!(a_program_notes_progress_until_the_entry_is_handed_in, async |app: Server| {
    let (t, p) = given(&app).await;
    let own = program(&app, &t.government, Some(&t.education), &EVERY).await;
    let notes = format!("{ENTRIES}/{}/notes", p.entries[0]);
    let noted = own.json(Method::POST, &notes, r#"{"text":"已经张贴","on":"2022-08-01"}"#).await;
    assert_eq!((noted.status, body(&noted)["status"].clone()), (StatusCode::CREATED, json!("in_progress")));
    for (wrong, field) in [
        (r#"{"text":" "}"#, "text"),
        (r#"{"text":"x","on":"2099-01-01"}"#, "on"),
        (r#"{"text":"x","on":"今天"}"#, "on"),
    ] {
        let answer = own.json(Method::POST, &notes, wrong).await;
        problem(&answer, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
        assert_eq!(body(&answer)["errors"][0]["field"], field);
    }
    let path = format!("/desk/ledger/{}", p.entries[0]);
    let officer = app.as_("edu").await;
    officer.get(&path).await.ok().contains("已经张贴").contains("接口“市局系统”");
    officer
        .post(&format!("{path}/submit"), &[("version", "2"), ("finished_on", "2022-08-01")])
        .await
        .redirects_to(&path);
    problem(&own.json(Method::POST, &notes, r#"{"text":"再写"}"#).await, StatusCode::FORBIDDEN, "refused");
    let patch = own.json(Method::PATCH, &format!("{ENTRIES}/{}", p.entries[0]), r#"{"version":3,"leader":"x"}"#).await;
    problem(&patch, StatusCode::FORBIDDEN, "refused");
});

db_test!(a_note_that_is_sent_again_under_its_key_is_written_once, async |app: Server| {
    let (t, p) = given(&app).await;
    let own = program(&app, &t.government, Some(&t.education), &EVERY).await;
    let notes = format!("{ENTRIES}/{}/notes", p.entries[0]);
    let keyed = own.with_header("idempotency-key", "2022-08-15/1");
    let wrong = keyed.json(Method::POST, &notes, r#"{"text":" "}"#).await;
    problem(&wrong, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    let send = || keyed.json(Method::POST, &notes, r#"{"text":"已经张贴"}"#);
    let (one, two) = tokio::join!(send(), send());
    assert_eq!((one.status, two.status), (StatusCode::CREATED, StatusCode::CREATED));
    assert_eq!((body(&one), one.header("content-type")), (body(&two), "application/json"));
    app.as_("edu").await.post(&format!("/desk/ledger/{}/progress", p.entries[0]), &[("progress", "又一条")]).await;
    assert_eq!(body(&send().await), body(&one), "answered as it was then");
    let noted = || async { app.journal().await.iter().filter(|act| *act == "ledger_entry.noted").count() };
    assert_eq!(noted().await, 2, "one of the program, one at the desk");
    // The key belongs to the request: not to another text, nor to another entry.
    let other = keyed.json(Method::POST, &notes, r#"{"text":"别的"}"#).await;
    problem(&other, StatusCode::CONFLICT, "conflict");
    let elsewhere = format!("{ENTRIES}/{}/notes", p.entries[1]);
    let other = keyed.json(Method::POST, &elsewhere, r#"{"text":"已经张贴"}"#).await;
    problem(&other, StatusCode::CONFLICT, "conflict");
    // And to the token: another one's key of that name is its own. Without a key every request is one.
    let office = program(&app, &t.government, None, &EVERY).await;
    let again = office.with_header("idempotency-key", "2022-08-15/1");
    let fresh = again.json(Method::POST, &notes, r#"{"text":"别的"}"#).await;
    assert_eq!(fresh.status, StatusCode::CREATED);
    own.json(Method::POST, &notes, r#"{"text":"已经张贴"}"#).await;
    assert_eq!(noted().await, 4);
    for key in [" ".to_owned(), "k".repeat(201)] {
        let answer = own.with_header("idempotency-key", &key).json(Method::POST, &notes, r#"{"text":"x"}"#).await;
        problem(&answer, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    }
    // After a day it is forgotten.
    app.pass_minutes(25 * 60);
    let mut tx = app.db.write().await.unwrap();
    ledger::api::sweep(&mut tx, app.clock.now()).await.unwrap();
    let kept: i64 = tx.one("SELECT COUNT(*) FROM ledger_api_once", db::args![]).await.unwrap();
    assert_eq!(kept, 0);
});

db_test!(a_token_asks_120_times_a_minute_and_is_told_when_to_come_back, async |app: Server| {
    let (t, _) = given(&app).await;
    let (busy, calm) = (
        program(&app, &t.government, None, &[Scope::LedgerRead]).await,
        program(&app, &t.government, None, &[Scope::LedgerRead]).await,
    );
    for _ in 0..web::A_MINUTE {
        busy.get(&format!("{ENTRIES}?limit=1")).await.ok();
    }
    let answer = busy.get(ENTRIES).await;
    problem(&answer, StatusCode::TOO_MANY_REQUESTS, "busy");
    assert_eq!(answer.header("retry-after"), "1");
    calm.get(ENTRIES).await.ok();
    app.pass_minutes(1);
    busy.get(ENTRIES).await.ok();
});

db_test!(the_office_makes_a_token_that_is_shown_once_and_takes_it_back, async |app: Server| {
    let (t, _) = given(&app).await;
    let office = app.as_("office").await;
    office.get("/desk/tokens").await.ok().contains("还没有生成过令牌").links_to("/api").links_to("/desk/tokens/new");
    let form = [("name", "市局系统"), ("unit", &*t.transport.id), ("scope", "ledger:read"), ("until", "2022-12-31")];
    let made = office.post("/desk/tokens/new", &form).await.ok().contains("只显示这一次");
    let shown = made.text();
    let secret = shown.split_whitespace().find(|word| word.starts_with("gk_")).unwrap().to_owned();
    assert_eq!(secret.len(), 67);
    assert_eq!(texts(&app.anyone().with_token(&secret).get(ENTRIES).await.ok()), ["公布路况"]);
    let list = office
        .get("/desk/tokens")
        .await
        .ok()
        .contains("市交通局")
        .contains("读取台账")
        .lacks(&secret)
        .lacks("没有用过");
    let body = list.body();
    let revoke = body.split('"').find(|part| part.ends_with("/revoke")).unwrap().to_owned();
    let elsewhere = app.given_government("邻县").await;
    app.given_person("neighbour", Role::Office, Some(&elsewhere), None).await;
    app.as_("neighbour").await.post(&revoke, &[]).await.not_found();
    office.get(&revoke).await.ok().contains("立即不能再用");
    office.post(&revoke, &[]).await.redirects_to("/desk/tokens").saying("已收回");
    office.post(&revoke, &[]).await.conflict("");
    problem(&app.anyone().with_token(&secret).get(ENTRIES).await, StatusCode::UNAUTHORIZED, "sign_in");
    let mut tx = app.db.read().await.unwrap();
    let entries = journal::after(&mut tx, 0, 10).await.unwrap();
    assert_eq!(
        entries.iter().map(|entry| entry.act.as_str()).collect::<Vec<_>>(),
        ["api_token.created", "api_token.revoked"]
    );
    assert!(entries.iter().all(|entry| !entry.payload.contains("gk_")), "no secret in the journal");
});

db_test!(a_form_for_a_token_tells_its_mistakes, async |app: Server| {
    let (t, _) = given(&app).await;
    let elsewhere = app.given_government("邻县").await;
    let foreign = app.given_unit(&elsewhere, "县局").await;
    let office = app.as_("office").await;
    let form = [("name", ""), ("unit", &*foreign.id), ("until", "2022-08-14")];
    let page = office.post("/desk/tokens/new", &form).await.invalid("请写明给哪个系统用");
    page.contains("请重新选择单位").contains("请至少选一项权限").contains("有效期不能早于今天");
    let long = [("name", "x"), ("scope", "ledger:write"), ("until", "2032-01-01")];
    office.post("/desk/tokens/new", &long).await.invalid("最长两年").keeps("name", "x");
    assert!(token::page(&mut app.db.read().await.unwrap(), &t.government.id, None, 9).await.unwrap().is_empty());
});

db_test!(the_description_lists_every_route_and_people_can_read_it, async |app: Server| {
    let document = body(&app.anyone().get("/api/v1/openapi.json").await.ok());
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let described: BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            item.as_object().unwrap().keys().map(move |verb| format!("{} {path}", verb.to_uppercase()))
        })
        .collect();
    let routes = gongkai::routes();
    let served = routes.table().iter().filter(|route| route.path.starts_with("/api/v1/"));
    let served: BTreeSet<String> = served.map(|route| format!("{} {}", route.method, route.path)).collect();
    assert_eq!(described, served);
    for route in routes.table() {
        let Access::Token(scope) = route.access else { continue };
        let about = &document["paths"][route.path][route.method.as_str().to_lowercase()];
        assert_eq!(about["security"][0]["token"][0], scope.code(), "{}", route.path);
    }
    assert_eq!(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
    let page = app.anyone().get("/api").await.ok();
    page.contains("GET /api/v1/ledger/entries").contains("Retry-After").links_to("/api/v1/openapi.json");
});
