//! How long a session lives, who ends it, and what it takes to change something with it.

use directory::{person, session};
use testkit::db_test;
use web::CLIENT_COOKIE;

use super::City;
use crate::Server;

db_test!(a_session_ends_after_eight_idle_hours, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let browser = app.as_("officer").await;
    app.pass_minutes(session::IDLE_HOURS * 60 - 1);
    browser.get("/desk/me").await.ok();
    app.pass_minutes(session::IDLE_HOURS * 60 - 1);
    browser.get("/desk/me").await.ok();
    app.pass_minutes(session::IDLE_HOURS * 60 + 1);
    browser.get("/desk/me").await.must_sign_in();
});

db_test!(a_session_ends_after_a_day_however_busy, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let browser = app.as_("officer").await;
    for _ in 0..4 {
        app.pass_minutes(session::LONGEST_HOURS * 60 / 4 - 1);
        browser.get("/desk/me").await.ok();
    }
    app.pass_minutes(5);
    browser.get("/desk/me").await.must_sign_in();
});

db_test!(a_disabled_person_is_out_at_once, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let browser = app.as_("officer").await;
    let mut tx = app.db.write().await.unwrap();
    let mut officer = person::by_login(&mut tx, "officer").await.unwrap().unwrap();
    officer.disabled = true;
    person::save(&mut tx, &officer).await.unwrap();
    tx.commit().await.unwrap();
    browser.get("/desk/me").await.must_sign_in();
    let typed = [("login", "officer"), ("password", testkit::PASSWORD)];
    app.anyone().post("/sign-in", &typed).await.invalid("登录名或密码不对");
});

db_test!(a_made_up_token_opens_nothing, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let browser = app.anyone();
    for token in ["", "0", &"0".repeat(64), "' OR 1=1 --"] {
        browser.keep(CLIENT_COOKIE, token);
        browser.get("/desk/me").await.must_sign_in();
    }
});

db_test!(another_site_changes_nothing_with_my_session, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let browser = app.as_("keeper").await;
    let form = [("name", "市统计局"), ("kind", "department")];
    browser.from_elsewhere().post("/desk/units/new", &form).await.refused("不是从本站页面发出的");
    browser.without_origin().post("/desk/units/new", &form).await.refused("没有说明请求从哪里发出");
    assert_eq!(app.journal().await, [""; 0]);
    browser.post("/desk/units/new", &form).await.redirects_below("/desk/units/");
});

db_test!(another_site_signs_nobody_in, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let typed = [("login", "officer"), ("password", testkit::PASSWORD)];
    app.anyone().from_elsewhere().post("/sign-in", &typed).await.refused("不是从本站页面发出的");
});

db_test!(what_a_signed_in_person_sees_is_kept_by_no_cache, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let answer = app.as_("officer").await.get("/desk/me").await.ok();
    assert_eq!(answer.header("cache-control"), "private, no-store");
});
