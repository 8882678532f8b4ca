//! Calendar feeds: made, read by whoever has the secret, revoked.

use std::sync::Mutex;

use axum::http::StatusCode;
use directory::{Role, person};
use testkit::{Answer, db_test};

use super::given::{by, plan, task, town};
use crate::Server;

/// The address that a page shows once.
fn address(page: &Answer) -> String {
    let body = page.body();
    let start = body.find("/calendar/").unwrap();
    body[start..].split('<').next().unwrap().to_owned()
}

db_test!(a_feed_is_read_by_its_secret_until_it_is_revoked, async |app: Server| {
    let t = town(&app).await;
    let tasks = [
        task("公布校历", &t.education, &[("9月底前", by("2022-09-30"))]),
        task("公开公交线路", &t.transport, &[("6月底前", by("2022-06-30"))]),
    ];
    let p = plan(&app, &t.government, 2022, &tasks).await;
    let officer = app.as_("edu").await;
    let form = officer.get("/desk/me/notices").await.ok().contains("测试市 · 市教育局的期限");
    let post = form.field("post").unwrap();
    officer.post("/desk/me/notices/feeds", &[("post", "nonsense")]).await.invalid("提交的内容有");
    let made = officer.post("/desk/me/notices/feeds", &[("post", &post)]).await.ok().contains("只显示这一次");
    let address = address(&made);
    let anyone = app.anyone();
    let read = anyone.get(&address).await.ok();
    assert_eq!(read.header("content-type"), "text/calendar; charset=utf-8");
    let read = read.contains(&format!("UID:{}@gongkai", p.entries[0])).contains("DTSTART;VALUE=DATE:20220930");
    read.contains("市教育局：公布校历").lacks("公交").lacks("20220630");
    anyone.get(&address.replace(".ics", "")).await.not_found();
    anyone.get(&format!("/calendar/{}.ics", "0".repeat(64))).await.not_found();
    // The secret is nowhere: not in the journal, not on the page any more.
    let secret = address.trim_start_matches("/calendar/").trim_end_matches(".ics").to_owned();
    let list = officer.get("/desk/me/notices").await.ok().lacks(&secret).contains("2022-08-15 09:0");
    let mut tx = app.db.read().await.unwrap();
    assert!(journal::after(&mut tx, 0, 100).await.unwrap().iter().all(|entry| !entry.payload.contains(&secret)));
    drop(tx);
    let revoke = list.body().split('"').find(|href| href.ends_with("/revoke")).unwrap().to_owned();
    app.as_("tra").await.post(&revoke, &[]).await.not_found();
    officer.get(&revoke).await.ok().contains("不再更新");
    officer.post(&revoke, &[]).await.redirects_to("/desk/me/notices").saying("立刻失效");
    anyone.get(&address).await.not_found();
    assert_eq!(app.journal().await, ["person.feed_made", "person.feed_revoked"]);
});

db_test!(a_feed_shows_what_its_owner_may_see_now, async |app: Server| {
    let t = town(&app).await;
    let tasks = [
        task("公布校历", &t.education, &[("9月底前", by("2022-09-30"))]),
        task("公开公交线路", &t.transport, &[("6月底前", by("2022-06-30"))]),
        task("五年规划", &t.transport, &[("2027年", by("2027-06-30"))]),
    ];
    plan(&app, &t.government, 2022, &tasks).await;
    let mut tx = app.db.read().await.unwrap();
    let edu = person::by_login(&mut tx, "edu").await.unwrap().unwrap();
    drop(tx);
    let spare = app.given_post(&edu, Role::Officer, Some(&t.government), Some(&t.transport)).await;
    let officer = app.as_("edu").await;
    let all = address(&officer.post("/desk/me/notices/feeds", &[("post", "")]).await.ok());
    let one = address(&officer.post("/desk/me/notices/feeds", &[("post", &spare.id)]).await.ok());
    let office = app.as_("office").await;
    let form = office.get("/desk/me/notices").await.ok().field("post").unwrap();
    let whole = address(&office.post("/desk/me/notices/feeds", &[("post", &form)]).await.ok());
    for feed in [&all, &whole] {
        app.anyone()
            .get(feed)
            .await
            .ok()
            .contains("公布校历")
            .contains("公开公交线路")
            .contains("已超期")
            .lacks("五年规划");
    }
    app.anyone().get(&one).await.ok().contains("公开公交线路").lacks("公布校历");
    let mut tx = app.db.write().await.unwrap();
    person::dismiss(&mut tx, &spare.id).await.unwrap();
    tx.commit().await.unwrap();
    app.anyone().get(&one).await.not_found();
    app.anyone().get(&all).await.ok().lacks("公开公交线路");
    let mut tx = app.db.write().await.unwrap();
    let mut edu = person::find(&mut tx, &edu.id).await.unwrap().unwrap();
    edu.disabled = true;
    person::save(&mut tx, &edu).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(app.anyone().get(&all).await.status, StatusCode::NOT_FOUND);
});

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Writes the log where the test reads it.
struct Pen;

impl std::io::Write for Pen {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

db_test!(the_log_has_no_secret_however_much_it_says, async |app: Server| {
    let all = tracing_subscriber::filter::LevelFilter::DEBUG;
    let _ = tracing_subscriber::fmt().with_max_level(all).with_ansi(false).with_writer(|| Pen).try_init();
    let secret = "5ec7e7".repeat(10);
    app.anyone().get(&format!("/calendar/{secret}.ics?q={secret}")).await.not_found();
    let log = String::from_utf8(LOG.lock().unwrap().clone()).unwrap();
    assert!(log.contains("/calendar/…") && !log.contains(&secret), "{log}");
});
