//! Long work: asked for, done in the background, fetched by who asked; killed, cancelled, failed.

use axum::http::StatusCode;
use directory::{Role, session};
use jobs::{Job, Kind, Order, Product, State, Work, store, work_off};
use kernel::Problem;
use serde_json::json;
use testkit::{Client, TestDb, db_test};

use crate::Server;
use crate::ledger::given::{GivenTask, Town, plan, town};

/// A government with more entries than are exported while somebody waits: 2,002.
async fn many(app: &Server) -> Town {
    let t = town(app).await;
    let task = || GivenTask { heading: "一", body: "公布", limits: vec![], units: vec![&t.education, &t.transport] };
    let tasks: Vec<GivenTask<'_>> = (0..1001).map(|_| task()).collect();
    plan(app, &t.government, 2022, &tasks).await;
    t
}

/// Asks for a file of everything; answers the job's page.
async fn ask(browser: &Client) -> String {
    let id = browser.post("/desk/ledger/export", &[("format", "xlsx")]).await.redirects_below("/desk/jobs/");
    format!("/desk/jobs/{id}")
}

async fn find(app: &Server, page: &str) -> Job {
    let id = page.trim_start_matches("/desk/jobs/");
    store::find(&mut app.db.read().await.unwrap(), id).await.unwrap().unwrap()
}

db_test!(a_long_list_is_made_in_the_background_and_fetched_by_who_asked, async |app: Server| {
    let t = many(&app).await;
    app.given_person("colleague", Role::Office, Some(&t.government), None).await;
    let office = app.as_("office").await;
    let offer = office.get("/desk/ledger.xlsx?q=公布").await;
    assert!(offer.location().starts_with("/desk/ledger/export?"), "{}", offer.location());
    office.follow(&offer).await.ok().contains("共 2002 条");
    let page = ask(&office).await;
    office.get(&page).await.ok().contains("正在排队").contains("自动刷新");
    office.get(&format!("{page}/result")).await.refused("");
    assert_eq!(work_off(&app, gongkai::JOBS).await.unwrap(), 1);
    let shown = office.get(&page).await.ok().contains("做好了").links_to(&format!("{page}/result"));
    assert!(!shown.body().contains("http-equiv"), "what has ended is not loaded again");
    let file = office.get(&format!("{page}/result")).await.ok();
    assert_eq!(file.header("content-length"), file.bytes.len().to_string());
    assert!(file.header("content-type").contains("spreadsheetml"));
    let sheets = text::read(&file.bytes, "x.xlsx", &text::Limits::default()).unwrap();
    assert!(sheets.text.contains("\n2002\t1001.公布\t"), "the last row is there");
    // A colleague of the office sees that it was asked for, and does not get it.
    let colleague = app.as_("colleague").await;
    colleague.get("/desk/jobs").await.ok().lacks("导出测试市");
    colleague.get("/desk/jobs?whose=all").await.ok().contains("导出测试市").links_to(&page);
    colleague.get(&page).await.ok().contains("只能由提出任务的人下载");
    colleague.get(&format!("{page}/result")).await.refused("只能由提出任务的人下载");
    app.as_("edu").await.get(&page).await.not_found();
});

db_test!(a_result_is_gone_after_seven_days_and_with_the_post, async |app: Server| {
    let t = town(&app).await;
    let person = app.given_person("two", Role::Office, Some(&t.government), None).await;
    let (first, second) =
        (app.as_("two").await, app.given_post(&person, Role::Leader, Some(&t.government), None).await);
    let page = ask(&first).await;
    work_off(&app, gongkai::JOBS).await.unwrap();
    first.get(&format!("{page}/result")).await.ok();
    let mut tx = app.db.write().await.unwrap();
    let token = session::begin(&mut tx, app.clock.now(), &person.id, &second.id, "test").await.unwrap();
    tx.commit().await.unwrap();
    let other_post = app.anyone();
    other_post.keep(web::CLIENT_COOKIE, &token);
    other_post.get(&format!("{page}/result")).await.refused("另一个岗位");
    app.pass_minutes(7 * 24 * 60 + 1);
    assert_eq!(jobs::sweep(&app).await.unwrap(), 1);
    assert_eq!(jobs::sweep(&app).await.unwrap(), 0);
    let job = find(&app, &page).await;
    assert!(job.product.is_none() && !app.blobs.apart(&job.id).draft().await.unwrap().path().exists());
    app.as_("two").await.get(&page).await.ok().contains("已经删除");
});

db_test!(a_job_whose_worker_was_killed_is_done_by_another_and_ends_once, async |app: Server| {
    many(&app).await;
    let page = ask(&app.as_("office").await).await;
    let mut tx = app.db.write().await.unwrap();
    let killed = store::claim(&mut tx, app.clock.now(), "killed").await.unwrap().unwrap();
    store::advance(&mut tx, app.clock.now(), (&killed.id, "killed"), 1000, 2002).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(work_off(&app, gongkai::JOBS).await.unwrap(), 0, "its worker may still be at it");
    app.as_("office").await.get(&page).await.ok().contains("1000 / 2002");
    app.pass_minutes(3);
    assert_eq!(work_off(&app, gongkai::JOBS).await.unwrap(), 1);
    let job = find(&app, &page).await;
    assert_eq!((job.state, job.attempts, job.done), (State::Done, 2, 2002));
    let mut tx = app.db.write().await.unwrap();
    let late = Product { hash: "0".into(), name: "late".into(), bytes: 1 };
    let ended = store::finish(&mut tx, app.clock.now(), &job.id, "killed", &late).await;
    assert!(matches!(ended, Err(db::Error::Stale)), "who was thought dead ends nothing");
    drop(tx);
    assert_eq!(find(&app, &page).await.product, job.product);
});

db_test!(what_is_begun_three_times_without_an_end_has_failed_and_can_be_begun_anew, async |app: Server| {
    town(&app).await;
    let page = ask(&app.as_("office").await).await;
    for attempt in 1..=3 {
        let mut tx = app.db.write().await.unwrap();
        let job = store::claim(&mut tx, app.clock.now(), &format!("worker {attempt}")).await.unwrap().unwrap();
        assert_eq!(job.attempts, attempt);
        tx.commit().await.unwrap();
        app.pass_minutes(3);
    }
    assert_eq!(work_off(&app, gongkai::JOBS).await.unwrap(), 0);
    let office = app.as_("office").await;
    office.get(&page).await.ok().contains("几次中断").contains("没有完成");
    office.get("/desk/jobs?state=failed").await.ok().links_to(&page);
    office.post(&format!("{page}/restart"), &[]).await.redirects_to(&page);
    assert_eq!(work_off(&app, gongkai::JOBS).await.unwrap(), 1);
    assert_eq!(find(&app, &page).await.state, State::Done);
    office.post(&format!("{page}/restart"), &[]).await.refused("没有中断");
});

db_test!(beginning_again_counts_among_the_open_jobs, async |app: Server| {
    town(&app).await;
    let office = app.as_("office").await;
    let first = ask(&office).await;
    office.post(&format!("{first}/cancel"), &[]).await.redirects_to(&first);
    let mut last = String::new();
    for _ in 0..5 {
        last = ask(&office).await;
    }
    let again = office.post(&format!("{first}/restart"), &[]).await.contains("您有 5 个任务还没有完成");
    assert_eq!(again.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(find(&app, &first).await.state, State::Cancelled);
    office.post(&format!("{last}/cancel"), &[]).await.redirects_to(&last);
    office.post(&format!("{first}/restart"), &[]).await.redirects_to(&first).saying("已重新排队");
});

db_test!(a_cancelled_job_stops_its_worker, async |app: Server| {
    town(&app).await;
    let office = app.as_("office").await;
    let page = ask(&office).await;
    let mut tx = app.db.write().await.unwrap();
    let job = store::claim(&mut tx, app.clock.now(), "worker").await.unwrap().unwrap();
    tx.commit().await.unwrap();
    office.post(&format!("{page}/cancel"), &[]).await.redirects_to(&page).saying("已取消");
    office.post(&format!("{page}/cancel"), &[]).await.refused("已经结束");
    let mut tx = app.db.write().await.unwrap();
    let moved = store::advance(&mut tx, app.clock.now(), (&job.id, "worker"), 1, 2).await;
    assert!(matches!(moved, Err(db::Error::Stale)));
    drop(tx);
    assert_eq!(work_off(&app, gongkai::JOBS).await.unwrap(), 0);
});

const TROUBLED: &[Kind] = &[
    Kind { name: "refused", run: |_| Box::pin(async { Err(Problem::refused("没有内容可以导出。")) }) },
    Kind { name: "broken", run: |work: Work| Box::pin(async move { panic!("{} breaks", work.job.kind) }) },
];

db_test!(a_failure_is_told_in_words_and_does_not_stop_the_worker, async |app: Server| {
    town(&app).await;
    let office = app.as_("office").await;
    let token = office.cookie(web::CLIENT_COOKIE).unwrap();
    let mut tx = app.db.write().await.unwrap();
    let (who, _) = session::principal(&mut tx, app.clock.now(), &token).await.unwrap().unwrap();
    let mut ids = Vec::new();
    for kind in ["refused", "broken", "unknown"] {
        let order = Order { kind, title: kind, input: json!({}) };
        ids.push(store::ask(&mut tx, app.clock.now(), &who, order).await.unwrap());
    }
    tx.commit().await.unwrap();
    assert_eq!(work_off(&app, TROUBLED).await.unwrap(), 3);
    for (id, words) in ids.iter().zip(["没有内容可以导出", "系统出了问题", "做不了这个任务"]) {
        office.get(&format!("/desk/jobs/{id}")).await.ok().contains(words).lacks("breaks");
    }
});

db_test!(two_workers_never_take_the_same_job_and_nobody_queues_without_end, async |t: TestDb| {
    let another = t.another_node().await;
    let app = Server::start(t).await;
    town(&app).await;
    let office = app.as_("office").await;
    for _ in 0..5 {
        ask(&office).await;
    }
    office.post("/desk/ledger/export", &[("format", "xlsx")]).await.busy("还没有完成");
    let now = app.clock.now();
    let claims = (0..10).map(|n| {
        let db = if n % 2 == 0 { app.db.clone() } else { another.clone() };
        tokio::spawn(async move {
            let mut tx = db.write().await.unwrap();
            let job = store::claim(&mut tx, now, &format!("worker {n}")).await.unwrap();
            tx.commit().await.unwrap();
            job.map(|job| job.id)
        })
    });
    let mut taken = Vec::new();
    for claim in claims.collect::<Vec<_>>() {
        taken.extend(claim.await.unwrap());
    }
    let count = taken.len();
    taken.sort();
    taken.dedup();
    assert_eq!(taken.len(), count, "each job has one worker");
    assert!(count >= 1);
});
