//! My own account: posts, sessions, password.

use directory::{Role, person};
use testkit::{PASSWORD, db_test};
use web::CLIENT_COOKIE;

use super::City;
use crate::Server;

const NEW: &str = "a-new-lantern-7";

fn passwords<'a>(current: &'a str, new: &'a str, again: &'a str) -> [(&'a str, &'a str); 3] {
    [("current", current), ("new", new), ("again", again)]
}

db_test!(taking_another_post_begins_a_new_session, async |app: Server| {
    let city = City::given(&app, "甲市", "").await;
    let mut tx = app.db.read().await.unwrap();
    let officer = person::by_login(&mut tx, "officer").await.unwrap().unwrap();
    drop(tx);
    let post = app.given_post(&officer, Role::Administrator, Some(&city.government), None).await;
    let browser = app.as_("officer").await;
    let before = browser.cookie(CLIENT_COOKIE).unwrap();
    browser.get("/desk/people").await.refused("公开专员");
    browser.post("/desk/me/post", &[("post", &post.id)]).await.redirects_to("/desk/units").saying("系统管理员");
    browser.get("/desk/people").await.ok();
    let thief = app.anyone();
    thief.keep(CLIENT_COOKIE, &before);
    thief.get("/desk/me").await.must_sign_in();
    assert_eq!(app.journal().await, ["person.took_post"]);
});

db_test!(nobody_takes_a_post_of_somebody_else, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let mut tx = app.db.read().await.unwrap();
    let keeper = person::by_login(&mut tx, "keeper").await.unwrap().unwrap();
    let theirs = person::posts(&mut tx, &keeper.id).await.unwrap().remove(0);
    drop(tx);
    app.as_("officer").await.post("/desk/me/post", &[("post", &theirs.id)]).await.not_found();
});

db_test!(a_session_somewhere_else_is_ended_from_here, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let (here, there) = (app.as_("officer").await, app.as_("officer").await);
    let session = here.get("/desk/me").await.ok().contains("这里").field("session").unwrap();
    here.post("/desk/me/sessions/end", &[("session", &session)]).await.redirects_to("/desk/me");
    there.get("/desk/me").await.must_sign_in();
    here.get("/desk/me").await.ok();
});

db_test!(a_session_of_somebody_else_is_not_ended, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let (officer, office, spare) = (app.as_("officer").await, app.as_("office").await, app.as_("office").await);
    let session = spare.get("/desk/me").await.ok().field("session").unwrap();
    officer.post("/desk/me/sessions/end", &[("session", &session)]).await;
    office.get("/desk/me").await.ok();
    spare.get("/desk/me").await.ok();
});

db_test!(all_other_sessions_end_at_once, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let here = app.as_("officer").await;
    let others = [app.as_("officer").await, app.as_("officer").await];
    here.post("/desk/me/sessions/end-others", &[]).await.redirects_to("/desk/me");
    for other in others {
        other.get("/desk/me").await.must_sign_in();
    }
    here.get("/desk/me").await.ok().lacks("结束其他所有登录");
});

db_test!(a_new_password_ends_every_session_but_this, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let (here, there) = (app.as_("officer").await, app.as_("officer").await);
    let before = here.cookie(CLIENT_COOKIE).unwrap();
    here.post("/desk/me/password", &passwords(PASSWORD, NEW, NEW)).await.redirects_to("/desk/me");
    here.get("/desk/me").await.ok();
    there.get("/desk/me").await.must_sign_in();
    assert_ne!(here.cookie(CLIENT_COOKIE).unwrap(), before);
    app.anyone().post("/sign-in", &[("login", "officer"), ("password", PASSWORD)]).await.invalid("不对");
    app.anyone().post("/sign-in", &[("login", "officer"), ("password", NEW)]).await.redirects_to("/desk");
});

db_test!(a_password_is_changed_only_with_care, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let browser = app.as_("officer").await;
    for (form, message) in [
        (passwords("not-it-at-all", NEW, NEW), "现在的密码不对"),
        (passwords(PASSWORD, "short", "short"), "至少 10 个字符"),
        (passwords(PASSWORD, "officer-lamp-1", "officer-lamp-1"), "不要包含登录名"),
        (passwords(PASSWORD, PASSWORD, PASSWORD), "与现在的一样"),
        (passwords(PASSWORD, NEW, "a-new-lantern-8"), "不一样"),
    ] {
        browser.post("/desk/me/password", &form).await.invalid(message).keeps("new", "");
    }
    assert_eq!(app.journal().await, [""; 0]);
});

db_test!(a_password_set_by_others_has_to_go_before_any_work, async |app: Server| {
    City::given(&app, "甲市", "").await;
    let mut tx = app.db.write().await.unwrap();
    let mut keeper = person::by_login(&mut tx, "keeper").await.unwrap().unwrap();
    keeper.must_change_password = true;
    person::save(&mut tx, &keeper).await.unwrap();
    tx.commit().await.unwrap();

    let browser = app.anyone();
    let typed = [("login", "keeper"), ("password", PASSWORD)];
    let inside = browser.post("/sign-in", &typed).await;
    browser.follow(&inside).await.redirects_to("/desk/me/password");
    for path in ["/desk/me", "/desk/people", "/desk/units/new", "/desk/journal"] {
        browser.get(path).await.redirects_to("/desk/me/password");
    }
    browser.post("/desk/units/new", &[("name", "市统计局")]).await.redirects_to("/desk/me/password");
    browser.get("/desk/me/password").await.ok().contains("别人设的");
    browser.post("/desk/me/password", &passwords(PASSWORD, NEW, NEW)).await.redirects_to("/desk/units");
    browser.get("/desk/people").await.ok();
});
