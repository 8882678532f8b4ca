//! The sign-in page: who gets in, who is kept waiting, and where they go.

use testkit::{Answer, Client, PASSWORD, TestDb, db_test};
use web::CLIENT_COOKIE;

use super::City;
use crate::Server;

async fn try_in(browser: &Client, login: &str, password: &str) -> Answer {
    browser.post("/sign-in", &[("login", login), ("password", password)]).await
}

db_test!(the_right_password_leads_to_ones_own_work, async |app: Server| {
    City::given(&app, "甲市", "").await;
    for (login, home) in [("officer", "/desk"), ("keeper", "/desk/units")] {
        try_in(&app.anyone(), login, PASSWORD).await.redirects_to(home);
    }
    assert_eq!(app.journal().await, ["person.signed_in", "person.signed_in"]);
});

db_test!(a_login_is_typed_as_people_type_it, async |app: Server| {
    City::given(&app, "甲市", "").await;
    try_in(&app.anyone(), " Officer ", PASSWORD).await.redirects_to("/desk");
});

db_test!(the_page_that_was_asked_for_comes_after_signing_in, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let browser = app.anyone();
    let asked = browser.get("/desk/me").await.must_sign_in();
    browser.follow(&asked).await.ok().keeps("to", "/desk/me");
    let typed = [("login", "officer"), ("password", PASSWORD), ("to", "/desk/me")];
    browser.post("/sign-in", &typed).await.redirects_to("/desk/me");
});

db_test!(signing_in_never_leads_to_another_site, async |app: Server| {
    City::given(&app, "甲市", "").await;
    for to in
        ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "evil", "\n//evil.example"]
    {
        let typed = [("login", "officer"), ("password", PASSWORD), ("to", to)];
        app.anyone().post("/sign-in", &typed).await.redirects_to("/desk");
    }
});

db_test!(a_wrong_login_and_a_wrong_password_are_told_in_the_same_words, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let nobody = try_in(&app.anyone(), "nobody", PASSWORD).await.invalid("登录名或密码不对").keeps("login", "nobody");
    let wrong = try_in(&app.anyone(), "officer", "not-it-at-all").await.invalid("登录名或密码不对");
    assert_eq!(nobody.text(), wrong.text());
    wrong.keeps("login", "officer").keeps("password", "");
    assert_eq!(app.journal().await, [""; 0]);
});

db_test!(five_wrong_passwords_lock_the_account_even_for_the_right_one, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let browser = app.anyone();
    for _ in 0..4 {
        try_in(&browser, "officer", "not-it-at-all").await.invalid("登录名或密码不对");
    }
    try_in(&browser, "officer", "not-it-at-all").await.busy("账号已锁定");
    try_in(&browser, "officer", PASSWORD).await.busy("账号已锁定").keeps("login", "officer");
    try_in(&browser, "office", PASSWORD).await.redirects_to("/desk");
    app.pass_minutes(16);
    try_in(&browser, "officer", PASSWORD).await.redirects_to("/desk");
    assert_eq!(app.journal().await, ["person.locked", "person.signed_in", "person.signed_in"]);
});

db_test!(a_right_password_in_between_begins_the_count_anew, async |app: Server| {
    City::given(&app, "甲市", "").await;
    for _ in 0..3 {
        for _ in 0..4 {
            try_in(&app.anyone(), "officer", "not-it-at-all").await.invalid("登录名或密码不对");
        }
        try_in(&app.anyone(), "officer", PASSWORD).await.redirects_to("/desk");
    }
});

db_test!(an_address_that_guesses_too_much_waits_and_others_do_not, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let guesser = app.anyone().at([10, 0, 0, 1]);
    for n in 0..30 {
        try_in(&guesser, &format!("guess{n}"), "not-it-at-all").await.invalid("登录名或密码不对");
    }
    try_in(&guesser, "officer", PASSWORD).await.busy("这个网络地址").keeps("login", "officer");
    try_in(&app.anyone().at([10, 0, 0, 2]), "officer", PASSWORD).await.redirects_to("/desk");
    app.pass_minutes(16);
    try_in(&guesser, "officer", PASSWORD).await.redirects_to("/desk");
});

db_test!(signing_in_again_ends_the_session_before, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let browser = app.as_("officer").await;
    let before = browser.cookie(CLIENT_COOKIE).unwrap();
    try_in(&browser, "officer", PASSWORD).await.redirects_to("/desk");
    assert_ne!(browser.cookie(CLIENT_COOKIE).unwrap(), before);
    let thief = app.anyone();
    thief.keep(CLIENT_COOKIE, &before);
    thief.get("/desk/me").await.must_sign_in();
});

db_test!(signing_out_ends_the_session_and_takes_the_cookie_back, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let browser = app.as_("officer").await;
    let token = browser.cookie(CLIENT_COOKIE).unwrap();
    browser.post("/sign-out", &[]).await.redirects_to("/").saying("已退出");
    assert_eq!(browser.cookie(CLIENT_COOKIE), None);
    browser.keep(CLIENT_COOKIE, &token);
    browser.get("/desk/me").await.must_sign_in();
    assert_eq!(app.journal().await, ["person.signed_out"]);
});

db_test!(whoever_is_signed_in_need_not_sign_in, async |app: Server| {
    City::given(&app, "甲市", "").await;
    app.as_("keeper").await.get("/sign-in").await.redirects_to("/desk/units");
});

db_test!(accounts_are_shown_to_strangers_in_a_demonstration_only, async |app: Server| {
    City::given(&app, "甲市", "").await;
    app.anyone().get("/sign-in").await.ok().lacks("试用");
});

/// A demonstration.
pub struct Demo(Server);

impl Demo {
    /// Starts on a database of its own.
    pub async fn start(db: TestDb) -> Self {
        Self(Server::start_with(db, |settings| settings.demo = true).await)
    }
}

db_test!(a_demonstration_offers_its_accounts, async |app: Demo| {
    let city = app.0.given_government("甲市").await;
    app.0.given_person("office", directory::Role::Office, Some(&city), None).await;
    app.0.anyone().get("/sign-in").await.ok().contains("政务公开办").contains("甲市").links_to("/sign-in?login=office");
    app.0.anyone().get("/sign-in?login=office").await.ok().keeps("login", "office");
});
