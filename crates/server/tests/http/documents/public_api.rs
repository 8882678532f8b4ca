//! The public API: the same documents as on the site, for programs.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::db_test;

use super::given::{Hall, act, edited, hall, public, signed, text, through};
use crate::Server;
use crate::api::{body, problem};

const FIRST: &str = "关于做好招生工作的通知";

async fn published(app: &Server, h: &Hall, title: &str, number: &str, words: &str) -> String {
    let path = signed(app, h, &text(title, number, words)).await;
    act(&app.as_("drafter").await, &path, "publish", &[]).await.redirects_to(&path);
    app.pass_minutes(1);
    path
}

db_test!(what_is_public_is_listed_page_by_page_and_only_that, async |app: Server| {
    let h = hall(&app).await;
    let program = app.anyone();
    let list = format!("/api/v1/governments/{}/documents", h.government.slug);
    assert_eq!(body(&program.get(&list).await.ok()), json!({ "documents": [], "total": 0, "next": null }));
    for n in 1..=3 {
        published(&app, &h, &format!("第{n}次通知"), &format!("测教字〔2022〕{n}号"), "正文。").await;
    }
    signed(&app, &h, &text("还没有公开的通知", "测教字〔2022〕8号", "正文。")).await;
    let first = body(&program.get(&format!("{list}?limit=2")).await.ok());
    let titles = |page: &Value| -> Vec<String> {
        page["documents"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!((titles(&first), &first["total"]), (vec!["第3次通知".to_owned(), "第2次通知".into()], &json!(3)));
    let last = body(&program.get(first["next"].as_str().unwrap()).await.ok());
    assert_eq!((titles(&last), &last["next"]), (vec!["第1次通知".to_owned()], &Value::Null));
    let one = &last["documents"][0];
    assert_eq!(one["form"], json!({ "code": "policy", "name": "其他政策文件" }));
    assert_eq!(one["validity"], json!({ "code": "in_force", "name": "有效" }));
    assert_eq!(one["unit"]["name"], "市教育局");
    program.get(one["links"]["page"].as_str().unwrap()).await.ok();
    let found = body(&program.get(&format!("{list}?q=〔2022〕2号&year=2022&validity=in_force")).await.ok());
    assert_eq!((titles(&found), &found["total"]), (vec!["第2次通知".to_owned()], &json!(1)));
    for wrong in ["limit=0", "limit=x", "after=x", "year=二二年", "form=x", "validity=x"] {
        let answer = program.get(&format!("{list}?{wrong}")).await;
        problem(&answer, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
        assert_eq!(body(&answer)["errors"][0]["field"], wrong.split('=').next().unwrap());
    }
    problem(&program.get("/api/v1/governments/nowhere/documents").await, StatusCode::NOT_FOUND, "not_found");
});

db_test!(who_holds_a_document_gets_it_again_only_when_it_changed, async |app: Server| {
    let h = hall(&app).await;
    let path = published(&app, &h, FIRST, "测教字〔2022〕7号", "一、报名\n小学8月20日起报名。").await;
    let id = path.rsplit('/').next().unwrap();
    let here = format!("/api/v1/documents/{id}");
    let answer = app.anyone().get(&here).await.ok();
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let tag = answer.header("etag").to_owned();
    let again = app.anyone().with_header("if-none-match", &tag).get(&here).await;
    assert_eq!((again.status, again.body()), (StatusCode::NOT_MODIFIED, String::new()));
    let document = body(&answer);
    assert!(document["text"].as_str().unwrap().contains("小学8月20日起报名"));
    assert_eq!(document["blocks"].as_array().unwrap().iter().filter(|one| one["block"] == "heading").count(), 1);

    let day = app.clock.today();
    app.pass_minutes(2 * 24 * 60);
    let drafter = app.as_("drafter").await;
    act(&drafter, &path, "correct", &[("words", "更正报名日期")]).await.redirects_to(&path);
    edited(&drafter, &path, &[("body", "一、报名\n小学8月21日起报名。")]).await.redirects_to(&path);
    through(&app, &path).await;
    act(&drafter, &path, "publish", &[]).await.redirects_to(&path);
    let changed = app.anyone().with_header("if-none-match", &tag).get(&here).await.ok();
    assert!(body(&changed)["text"].as_str().unwrap().contains("8月21日"));
    // The text of a day is the one that was public then; before the first, the first.
    for (on, words, version) in
        [(day.to_string(), "8月20日", 1), ("2001-01-01".into(), "8月20日", 1), ("2030-01-01".into(), "8月21日", 2)]
    {
        let then = body(&app.anyone().get(&format!("{here}?on={on}")).await.ok());
        assert!(then["text"].as_str().unwrap().contains(words), "{on}: {then}");
        assert_eq!(then["shown_version"], version);
        app.anyone().get(&format!("{}?on={on}", public(&h, &path))).await.ok().contains(words);
    }
    let versions = body(&app.anyone().get(&format!("{here}/versions")).await.ok());
    let numbers: Vec<i64> =
        versions["versions"].as_array().unwrap().iter().map(|one| one["version"].as_i64().unwrap()).collect();
    assert_eq!(numbers, [2, 1]);
    problem(&app.anyone().get(&format!("{here}?version=3")).await, StatusCode::NOT_FOUND, "not_found");
    problem(&app.anyone().get(&format!("{here}?on=x")).await, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
});

db_test!(what_was_withdrawn_says_why_and_shows_nothing_more, async |app: Server| {
    let h = hall(&app).await;
    let path = published(&app, &h, FIRST, "测教字〔2022〕7号", "小学8月20日起报名。").await;
    let id = path.rsplit('/').next().unwrap();
    let drafter = app.as_("drafter").await;
    act(&drafter, &path, "withdraw", &[("kind", "error"), ("words", "误发")]).await.redirects_to(&path);
    for address in [format!("/api/v1/documents/{id}"), format!("/api/v1/documents/{id}?version=1")] {
        let answer = app.anyone().get(&address).await;
        problem(&answer, StatusCode::GONE, "withdrawn");
        assert!(body(&answer)["detail"].as_str().unwrap().contains("误发"));
        assert!(!answer.body().contains("报名"));
    }
    let versions = body(&app.anyone().get(&format!("/api/v1/documents/{id}/versions")).await.ok());
    assert!(versions["versions"].as_array().unwrap().iter().all(|one| one["self"].is_null()), "{versions}");
});

db_test!(governments_units_and_catalogue_are_read_by_programs, async |app: Server| {
    let h = hall(&app).await;
    app.given_unit(&h.government, "市交通局").await;
    let slug = &h.government.slug;
    let all = body(&app.anyone().get("/api/v1/governments").await.ok());
    assert_eq!((&all["governments"][0]["slug"], &all["next"]), (&json!(slug), &Value::Null));
    let one = body(&app.anyone().get(&format!("/api/v1/governments/{slug}")).await.ok());
    assert_eq!(one, all["governments"][0]);
    let units = one["links"]["units"].as_str().unwrap();
    let first = body(&app.anyone().get(&format!("{units}?limit=1")).await.ok());
    assert_eq!(first["units"][0]["name"], "市教育局");
    let last = body(&app.anyone().get(first["next"].as_str().unwrap()).await.ok());
    assert_eq!((&last["units"][0]["name"], &last["next"]), (&json!("市交通局"), &Value::Null));
    let catalogue = one["links"]["catalogue"].as_str().unwrap();
    problem(&app.anyone().get(catalogue).await, StatusCode::NOT_FOUND, "not_found");
    let page = app.anyone().get("/api").await.ok();
    page.contains("交送一份公文").contains("公开的文件").contains("台账列表");
    let described = body(&app.anyone().get("/api/v1/openapi.json").await.ok());
    for schema in ["PublicDocument", "PublicGovernment", "ReceivedDocument", "HandedInDocument", "Entry"] {
        assert!(described["components"]["schemas"][schema].is_object(), "{schema}");
    }
});
