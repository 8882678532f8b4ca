//! Looking up what is public: by words, by a half-remembered number, narrowed, and never what is no longer public.

use axum::http::StatusCode;
use portal::search::Follower;
use serde_json::{Value, json};
use testkit::{Client, db_test};

use super::given::{Hall, act, begun, determined, edited, hall, public, signed, text, through};
use super::relations::{confirmed, old, repealing};
use crate::Server;
use crate::api::{body, problem};

/// Lets the index follow the journal to its end.
async fn follow(app: &Server) {
    Follower::new(app).unwrap().catch_up().await.unwrap();
}

async fn published(app: &Server, h: &Hall, title: &str, number: &str, words: &str) -> String {
    let path = signed(app, h, &text(title, number, words)).await;
    act(&app.as_("drafter").await, &path, "publish", &[]).await.redirects_to(&path);
    app.pass_minutes(1);
    path
}

/// What a search brings, as programs see it.
async fn asked(who: &Client, query: &[(&str, &str)]) -> Value {
    let query: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    body(&who.get(&format!("/api/v1/search?{}", query.join("&"))).await.ok())
}

/// A value as it stands in an address.
fn escaped(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn titles(answer: &Value) -> Vec<&str> {
    answer["items"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect()
}

const HOUSING: &str = "住房公积金提取管理办法";
const SCHOOL: &str = "关于做好义务教育招生工作的通知";

db_test!(a_reader_finds_by_words_by_number_and_by_a_sentence, async |app: Server| {
    let h = hall(&app).await;
    let anyone = app.anyone();
    published(&app, &h, HOUSING, "测房〔2022〕7号", "职工离休、退休的，可以提取住房公积金账户内的存储余额。").await;
    published(&app, &h, SCHOOL, "测教字〔2022〕17号", "小学8月20日起报名。").await;
    follow(&app).await;
    for (words, found) in [
        ("公积金提取", HOUSING),
        ("存储余额", HOUSING),
        ("測房[2022]7號", HOUSING),
        ("测房 2022 7", HOUSING),
        ("〔2022〕17号", SCHOOL),
        ("義務教育", SCHOOL),
        ("退休以后公积金怎么取？", HOUSING),
        ("招生工作的通知", SCHOOL),
        ("日起报", SCHOOL),
    ] {
        let answer = asked(&anyone, &[("q", words)]).await;
        assert_eq!(titles(&answer).first().copied().unwrap_or_default(), found, "{words}: {answer}");
    }
    let answer = asked(&anyone, &[("q", "存储余额")]).await;
    let one = &answer["items"][0];
    assert!(one["snippet"].as_str().unwrap().contains("存储余额") && one["marked"] == json!(["存储余额"]), "{one}");
    anyone.get(one["url"].as_str().unwrap()).await.ok().contains(HOUSING);
    let page = anyone.get(&format!("/g/{}/documents?q=存储余额", h.government.slug)).await.ok();
    let page = page.contains("找到 1 份");
    assert!(page.body().contains("<mark>存储余额</mark>"));
    assert!(anyone.get("/search?q=存储余额").await.ok().body().contains("<mark>存储余额</mark>"));
    let answer = body(&anyone.get("/api/v1/suggest?q=公积金").await.ok());
    assert_eq!(answer["suggestions"][0]["text"], HOUSING);
});

db_test!(wrong_words_get_help_and_a_query_cannot_do_harm, async |app: Server| {
    let h = hall(&app).await;
    let anyone = app.anyone();
    published(&app, &h, HOUSING, "测房〔2022〕7号", "公积金由管理中心审批。").await;
    follow(&app).await;
    let answer = asked(&anyone, &[("q", "公鸡金")]).await;
    assert_eq!((&answer["meant"], &answer["fit"]), (&json!("公积金"), &json!("partly")), "{answer}");
    anyone.get(&format!("/g/{}/documents?q=公鸡金", h.government.slug)).await.ok().contains("您要找的是不是");
    let nothing = anyone.get(&format!("/g/{}/documents?q=大象骆驼", h.government.slug)).await.ok();
    nothing.contains("没有找到").contains("在所有地方找");
    for strange in
        ["\"", "*", "公积金 AND (", "title:公积金", "\\", "<script>", "〔", "%", &"很长".repeat(300), "\u{0}"]
    {
        let status = anyone.get(&format!("/g/{}/documents?q={}", h.government.slug, escaped(strange))).await.status;
        assert!([200, 400].contains(&status.as_u16()), "{strange:?}: {status}");
    }
    for wrong in
        ["q=", "q=x&limit=0", "q=x&page=0", "q=x&page=999", "q=x&sort=x", "q=x&from=x", "q=x&validity=x", "q=x&form=x"]
    {
        problem(&anyone.get(&format!("/api/v1/search?{wrong}")).await, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    }
    problem(&anyone.get("/api/v1/search?q=x&government=nowhere").await, StatusCode::NOT_FOUND, "not_found");
});

db_test!(what_is_repealed_says_so_and_what_is_withdrawn_is_gone_at_once, async |app: Server| {
    let h = hall(&app).await;
    let anyone = app.anyone();
    let old = published(&app, &h, HOUSING, "测房〔2022〕7号", "公积金由管理中心审批。").await;
    follow(&app).await;
    assert_eq!(asked(&anyone, &[("q", "公积金")]).await["items"][0]["validity"], "in_force");
    let drafter = app.as_("drafter").await;
    act(&drafter, &old, "withdraw", &[("kind", "error")]).await.redirects_to(&old);
    // Nobody has followed yet: what is public is asked of the database.
    assert_eq!(asked(&anyone, &[("q", "公积金")]).await["items"], json!([]));
    follow(&app).await;
    assert_eq!(asked(&anyone, &[("q", "公积金")]).await["total"], 0);
});

db_test!(a_repealed_document_is_marked_in_what_is_found, async |app: Server| {
    let h = hall(&app).await;
    let old = old(&app, &h).await;
    let new = repealing(&app, &h).await;
    confirmed(&app.as_("drafter").await, &new).await;
    through(&app, &new).await;
    act(&app.as_("drafter").await, &new, "publish", &[]).await.redirects_to(&new);
    follow(&app).await;
    app.pass_minutes(60 * 24 * 20);
    let id = old.rsplit('/').next().unwrap();
    let answer = asked(&app.anyone(), &[("q", "停车")]).await;
    let one = answer["items"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap();
    assert_eq!(one["validity"], "repealed", "{answer}");
    let repealed = json!({ "value": "repealed", "name": "废止", "count": 1 });
    assert!(answer["facets"]["validity"].as_array().unwrap().contains(&repealed), "{answer}");
    let narrowed = asked(&app.anyone(), &[("q", "停车"), ("validity", "in_force")]).await;
    assert!(!titles(&narrowed).contains(&"测试市停车管理办法"), "{narrowed}");
});

db_test!(choices_narrow_and_keep_the_numbers_of_their_own_kind, async |app: Server| {
    let h = hall(&app).await;
    let anyone = app.anyone();
    for n in 1..=3 {
        published(&app, &h, &format!("第{n}次招生通知"), &format!("测教字〔2022〕{n}号"), "招生。").await;
    }
    let drafter = app.as_("drafter").await;
    let other = begun(&drafter, &text("招生工作意见", "测教字〔2022〕9号", "招生。")).await;
    edited(
        &drafter,
        &other,
        &[("column", &h.column), ("kind", "normative"), ("issued_on", "2021-03-30"), ("interpretation", "配发图解")],
    )
    .await
    .redirects_to(&other);
    determined(&drafter, &other, &[("attribute", "proactive")]).await.redirects_to(&other);
    through(&app, &other).await;
    act(&drafter, &other, "publish", &[]).await;
    follow(&app).await;
    let all = asked(&anyone, &[("q", "招生")]).await;
    assert_eq!(all["total"], 4, "{all}");
    let narrowed = asked(&anyone, &[("q", "招生"), ("form", "normative")]).await;
    assert_eq!((titles(&narrowed), &narrowed["total"]), (vec!["招生工作意见"], &json!(1)));
    assert_eq!(narrowed["facets"]["form"], all["facets"]["form"], "a choice does not narrow its own numbers");
    assert_eq!(narrowed["facets"]["year"], json!([{ "value": "2021", "name": "2021 年", "count": 1 }]));
    assert_eq!(asked(&anyone, &[("q", "招生"), ("from", "2022-01-01")]).await["total"], 3);
    assert_eq!(asked(&anyone, &[("q", "招生"), ("upto", "2021-12-31")]).await["total"], 1);
    assert_eq!(asked(&anyone, &[("q", "招生"), ("government", &h.government.slug)]).await["total"], 4);
    let newest = asked(&anyone, &[("q", "招生"), ("sort", "newest"), ("limit", "1"), ("page", "2")]).await;
    assert_eq!(titles(&newest), ["第3次招生通知"]);
});

db_test!(an_index_that_is_lost_or_of_another_journal_is_made_anew_and_equal, async |app: Server| {
    let h = hall(&app).await;
    let first = published(&app, &h, HOUSING, "测房〔2022〕7号", "公积金由管理中心审批。").await;
    published(&app, &h, SCHOOL, "测教字〔2022〕17号", "公积金另行通知。").await;
    follow(&app).await;
    let before = asked(&app.anyone(), &[("q", "公积金")]).await;
    assert_eq!(before["total"], 2);
    let mut writer = app.library.index.writer().unwrap();
    writer.clear().unwrap();
    writer.commit(&search::Place { seq: 3, hash: "of another journal".into() }).unwrap();
    drop(writer);
    app.library.index.refresh().unwrap();
    assert_eq!(asked(&app.anyone(), &[("q", "公积金")]).await["total"], 0);
    follow(&app).await;
    assert_eq!(asked(&app.anyone(), &[("q", "公积金")]).await, before);
    // Once more because somebody asks, and once while somebody else writes.
    app.library.ask_to_rebuild();
    follow(&app).await;
    assert_eq!(asked(&app.anyone(), &[("q", "公积金")]).await, before);
    let holds = Follower::new(&app).unwrap();
    assert!(Follower::new(&app).is_err());
    drop(holds);
    app.anyone().get(&public(&h, &first)).await.ok();
});

db_test!(what_was_taken_out_of_a_document_is_not_shown_from_the_index, async |app: Server| {
    let h = hall(&app).await;
    let path = published(&app, &h, HOUSING, "测房〔2022〕7号", "公积金审批人张三的住址。").await;
    follow(&app).await;
    let drafter = app.as_("drafter").await;
    act(&drafter, &path, "withdraw", &[("kind", "personal")]).await.redirects_to(&path);
    act(&drafter, &path, "correct", &[("words", "删去个人信息")]).await.redirects_to(&path);
    edited(&drafter, &path, &[("body", "公积金由管理中心审批。")]).await.redirects_to(&path);
    through(&app, &path).await;
    act(&drafter, &path, "publish", &[]).await.redirects_to(&path);
    // The index still has the text of before.
    let answer = asked(&app.anyone(), &[("q", "公积金")]).await;
    assert_eq!((&answer["total"], &answer["items"][0]["snippet"]), (&json!(1), &json!("")), "{answer}");
    follow(&app).await;
    let answer = asked(&app.anyone(), &[("q", "公积金")]).await;
    assert!(answer["items"][0]["snippet"].as_str().unwrap().contains("管理中心"), "{answer}");
    assert!(!answer.to_string().contains("张三"));
});

db_test!(a_site_that_is_closed_is_not_found_and_others_answers_are_its_own, async |app: Server| {
    let h = hall(&app).await;
    for n in 1..=11 {
        published(&app, &h, &format!("第{n}次招生通知"), &format!("测教字〔2022〕{n}号"), "义务教育招生。").await;
    }
    follow(&app).await;
    let elsewhere = app.given_government("邻市").await;
    // However many have it elsewhere: here nothing has, and that is said.
    let here = asked(&app.anyone(), &[("q", "义务教育招生"), ("government", &elsewhere.slug)]).await;
    assert_eq!((&here["total"], &here["fit"]), (&json!(0), &json!("partly")), "{here}");
    let mut tx = app.db.write().await.unwrap();
    tx.exec("UPDATE government SET hosted = 0 WHERE id = $1", db::args![&h.government.id]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(asked(&app.anyone(), &[("q", "义务教育招生")]).await["total"], 0);
    assert!(!app.anyone().get("/search?q=义务教育招生").await.ok().body().contains("次招生通知"));
});
