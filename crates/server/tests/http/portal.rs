//! What the public sees, and what it does not.

use directory::Government;
use journal::Actor;
use kernel::{Clock, Time, new_id};
use ledger::snapshot::{Block, PlanSnapshot, PublicDue, PublicTask, UnitTasks, WORK_PLAN};
use publishing::{Draft, Listing};
use testkit::db_test;

use crate::Server;

fn task(path: &str, text: &str, lead: &[&str], units: &[&str], due: &str) -> PublicTask {
    let names = |list: &[&str]| list.iter().map(|n| (*n).to_owned()).collect();
    let due = PublicDue { raw: due.into(), on: "2022-09-30".parse().ok() };
    PublicTask {
        path: vec![path.into()],
        label: None,
        text: text.into(),
        lead: names(lead),
        units: names(units),
        due: vec![due],
    }
}

fn plan(title: &str) -> PlanSnapshot {
    PlanSnapshot {
        title: title.into(),
        issuer: Some("青石市人民政府办公室".into()),
        doc_number: Some("青政办发〔2022〕7号".into()),
        year: 2022,
        issued_on: "2022-03-30".parse().ok(),
        printed_on: None,
        text: vec![
            Block::Heading { level: 1, text: "一、加强公开".into() },
            Block::Paragraph { text: "<script>alert(1)</script>做好招生公开。".into() },
            Block::Table {
                rows: vec![vec!["序号".into(), "任务".into()], vec!["1".into(), "公开招生政策".into()]]
            },
        ],
        tasks: vec![
            task("一、加强公开", "公开义务教育招生政策", &["市教育局"], &["市财政局"], "9月底前"),
            task("二、抓好落实", "=HYPERLINK(\"x\")公开预决算", &[], &["市财政局"], "9月底前"),
        ],
        by_unit: vec![
            UnitTasks { unit: "市教育局".into(), tasks: vec![0] },
            UnitTasks { unit: "市财政局".into(), tasks: vec![0, 1] },
        ],
    }
}

impl Server {
    async fn published(&self, government: &Government, title: &str) -> String {
        let now = self.clock.now();
        let id = new_id(now);
        self.publish_again(government, &id, title).await;
        id
    }

    async fn publish_again(&self, government: &Government, id: &str, title: &str) {
        let now = self.clock.now();
        if let Clock::Fixed(_) = self.clock {
            self.clock.set(Time(now.0 + 60_000));
        }
        let body = serde_json::to_value(plan(title)).unwrap();
        let draft = Draft {
            item_id: id,
            government_id: &government.id,
            unit_id: None,
            kind: WORK_PLAN,
            title,
            body,
            listing: Listing::default(),
        };
        let mut tx = self.db.write().await.unwrap();
        publishing::publish(&mut tx, self.clock.now(), &Actor::system(), draft).await.unwrap();
        tx.commit().await.unwrap();
    }
}

db_test!(the_front_leads_to_every_government_and_its_newest_plan, async |server: Server| {
    let (a, b) = (server.given_government("青石市").await, server.given_government("白沙县").await);
    server.published(&a, "2022年青石市政务公开工作要点").await;
    let front = server.anyone().get("/").await.ok();
    front
        .links_to(&format!("/g/{}", a.slug))
        .links_to(&format!("/g/{}", b.slug))
        .contains("2022年青石市政务公开工作要点");
    server.anyone().get(&format!("/g/{}", b.slug)).await.ok().contains("还没有公开的内容").lacks("青石市");
    server.anyone().get("/g/nowhere").await.not_found();
});

db_test!(a_plan_is_shown_by_text_by_task_and_by_unit, async |server: Server| {
    let g = server.given_government("青石市").await;
    let id = server.published(&g, "2022年青石市政务公开工作要点").await;
    let base = format!("/g/{}/plans/{id}", g.slug);
    let anyone = server.anyone();

    let text = anyone.get(&base).await.ok().contains("青政办发〔2022〕7号").contains("公开招生政策");
    assert!(text.body().contains("ArticleTitle") && text.body().contains("PubDate"), "{}", text.body());
    assert!(!text.body().contains("<script>alert"), "people's text is escaped");
    anyone
        .get(&format!("{base}/units"))
        .await
        .ok()
        .contains("市教育局")
        .links_to(&format!("{base}/tasks?unit=%E5%B8%82%E6%95%99%E8%82%B2%E5%B1%80"));
    let units = anyone.get(&format!("{base}/units")).await.ok().contains("共 2 个单位").text();
    assert!(units.find("市财政局") < units.find("市教育局"), "by sound, cai before jiao: {units}");
    let found = anyone.get(&format!("{base}/units?q=教育")).await.ok().contains("找到 1 个单位，共 2 个");
    found.contains("市教育局").lacks("市财政局").keeps("q", "教育");
    anyone.get(&format!("{base}/units?q=水利")).await.ok().contains("没有名称里有这些字的单位");
    anyone.get(&format!("{base}/tasks?unit=市教育局")).await.ok().contains("找到 1 项任务").lacks("公开预决算");
    anyone.get(&format!("{base}/tasks?q=预决算")).await.ok().contains("公开预决算").lacks("公开义务教育招生政策");
    anyone.get(&format!("{base}/tasks?q=没有这样的词")).await.ok().contains("没有符合条件的任务");

    let csv = anyone.get(&format!("{base}/tasks.csv")).await.ok();
    assert!(csv.body().contains("'=HYPERLINK"), "a cell is never a formula: {}", csv.body());
});

db_test!(an_older_version_stays_readable_and_says_so, async |server: Server| {
    let g = server.given_government("青石市").await;
    let id = server.published(&g, "旧题目").await;
    server.publish_again(&g, &id, "新题目").await;
    let base = format!("/g/{}/plans/{id}", g.slug);
    server.anyone().get(&base).await.ok().contains("新题目").links_to(&format!("{base}?version=1"));
    server.anyone().get(&format!("{base}?version=1")).await.ok().contains("旧题目").contains("已经有更新的版本");
    server.anyone().get(&format!("{base}?version=9")).await.not_found();
});

db_test!(a_withdrawn_plan_leaves_a_tombstone_and_nothing_else, async |server: Server| {
    let g = server.given_government("青石市").await;
    let id = server.published(&g, "2022年青石市政务公开工作要点").await;
    let mut tx = server.db.write().await.unwrap();
    publishing::withdraw(&mut tx, server.clock.now(), &Actor::system(), &id, "发布有误").await.unwrap();
    tx.commit().await.unwrap();
    let base = format!("/g/{}/plans/{id}", g.slug);
    for page in ["", "/tasks", "/units", "/tasks.csv"] {
        let gone = server.anyone().get(&format!("{base}{page}")).await;
        assert_eq!(gone.status.as_u16(), 410);
        gone.contains("发布有误").lacks("公开义务教育招生政策");
    }
    server.anyone().get(&format!("/g/{}", g.slug)).await.ok().lacks("2022年青石市政务公开工作要点");
});

db_test!(a_plan_is_shown_only_on_its_own_governments_site, async |server: Server| {
    let (a, b) = (server.given_government("青石市").await, server.given_government("白沙县").await);
    let id = server.published(&a, "2022年青石市政务公开工作要点").await;
    for page in ["", "/tasks", "/units", "/tasks.csv"] {
        server.anyone().get(&format!("/g/{}/plans/{id}{page}", b.slug)).await.not_found();
    }
    server.anyone().get(&format!("/g/{}/plans/not-an-id", a.slug)).await.not_found();
});

db_test!(plans_page_by_key, async |server: Server| {
    let g = server.given_government("青石市").await;
    for n in 0..31 {
        server.published(&g, &format!("第{n:02}份计划")).await;
    }
    let first =
        server.anyone().get(&format!("/g/{}/plans", g.slug)).await.ok().contains("第30份计划").lacks("第00份计划");
    let next = first.body().split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    server.anyone().get(&next).await.ok().contains("第00份计划").lacks("第01份计划");
});

db_test!(elder_mode_is_remembered_and_left_with_one_click, async |server: Server| {
    let anyone = server.anyone();
    assert!(!anyone.get("/").await.ok().body().contains("class=\"elder\""));
    anyone.get("/elder?on=1&to=%2F").await.redirects_to("/");
    assert!(anyone.get("/").await.ok().contains("退出长辈版").body().contains("class=\"elder\""));
    anyone.get("/elder?on=0&to=https%3A%2F%2Fevil.example").await.redirects_to("/");
    assert!(!anyone.get("/").await.ok().body().contains("class=\"elder\""));
});

db_test!(every_answer_keeps_browsers_strict, async |server: Server| {
    for path in ["/", "/nowhere", "/sign-in", "/robots.txt"] {
        let answer = server.anyone().get(path).await;
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{path}");
        assert!(!answer.header("content-security-policy").contains("unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
});

db_test!(what_was_withdrawn_stays_so_when_the_plan_is_published_again, async |server: Server| {
    let g = server.given_government("青石市").await;
    let id = server.published(&g, "有误的题目").await;
    let mut tx = server.db.write().await.unwrap();
    publishing::withdraw(&mut tx, server.clock.now(), &Actor::system(), &id, "发布有误").await.unwrap();
    tx.commit().await.unwrap();
    server.publish_again(&g, &id, "改正的题目").await;
    let base = format!("/g/{}/plans/{id}", g.slug);
    let page = server.anyone().get(&base).await.ok().contains("改正的题目").contains("已撤下");
    assert!(!page.body().contains("version=1"), "nothing leads to what was withdrawn");
    for page in ["", "/tasks", "/units", "/tasks.csv"] {
        server.anyone().get(&format!("{base}{page}?version=1")).await.not_found();
    }
});

db_test!(a_nul_in_an_address_or_a_form_is_nobodys_error, async |server: Server| {
    server.anyone().get("/g/%00").await.not_found();
    server.anyone().get("/g/x/plans/%00").await.not_found();
    let g = server.given_government("青石市").await;
    server.published(&g, "2022年青石市政务公开工作要点").await;
    server.anyone().get(&format!("/g/{}/plans?before=%00.%00", g.slug)).await.ok();
});

db_test!(a_kiosk_has_no_entrance_and_can_be_left, async |server: Server| {
    let government = server.given_government("甲市").await;
    let home = format!("/g/{}", government.slug);
    let reader = server.anyone();
    reader.get(&home).await.ok().contains("登录");
    reader.get(&format!("/kiosk?on=1&to={home}")).await.redirects_to(&home);
    reader.get(&home).await.ok().lacks("登录").contains("退出查阅机模式");
    reader.get(&format!("/kiosk?on=0&to={home}")).await.redirects_to(&home);
    reader.get(&home).await.ok().contains("登录");
    assert_eq!(reader.get("/kiosk?on=1&to=https://elsewhere.example").await.location(), "/");
});
