//! Documents that another system hands in: once under its own id, for its unit, and then they go their way.

use axum::http::StatusCode;
use directory::token::Scope;
use directory::unit;
use serde_json::{Value, json};
use testkit::{Answer, Client, db_test};

use super::given::{act, determined, edited, hall, text, through};
use crate::Server;
use crate::api::{body, problem, program};

const DOCUMENTS: &str = "/api/v1/documents";
const TITLE: &str = "关于做好校车安全工作的通知";

fn notice() -> String {
    text(TITLE, "测教字〔2022〕9号", "一、加强检查\n每月检查一次校车。")
}

async fn hand_in(client: &Client, facts: &Value, files: &[(&str, &str, &[u8])]) -> Answer {
    client.upload(DOCUMENTS, &[("document", &facts.to_string())], files).await
}

async fn begun(app: &Server) -> usize {
    app.journal().await.iter().filter(|act| *act == "document.received").count()
}

db_test!(what_a_system_hands_in_goes_its_way_to_the_public, async |app: Server| {
    let h = hall(&app).await;
    let system = program(&app, &h.government, None, &[Scope::DocumentsWrite]).await;
    let facts = json!({ "id": "OA/2022 第9号", "unit": "市教育局", "summary": "校车每月检查一次" });
    let text = notice();
    let files: [(&str, &str, &[u8]); 2] =
        [("text", "通知.txt", text.as_bytes()), ("attachment", "名单.csv", "学校,校车\n一小,2\n".as_bytes())];
    let answer = hand_in(&system, &facts, &files).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body());
    let received = body(&answer);
    assert_eq!(received["title"], TITLE);
    assert_eq!(received["number"], "测教字〔2022〕9号");
    assert_eq!((&received["stage"], &received["attribute"]), (&json!("drafting"), &Value::Null));
    let asked = answer.header("location").to_owned();
    assert_eq!(body(&system.get(&asked).await.ok()), received);

    // It waits for the people of the unit, and nothing of it is public.
    let drafter = app.as_("drafter").await;
    let path = received["links"]["desk"].as_str().unwrap().to_owned();
    drafter.get("/desk").await.ok().contains("其他系统交来待办的公文");
    drafter.get("/desk/documents?stage=drafting&source=program").await.ok().contains(TITLE);
    drafter.get(&path).await.ok().contains("OA/2022 第9号").contains("名单.csv");
    let id = received["id"].as_str().unwrap();
    app.anyone().get(&format!("{DOCUMENTS}/{id}")).await.not_found();

    edited(&drafter, &path, &[("column", &h.column), ("kind", "policy")]).await.redirects_to(&path);
    determined(&drafter, &path, &[("attribute", "proactive")]).await.redirects_to(&path);
    through(&app, &path).await;
    act(&drafter, &path, "publish", &[]).await.redirects_to(&path);
    let now = body(&system.get(&asked).await.ok());
    assert_eq!((&now["stage"], &now["public_version"]), (&json!("published"), &json!(1)));
    app.anyone().get(now["links"]["public"].as_str().unwrap()).await.ok().contains("每月检查一次校车");
});

db_test!(under_one_id_it_is_received_once, async |app: Server| {
    let h = hall(&app).await;
    let system = program(&app, &h.government, None, &[Scope::DocumentsWrite]).await;
    let facts = json!({ "id": "9", "unit": "市教育局", "text": notice() });
    let (one, two) = tokio::join!(hand_in(&system, &facts, &[]), hand_in(&system, &facts, &[]));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 201], "{} {}", one.body(), two.body());
    assert_eq!(body(&one), body(&two));
    assert_eq!(hand_in(&system, &facts, &[]).await.status, StatusCode::OK);
    assert_eq!(begun(&app).await, 1);
    // Something else under the same id is noticed; the same under another system's token of that name is known.
    let other = json!({ "id": "9", "unit": "市教育局", "text": text("别的通知", "", "正文。") });
    problem(&hand_in(&system, &other, &[]).await, StatusCode::CONFLICT, "conflict");
    let renewed = program(&app, &h.government, None, &[Scope::DocumentsWrite]).await;
    assert_eq!(hand_in(&renewed, &facts, &[]).await.status, StatusCode::OK);
    assert_eq!(begun(&app).await, 1);
});

db_test!(a_units_token_hands_in_for_that_unit_alone, async |app: Server| {
    let h = hall(&app).await;
    let other = app.given_unit(&h.government, "市交通局").await;
    let education = {
        let mut tx = app.db.read().await.unwrap();
        let units = unit::active(&mut tx, &h.government.id).await.unwrap();
        units.into_iter().find(|unit| unit.name == "市教育局").unwrap()
    };
    let own = program(&app, &h.government, Some(&education), &[Scope::DocumentsWrite]).await;
    let facts = |unit: Option<&str>| json!({ "id": "1", "unit": unit, "text": notice() });
    for unit in ["市交通局", other.id.as_str(), "没有这个局"] {
        let answer = hand_in(&own, &facts(Some(unit)), &[]).await;
        problem(&answer, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
        assert_eq!(body(&answer)["errors"][0]["field"], "unit");
    }
    let answer = hand_in(&own, &facts(None), &[]).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body());
    // Another unit's token learns nothing of it.
    let stranger = program(&app, &h.government, Some(&other), &[Scope::DocumentsWrite]).await;
    stranger.get("/api/v1/documents/received/1").await.not_found();
    // Its ids are its own, though the systems are called the same.
    assert_eq!(hand_in(&stranger, &facts(None), &[]).await.status, StatusCode::CREATED);
    let office = program(&app, &h.government, None, &[Scope::DocumentsWrite]).await;
    let answer = hand_in(&office, &json!({ "id": "2", "text": notice() }), &[]).await;
    assert_eq!(body(&answer)["errors"][0]["field"], "unit", "the whole government's token names the unit");
});

db_test!(what_is_wrong_is_named_and_nothing_is_kept, async |app: Server| {
    let h = hall(&app).await;
    let system = program(&app, &h.government, None, &[Scope::DocumentsWrite]).await;
    let good = json!({ "id": "1", "unit": "市教育局", "text": notice() });
    let with = |name: &str, value: Value| {
        let mut facts = good.clone();
        facts[name] = value;
        facts
    };
    let file: (&str, &str, &[u8]) = ("text", "通知.txt", "关于试验的通知\n正文。".as_bytes());
    let none: &[(&str, &str, &[u8])] = &[];
    let no_text = with("text", Value::Null);
    let many: Vec<(&str, &str, &[u8])> = (0..51).map(|_| ("attachment", "a.csv", "a,b\n".as_bytes())).collect();
    for (facts, files, field) in [
        (with("id", json!(" ")), none, "id"),
        (with("id", json!("x".repeat(201))), none, "id"),
        (with("form", json!("decree")), none, "form"),
        (with("issued_on", json!("昨天")), none, "document"),
        (with("colour", json!("red")), none, "document"),
        (with("title", json!("长".repeat(301))), none, "title"),
        (no_text.clone(), none, "text"),
        (good.clone(), &[file][..], "text"),
        (no_text.clone(), &[file, file][..], "text"),
        (no_text.clone(), &[("text", "坏.docx", b"PK\x03\x04 broken".as_slice())][..], "text"),
        (no_text.clone(), &[("text", "空.txt", b" \n".as_slice())][..], "text"),
        (good.clone(), &[("photo", "a.png", b"x".as_slice())][..], "attachment"),
        (good.clone(), &many[..], "attachment"),
    ] {
        let answer = hand_in(&system, &facts, files).await;
        problem(&answer, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
        assert_eq!(body(&answer)["errors"][0]["field"], field, "{facts} {}", answer.body());
    }
    let answer = system.upload(DOCUMENTS, &[("document", "not JSON")], &[]).await;
    problem(&answer, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(begun(&app).await, 0);
    // What NUL stood in is kept without it.
    let answer = hand_in(&system, &with("summary", json!("一\u{0}二")), none).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body());
});
