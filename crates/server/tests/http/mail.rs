//! Letters at the desk: one's own address, what waits, what is sent again or given up.

use directory::{Government, Role, person};
use mail::{State, store};
use testkit::db_test;

use crate::Server;

/// A city with an office; answers the government.
async fn city(app: &Server, place: &str, suffix: &str) -> Government {
    let government = app.given_government(place).await;
    app.given_person(&format!("office{suffix}"), Role::Office, Some(&government), None).await;
    app.given_person(&format!("keeper{suffix}"), Role::Administrator, Some(&government), None).await;
    government
}

async fn version(app: &Server, login: &str) -> String {
    let mut tx = app.db.read().await.unwrap();
    person::by_login(&mut tx, login).await.unwrap().unwrap().version.to_string()
}

/// A letter queued by the office to itself; answers its page.
async fn given_letter(app: &Server, login: &str) -> String {
    let browser = app.as_(login).await;
    let version = version(app, login).await;
    let form = [("email", "chen@example.gov.cn"), ("version", version.as_str())];
    browser.post("/desk/me/address", &form).await.redirects_to("/desk/me").saying("邮箱已保存");
    browser.post("/desk/me/address/test", &[]).await.redirects_to("/desk/me").saying("测试邮件已写好");
    let mut tx = app.db.read().await.unwrap();
    format!("/desk/mail/{}", store::page(&mut tx, store::Filter::default(), 1).await.unwrap()[0].id)
}

/// Brings a letter into a state, as a sender would.
async fn settle(app: &Server, page: &str, state: State) {
    let now = app.clock.now();
    let mut tx = app.db.write().await.unwrap();
    let claimed = store::claim(&mut tx, now, now.plus_minutes(3), "x").await.unwrap().unwrap();
    assert_eq!(format!("/desk/mail/{}", claimed.id), page);
    store::settle(&mut tx, now, &claimed.id, "x", state, "550 no such user").await.unwrap();
    tx.commit().await.unwrap();
}

db_test!(people_keep_their_own_address, async |app: Server| {
    city(&app, "甲市", "").await;
    let office = app.as_("office").await;
    office.get("/desk/me").await.ok().lacks("发一封测试邮件").contains("还没有设置邮件服务器");
    office.post("/desk/me/address/test", &[]).await.invalid("请先填写邮箱");
    let wrong = [("email", "陈静@example"), ("version", "1")];
    office.post("/desk/me/address", &wrong).await.invalid("邮箱请写成").keeps("email", "陈静@example");
    given_letter(&app, "office").await;
    office.get("/desk/me").await.ok().keeps("email", "chen@example.gov.cn").contains("发一封测试邮件");
    office.post("/desk/me/address/test", &[]).await.redirects_to("/desk/me").saying("请等一分钟");
    let stale = [("email", "other@example.gov.cn"), ("version", "1")];
    office.post("/desk/me/address", &stale).await.conflict("刚刚被别人改过");
    let version = version(&app, "office").await;
    office.post("/desk/me/address", &[("email", ""), ("version", &version)]).await.redirects_to("/desk/me");
    assert_eq!(app.journal().await, ["person.changed_address", "person.changed_address"]);
});

db_test!(administrators_keep_others_addresses, async |app: Server| {
    city(&app, "甲市", "").await;
    let keeper = app.as_("keeper").await;
    let mut tx = app.db.read().await.unwrap();
    let id = person::by_login(&mut tx, "office").await.unwrap().unwrap().id;
    drop(tx);
    let page = format!("/desk/people/{id}");
    let form = |email, version| [("name", "office"), ("email", email), ("version", version)];
    keeper.post(&page, &form("nonsense", "1")).await.invalid("邮箱请写成").keeps("email", "nonsense");
    keeper.post(&page, &form("chen@example.gov.cn", "1")).await.redirects_to(&page);
    keeper.get(&page).await.ok().keeps("email", "chen@example.gov.cn");
    assert_eq!(app.journal().await, ["person.changed_address"]);
});

db_test!(a_letter_is_seen_exactly_as_it_is_sent, async |app: Server| {
    city(&app, "甲市", "").await;
    let page = given_letter(&app, "office").await;
    let office = app.as_("office").await;
    office.get("/desk/mail").await.ok().links_to(&page).contains("待发").contains("不会发出");
    office
        .get(&page)
        .await
        .ok()
        .contains("提醒可以送到您的邮箱")
        .contains("<!DOCTYPE html> <html")
        .contains("还没有设置");
    for (query, shown) in
        [("state=waiting", true), ("state=sent", false), ("to=CHEN", true), ("to=liu", false), ("day=2022-08-15", true)]
    {
        let list = office.get(&format!("/desk/mail?{query}")).await.ok();
        assert_eq!(list.text().contains("测试邮件"), shown, "{query}");
    }
    office.get("/desk/mail?day=x").await.invalid("日期请写成");
});

db_test!(a_dead_letter_is_sent_again_to_the_address_of_today, async |app: Server| {
    city(&app, "甲市", "").await;
    let page = given_letter(&app, "office").await;
    settle(&app, &page, State::Dead).await;
    let office = app.as_("office").await;
    office.get("/desk/mail").await.ok().contains("1 封发不出");
    office.get(&page).await.ok().contains("550 no such user").links_to(&format!("{page}/resend"));
    let version = version(&app, "office").await;
    let form = [("email", "chen.jing@example.gov.cn"), ("version", version.as_str())];
    office.post("/desk/me/address", &form).await.redirects_to("/desk/me");
    let resend = format!("{page}/resend");
    let asked = office.get(&resend).await.ok().contains("chen.jing@example.gov.cn");
    let version = asked.field("version").unwrap();
    office.post(&resend, &[("version", "1")]).await.conflict("刚刚被别人改过");
    office.post(&resend, &[("version", &version)]).await.redirects_to(&page);
    office.get(&page).await.ok().contains("待发").lacks("550");
    office.post(&resend, &[("version", &version)]).await.refused("不能重发");
    assert_eq!(app.journal().await.last().unwrap(), "letter.resent");
    office.get("/desk/journal").await.ok().contains("重发信件");
});

db_test!(nobody_sends_an_unsure_letter_again_without_being_told, async |app: Server| {
    city(&app, "甲市", "").await;
    let page = given_letter(&app, "office").await;
    settle(&app, &page, State::Unsure).await;
    let office = app.as_("office").await;
    office.get(&page).await.ok().contains("不能确定对方有没有收到");
    office.get(&format!("{page}/resend")).await.ok().contains("可能收到两封");
    let asked = office.get(&format!("{page}/give-up")).await.ok();
    let version = asked.field("version").unwrap();
    office.post(&format!("{page}/give-up"), &[("version", &version)]).await.redirects_to(&page);
    office.get(&page).await.ok().contains("不再发").contains("office决定不再发");
});

db_test!(letters_of_another_government_are_not_found, async |app: Server| {
    city(&app, "甲市", "").await;
    city(&app, "乙市", "-b").await;
    let page = given_letter(&app, "office").await;
    for login in ["office-b", "keeper-b"] {
        let stranger = app.as_(login).await;
        stranger.get("/desk/mail").await.ok().lacks("】测试邮件");
        stranger.get(&page).await.not_found();
        stranger.get(&format!("{page}/give-up")).await.not_found();
        stranger.post(&format!("{page}/give-up"), &[("version", "1")]).await.not_found();
    }
    app.given_person("root", Role::Administrator, None, None).await;
    app.as_("root").await.get(&page).await.ok();
    app.as_("keeper").await.get(&page).await.ok();
});
