//! Accounts and posts: who keeps whose.

use directory::{Person, Post, Role, person};
use testkit::{Answer, db_test};

use super::City;
use crate::Server;

async fn found(app: &Server, login: &str) -> Person {
    let mut tx = app.db.read().await.unwrap();
    person::by_login(&mut tx, login).await.unwrap().unwrap_or_else(|| panic!("no {login}"))
}

async fn posts(app: &Server, login: &str) -> Vec<Post> {
    let id = found(app, login).await.id;
    person::posts(&mut app.db.read().await.unwrap(), &id).await.unwrap()
}

fn act(person: &Person, act: &str) -> String {
    format!("/desk/people/{}/{act}", person.id)
}

/// The password that a page shows once.
fn shown_password(answer: &Answer) -> String {
    let text = answer.text();
    let after = text.split(" 密码 ").nth(1).unwrap_or_else(|| panic!("no password in {text}"));
    after.split(' ').next().unwrap().to_owned()
}

db_test!(a_new_account_signs_in_with_the_password_shown_once, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let keeper = app.as_("keeper").await;
    let form = [("name", "王五"), ("login", "Wang.Wu"), ("role", "officer"), ("unit", &city.unit.id)];
    let made = keeper.post("/desk/people/new", &form).await.ok().contains("只显示这一次");
    let password = shown_password(&made);
    let wang = found(&app, "wang.wu").await;
    keeper.get(&format!("/desk/people/{}", wang.id)).await.ok().contains("待改密码").lacks(&password);

    let browser = app.anyone();
    browser.post("/sign-in", &[("login", "wang.wu"), ("password", &password)]).await.redirects_to("/desk");
    browser.get("/desk/me").await.redirects_to("/desk/me/password");
    assert_eq!(app.journal().await, ["person.created", "person.signed_in"]);
    let mut tx = app.db.read().await.unwrap();
    let entries = journal::after(&mut tx, 0, 9).await.unwrap();
    assert!(entries.iter().all(|e| !e.payload.contains(&password) && !e.payload.contains("argon2")));
});

db_test!(an_account_with_mistakes_is_not_made, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let keeper = app.as_("keeper").await;
    for (form, message) in [
        ([("name", ""), ("login", "li"), ("role", "office")], "请填写姓名"),
        ([("name", "李四"), ("login", "李四"), ("role", "office")], "小写字母"),
        ([("name", "李四"), ("login", "officer"), ("role", "office")], "已经有人用了"),
        ([("name", "李四"), ("login", "li"), ("role", "")], "请选择岗位"),
        ([("name", "李四"), ("login", "li"), ("role", "officer")], "要选一个单位"),
    ] {
        let answer = keeper.post("/desk/people/new", &form).await.invalid(message);
        answer.keeps("name", form[0].1).keeps("login", form[1].1).keeps("role", form[2].1);
    }
    assert_eq!(app.journal().await, [""; 0]);
});

db_test!(the_list_is_searched_filtered_and_turned, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    for n in 10..65 {
        app.given_person(&format!("p{n}"), Role::Leader, Some(&city.government), None).await;
    }
    let keeper = app.as_("keeper").await;
    keeper.get("/desk/people?q=OFFICER").await.ok().contains("officer").lacks("p10");
    keeper.get("/desk/people?role=office").await.ok().contains("office").lacks("p10");
    keeper.get("/desk/people?q=%25").await.ok().contains("没有符合条件的账号");
    let first = keeper.get("/desk/people").await.ok().contains("keeper").contains("p56").lacks("p57");
    first.links_to("/desk/people?after=p56");
    keeper.get("/desk/people?after=p56").await.ok().contains("p57").contains("p64").lacks("p56");
    let file = keeper.get("/desk/people/export.csv").await.ok();
    assert_eq!(file.body().lines().count(), 1 + 3 + 55);
    assert!(file.body().contains("officer,officer,公开专员（甲市 · 市教育和体育局）,正常"), "{}", file.body());
});

db_test!(a_government_knows_nothing_of_anothers_people, async |app: Server| {
    City::given(&app, "甲市", "").await;
    City::given(&app, "乙市", "2").await;
    app.given_person("root", Role::Administrator, None, None).await;
    let keeper = app.as_("keeper").await;
    keeper.get("/desk/people").await.ok().contains("officer").lacks("officer2").lacks("root");
    let everybody = keeper.get("/desk/people/export.csv").await.ok().body();
    assert!(!everybody.contains("officer2") && !everybody.contains("root"));
    for login in ["officer2", "keeper2", "root"] {
        let theirs = found(&app, login).await;
        let post = posts(&app, login).await.remove(0);
        keeper.get(&format!("/desk/people/{}", theirs.id)).await.not_found();
        keeper.post(&format!("/desk/people/{}", theirs.id), &[("name", "x"), ("version", "1")]).await.not_found();
        keeper.get(&act(&theirs, "reset")).await.not_found();
        keeper.post(&act(&theirs, "reset"), &[("version", "1")]).await.not_found();
        keeper.post(&act(&theirs, "disable"), &[("version", "1")]).await.not_found();
        keeper.post(&act(&theirs, "posts/new"), &[("role", "office")]).await.not_found();
        keeper.post(&act(&theirs, &format!("posts/{}/remove", post.id)), &[]).await.not_found();
    }
    assert_eq!(app.journal().await, [""; 0]);
});

db_test!(whoever_keeps_only_some_posts_does_not_keep_the_account, async |app: Server| {
    let a = City::given(&app, "甲市", "").await;
    let b = City::given(&app, "乙市", "2").await;
    let both = app.given_person("both", Role::Office, Some(&a.government), None).await;
    let there = app.given_post(&both, Role::Leader, Some(&b.government), None).await;
    app.given_person("root", Role::Administrator, None, None).await;
    let keeper = app.as_("keeper").await;
    let page = keeper.get(&format!("/desk/people/{}", both.id)).await.ok().contains("在别处也有岗位");
    page.contains("政务公开办").lacks("分管领导").lacks("重设密码");
    keeper.post(&act(&both, "reset"), &[("version", "1")]).await.refused("在别处也有岗位");
    keeper.post(&act(&both, "disable"), &[("version", "1")]).await.refused("在别处也有岗位");
    keeper.post(&act(&both, &format!("posts/{}/remove", there.id)), &[]).await.not_found();
    app.as_("root").await.post(&act(&both, "reset"), &[("version", "1")]).await.ok();
});

db_test!(a_post_is_added_once_and_taken_away_after_a_question, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let (keeper, officer) = (app.as_("keeper").await, found(&app, "officer").await);
    let form = [("role", "approver"), ("unit", city.unit.id.as_str())];
    keeper.post(&act(&officer, "posts/new"), &form).await.redirects_to(&format!("/desk/people/{}", officer.id));
    keeper.post(&act(&officer, "posts/new"), &form).await.invalid("已经有同样的岗位了").keeps("unit", &city.unit.id);
    let browser = app.as_("officer").await;
    let held = posts(&app, "officer").await;
    let address = act(&officer, &format!("posts/{}/remove", held[0].id));
    keeper.get(&address).await.ok().contains("不再是甲市 · 市教育和体育局的“公开专员”").lacks("最后一个岗位");
    keeper.post(&address, &[]).await.redirects_to(&format!("/desk/people/{}", officer.id));
    browser.get("/desk/me").await.must_sign_in();
    assert_eq!(posts(&app, "officer").await.iter().map(|p| p.role).collect::<Vec<_>>(), [Role::Approver]);
    assert_eq!(app.journal().await, ["person.post_added", "person.post_removed"]);
});

db_test!(a_unit_of_another_government_is_no_place_for_a_post, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let b = City::given(&app, "乙市", "2").await;
    let (keeper, officer) = (app.as_("keeper").await, found(&app, "officer").await);
    let form = [("role", "approver"), ("unit", b.unit.id.as_str()), ("government", b.government.id.as_str())];
    keeper.post(&act(&officer, "posts/new"), &form).await.invalid("要选一个单位");
});

db_test!(the_installations_administrator_chooses_the_government_first, async |app: Server| {
    let a = City::given(&app, "甲市", "").await;
    app.given_person("root", Role::Administrator, None, None).await;
    let root = app.as_("root").await;
    root.get("/desk/people/new").await.ok().contains("甲市").lacks("公开专员");
    let query = format!("/desk/people/new?government={}", a.government.id);
    root.get(&query).await.ok().contains("公开专员").contains("市教育和体育局");
    let form = [("name", "总管"), ("login", "chief"), ("role", "administrator")];
    root.post("/desk/people/new", &form).await.ok();
    assert_eq!(posts(&app, "chief").await[0].government_id, None);
    let form = [("name", "主任"), ("login", "head"), ("role", "office"), ("government", a.government.id.as_str())];
    root.post("/desk/people/new", &form).await.ok();
    assert_eq!(posts(&app, "head").await[0].government_id, Some(a.government.id));
});

db_test!(an_administrator_always_remains, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let (keeper, me) = (app.as_("keeper").await, found(&app, "keeper").await);
    let mine = posts(&app, "keeper").await.remove(0);
    let own_post = act(&me, &format!("posts/{}/remove", mine.id));
    keeper.get(&own_post).await.refused("最后一个管理员岗位");
    keeper.post(&own_post, &[]).await.refused("最后一个管理员岗位");
    keeper.post(&act(&me, "disable"), &[("version", "1")]).await.refused("不能停用自己");

    // Another administrator may go, as long as one is left who can sign in.
    let second = app.given_person("second", Role::Administrator, Some(&city.government), None).await;
    keeper
        .post(&act(&second, "disable"), &[("version", "1")])
        .await
        .redirects_to(&format!("/desk/people/{}", second.id));
    let second = found(&app, "second").await;
    keeper.post(&act(&second, "enable"), &[("version", &second.version.to_string())]).await;
    let other = app.as_("second").await;
    other.post(&own_post, &[]).await.redirects_to("/desk/people");
    other.get("/desk/people").await.ok().lacks("keeper");
});

db_test!(the_last_administrator_of_all_is_not_disabled_by_one_whose_account_is, async |app: Server| {
    let root = app.given_person("root", Role::Administrator, None, None).await;
    let other = app.given_person("other", Role::Administrator, None, None).await;
    let (first, second) = (app.as_("root").await, app.as_("other").await);
    let (ask_other, ask_root) = (act(&other, "disable"), act(&root, "disable"));
    let form = [("version", "1")];
    // Both press at the same time: one of them wins, and one administrator is left.
    let (a, b) = tokio::join!(first.post(&ask_other, &form), second.post(&ask_root, &form));
    assert_ne!(a.status.is_redirection(), b.status.is_redirection(), "{} {}", a.status, b.status);
    let mut tx = app.db.read().await.unwrap();
    assert_eq!(person::administrators(&mut tx, None).await.unwrap(), 1);
});

db_test!(a_reset_password_is_shown_once_and_ends_everything, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let (keeper, officer) = (app.as_("keeper").await, found(&app, "officer").await);
    let browser = app.as_("officer").await;
    keeper.get(&act(&officer, "reset")).await.ok().contains("原来的密码立即作废");
    let answer = keeper.post(&act(&officer, "reset"), &[("version", "1")]).await.ok();
    let password = shown_password(&answer);
    browser.get("/desk/me").await.must_sign_in();
    let old = [("login", "officer"), ("password", testkit::PASSWORD)];
    app.anyone().post("/sign-in", &old).await.invalid("不对");
    app.anyone().post("/sign-in", &[("login", "officer"), ("password", &password)]).await.redirects_to("/desk");
    keeper.post(&act(&officer, "reset"), &[("version", "1")]).await.conflict("刚刚被别人改过");
});

db_test!(a_locked_account_is_unlocked_by_its_keeper, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let (keeper, officer) = (app.as_("keeper").await, found(&app, "officer").await);
    keeper.get(&act(&officer, "unlock")).await.refused("没有锁定");
    for _ in 0..5 {
        app.anyone().post("/sign-in", &[("login", "officer"), ("password", "not-it-at-all")]).await;
    }
    keeper.get(&format!("/desk/people/{}", officer.id)).await.ok().contains("已锁定 到 2022-08-15 09:15");
    keeper
        .post(&act(&officer, "unlock"), &[("version", "1")])
        .await
        .redirects_to(&format!("/desk/people/{}", officer.id));
    let right = [("login", "officer"), ("password", testkit::PASSWORD)];
    app.anyone().post("/sign-in", &right).await.redirects_to("/desk");
});

db_test!(a_name_saved_by_two_is_asked_about_again, async |app: Server| {
    City::given(&app, "甲市", "").await;
    app.given_person("root", Role::Administrator, None, None).await;
    let (keeper, officer) = (app.as_("keeper").await, found(&app, "officer").await);
    let page = format!("/desk/people/{}", officer.id);
    app.as_("root").await.post(&page, &[("name", "张三"), ("version", "1")]).await.redirects_to(&page);
    let again = keeper
        .post(&page, &[("name", "张三丰"), ("version", "1")])
        .await
        .invalid("root于 2022-08-15 09:00（修改姓名）");
    let again = again.contains("现在是“张三”").keeps("name", "张三丰").keeps("version", "2");
    let version = again.field("version").unwrap();
    keeper.post(&page, &[("name", "张三丰"), ("version", &version)]).await.redirects_to(&page);
    assert_eq!(found(&app, "officer").await.name, "张三丰");
});
